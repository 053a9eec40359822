using Floodgate.Foundation;
using Floodgate.Storage.Sqlite;
using Floodgate.Vouchers.Projection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tests.Access;

public sealed class SchemaTests
{
    [Fact]
    public async Task Schema_OfTheMigrations_IsTheSchemaOfTheModel()
    {
        using var folder = new TemporaryFolder();
        await using var db = await SqliteRelational.OpenAsync(folder, TimeProvider.System, CancellationToken.None);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Upgrade_WhenAKilledProcessLeftItsMigrationLock_StillEnds()
    {
        using var folder = new TemporaryFolder();
        await using (var raw = new SqliteConnection($"Data Source={SqliteRelational.FileIn(folder)};Pooling=False"))
        {
            await raw.OpenAsync();
            var command = raw.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22 02:00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var db = await SqliteRelational.OpenAsync(folder, TimeProvider.System, limit.Token);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Upgrade_ByFourAtOnce_GivesOneSchema()
    {
        using var folder = new TemporaryFolder();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            SqliteRelational.OpenAsync(folder, TimeProvider.System, CancellationToken.None)));
        foreach (var db in opened)
        {
            Assert.Single(await db.Database.SqlQueryRaw<string>(
                "SELECT name AS Value FROM sqlite_master WHERE name = 'voucher'").ToListAsync());
            await db.DisposeAsync();
        }
    }

    [Fact]
    public async Task ProjectedVoucher_OfTheHighestCampaign_IsFoundByItsIdAndItsPerson()
    {
        using var folder = new TemporaryFolder();
        var id = VoucherId.Create(VoucherId.CampaignMax, VoucherId.ShardMax, VoucherId.NumberMax);
        var person = new PersonId(UInt128.MaxValue - 5);
        await using (var db = await SqliteRelational.OpenAsync(folder, TimeProvider.System, CancellationToken.None))
        {
            db.Add(new ProjectedVoucher { VoucherId = id, Person = person });
            await db.SaveChangesAsync();
        }

        await using var again = await SqliteRelational.OpenAsync(folder, TimeProvider.System, CancellationToken.None);
        var found = await again.Set<ProjectedVoucher>().SingleAsync(v => v.Person == person && v.VoucherId == id);
        Assert.Equal(id, found.VoucherId);
        Assert.Equal("wal", (await again.Database.SqlQueryRaw<string>(
            "SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync())[0]);
    }
}
