using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Floodgate.Bench.Rivals;

/// <summary>
/// EF Core on SQLite, one transaction a claim. SQLite has one writer: a gate keeps the others from running into its
/// busy
/// retries, which sleep 150 ms each and would make this rival slower than it need be.
/// </summary>
internal static class EfSqlite
{
    private const int UniqueViolation = 19;

    public static async Task RunAsync(string url, string directory)
    {
        Directory.CreateDirectory(directory);
        var options = new DbContextOptionsBuilder<VoucherContext>()
            .UseSqlite($"Data Source={Path.Combine(directory, "ef.db")}").Options;
        var contexts = new PooledDbContextFactory<VoucherContext>(options);
        await CreateAsync(contexts);
        using var writer = new SemaphoreSlim(1);
        var app = ClaimEndpoint.Build(url);
        app.MapClaims(async asked =>
        {
            await writer.WaitAsync();
            try
            {
                return await ClaimAsync(contexts, asked);
            }
            finally
            {
                writer.Release();
            }
        });
        await app.RunAsync();
    }

    private static async ValueTask<ClaimResult> ClaimAsync(
        PooledDbContextFactory<VoucherContext> contexts, ClaimAsked asked)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var taken = await context.Batches
            .Where(batch => batch.Id == asked.Batch && batch.Remaining > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Remaining, batch => batch.Remaining - 1));
        if (taken == 0) return new ClaimResult(ClaimAnswer.SoldOut);

        var person = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(person, asked.Person);
        var row = new ClaimRow
        {
            Campaign = asked.Campaign,
            Batch = asked.Batch,
            Person = person,
            Key = asked.Key,
            ClaimedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        context.Claims.Add(row);
        try
        {
            await context.SaveChangesAsync();
            await transaction.CommitAsync();
            return new ClaimResult(ClaimAnswer.Issued, row.Number);
        }
        catch (DbUpdateException fault)
            when (fault.InnerException is SqliteException { SqliteErrorCode: UniqueViolation })
        {
            return new ClaimResult(ClaimAnswer.LimitReached);
        }
    }

    private static async Task CreateAsync(PooledDbContextFactory<VoucherContext> contexts)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.Database.EnsureCreatedAsync();
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        var synchronous = await context.Database
            .SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync();
        if (synchronous != 2) throw new InvalidOperationException("SQLite must open with synchronous=FULL");
        context.Batches.Add(new BatchRow { Id = Stock.OpenBatch, Remaining = Stock.OpenStock });
        context.Batches.Add(new BatchRow { Id = Stock.GoneBatch, Remaining = Stock.GoneStock });
        await context.SaveChangesAsync();
    }
}

internal sealed class BatchRow
{
    public required string Id { get; init; }

    public long Remaining { get; set; }
}

internal sealed class ClaimRow
{
    public long Number { get; init; }

    public required string Campaign { get; init; }

    public required string Batch { get; init; }

    public required byte[] Person { get; init; }

    public required string Key { get; init; }

    public required long ClaimedAt { get; init; }
}

internal sealed class VoucherContext(DbContextOptions<VoucherContext> options) : DbContext(options)
{
    public DbSet<BatchRow> Batches => Set<BatchRow>();

    public DbSet<ClaimRow> Claims => Set<ClaimRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BatchRow>().HasKey(batch => batch.Id);
        modelBuilder.Entity<ClaimRow>().HasKey(claim => claim.Number);
        modelBuilder.Entity<ClaimRow>().HasIndex(claim => new { claim.Campaign, claim.Batch, claim.Person }).IsUnique();
        modelBuilder.Entity<ClaimRow>().HasIndex(claim => new { claim.Campaign, claim.Person, claim.Key }).IsUnique();
    }
}
