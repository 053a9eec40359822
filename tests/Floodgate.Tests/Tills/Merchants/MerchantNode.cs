using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Merchants.Import;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Tills.Merchants;

/// <summary>Merchants over a real file, as one node has them.</summary>
internal sealed class MerchantNode : IDbContextFactory<FloodgateDb>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MerchantNode()
    {
        (Tests, Desk) = (new TestVouchers(Directory, Keys!, Clock), new MerchantDesk(
            this, Options, (one, other) => one != other, new DirectoryBell(), Clock,
            NullLogger<MerchantDesk>.Instance));
        Import = new MerchantImport(this, Desk, Options, new DirectoryBell(), NullLogger<MerchantImport>.Instance);
    }

    public MerchantsOptions Options { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 2, 0, 0, TimeSpan.Zero));

    public StoreDirectory Directory { get; } = new();

    public TestVouchers Tests { get; }

    public MerchantDesk Desk { get; }

    public MerchantImport Import { get; }

    /// <summary>The database fails from now on.</summary>
    public bool Away { get; set; }

    public KeyRing Keys => field ??= KeyRing.Open(Path.Combine(_folder, "keys"), Clock);

    public static async Task<MerchantNode> StartAsync()
    {
        var node = new MerchantNode();
        await using var db = await SqliteRelational.OpenAsync(node._folder, node.Clock, CancellationToken.None);
        return node;
    }

    public FloodgateDb CreateDbContext()
    {
        if (Away) throw new IOException("the database is away");
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        SqliteRelational.Configure(options, SqliteRelational.FileIn(_folder));
        return new FloodgateDb(options.Options);
    }

    /// <summary>Another node, or this one after a restart: the same files, and a memory of its own.</summary>
    public StoreDirectoryRefresh Refresh(StoreDirectory directory) => new(
        this, directory, new StoreCopy(Path.Combine(_folder, StoreCopy.FileName)), new DirectoryBell(), Tests, Options,
        Clock, NullLogger<StoreDirectoryRefresh>.Instance);

    /// <summary>A merchant of one store, let in by a second person; the directory knows it.</summary>
    public async Task<StoreFacts> AdmitAsync(string id)
    {
        var name = new BilingualText("西湖面馆", "West Lake Noodles");
        var asked = new NewMerchant(
            id, new MerchantTerms(name), [new NewStore(id + "-1", new StoreTerms(name, "330106", "dining"))]);
        Assert.Equal(MerchantAnswer.Done, (await Desk.ApplyAsync(asked, "anna", default)).Answer);
        var let = await Desk.ApproveAsync(id, static _ => true, null, "ben", default);
        Assert.Equal(MerchantAnswer.Done, let.Answer);
        Assert.True(await Refresh(Directory).LookAsync(default));
        return Directory.Find(id + "-1")!;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
