using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Storage;

public sealed class QueryPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly QueryPool _pool;
    private readonly QueryWatch _watch;

    public QueryPoolTests()
    {
        var engine = new SqliteEngine(new DataFolder(_folder));
        _pool = new QueryPool(_clock, engine.ConnectionsMax);
        _watch = new QueryWatch(TimeProvider.System, engine);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pool_Capped_LetsTheOthersWaitAndThenRefuses()
    {
        _pool.Cap = 2;
        await using var first = await OpenedAsync();
        await using var second = await OpenedAsync();
        Assert.Equal(2, _pool.Taken);
        await using var third = Db();
        var refused = third.Database.OpenConnectionAsync(Stop);
        while (!refused.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<IOException>(() => refused);

        var waiting = OpenedAsync();
        Assert.False(waiting.IsCompleted);
        await first.Database.CloseConnectionAsync();
        await using var fourth = await waiting;
        Assert.Equal(2, _pool.Taken);
        _pool.Cap = _pool.Wide;
        await using var fifth = await OpenedAsync();
        Assert.Equal(3, _pool.Taken);
    }

    [Fact]
    public async Task Pool_AfterManyUses_HasAllItsRoomAgain()
    {
        _pool.Cap = 4;
        await Parallel.ForAsync(0, 100, Stop, async (_, cancel) =>
        {
            await using var db = Db();
            Assert.Equal(1, (await db.Database.SqlQueryRaw<int>("SELECT 1 AS Value").ToListAsync(cancel)).Single());
        });
        Assert.Equal(0, _pool.Taken);
    }

    /// <summary>A real statement that would go on for minutes is ended, and a short one beside it is not.</summary>
    [Fact]
    public async Task Watch_EndsLongReadsOnly()
    {
        await using var db = Db();
        var reading = Task.Run(() => db.Database.SqlQueryRaw<long>(
            "SELECT * FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
            + "SELECT count(*) AS Value FROM n)").ToList(), Stop);
        while (_watch.Reads() is not { Count: 1, Oldest.TotalMilliseconds: > 50 })
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Stop);
        Assert.Equal(0, _watch.End(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, _watch.End(TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAsync<SqliteException>(() => reading);
        Assert.Equal(0, _watch.Reads().Count);
        Assert.Equal(2, (await db.Database.SqlQueryRaw<int>("SELECT 2 AS Value").ToListAsync(Stop)).Single());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<FloodgateDb> OpenedAsync()
    {
        var db = Db();
        await db.Database.OpenConnectionAsync(Stop);
        return db;
    }

    private FloodgateDb Db()
    {
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        SqliteRelational.Configure(options, Path.Combine(_folder, "floodgate.db"));
        options.AddInterceptors(_pool, _watch);
        return new FloodgateDb(options.Options);
    }
}
