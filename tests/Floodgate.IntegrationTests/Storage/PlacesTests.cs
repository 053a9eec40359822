using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>
/// Several hosts, a real primary that dies, a real standby that is promoted, an old primary that returns.
/// </summary>
public sealed class PlacesTests : IDisposable
{
    private static readonly ChainId Chain = new(1, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-places-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string SeenFile => Path.Combine(_folder, "database.json");

    [Fact]
    public async Task Writer_WhenThePrimaryIsKilledAndTheStandbyPromoted_GoesOnThere_WithAllThatWasCommitted()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = Start(pair.Connection);
        await node.BecomesAsync(StandbyStatus.Synchronous);
        var head = node.Journal.TakeEpoch(Chain);
        for (var i = 0; i < 20; i++) head = node.Append(head);
        await pair.Primary.KillAsync();
        Assert.NotEqual(CommitOutcome.Committed, node.Commit(head));
        await pair.Standby.PromoteAsync();

        await node.UntilAtAsync(pair.Standby.Port);
        // Nobody has said yet that it may go on alone: what is refused, is refused at once.
        await node.BecomesAsync(StandbyStatus.Waiting);
        Assert.Null(node.TryTake(Chain));
        node.Engine.Places.Seen.Change(facts => facts with { Released = "kim", ReleasedMicros = 1 });
        ChainHead? there = null;
        await Patience.UntilAsync(() => (there = node.TryTake(Chain)) is not null, () => node.Engine.Places.Why);
        Assert.Equal(pair.Standby.Port, node.Engine.Places.Current!.Host.Port);
        Assert.Equal(2, node.Engine.Places.Current.Timeline);
        Assert.True(there!.Value.Position >= 20);
        Assert.Equal(there.Value.Position, node.Journal.Read(Chain, 0).Count());
        Assert.Equal(CommitOutcome.Committed, node.Commit(there.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OldPrimary_WhenItReturns_IsRefused_AlsoAfterARestart_AlsoFirstInTheList(bool restarted)
    {
        await using var pair = await Pair.StartAsync();
        var node = Start(pair.Connection);
        try
        {
            await node.BecomesAsync(StandbyStatus.Synchronous);
            node.Journal.TakeEpoch(Chain);
            await pair.Primary.KillAsync();
            await pair.Standby.PromoteAsync();
            await node.UntilAtAsync(pair.Standby.Port);

            await pair.Primary.StartAgainAsync();
            if (restarted)
            {
                await node.DisposeAsync();
                node = Start(pair.Connection);
            }

            await node.UntilAtAsync(pair.Standby.Port);
            // And when it is the only one that answers: the file remembers.
            await pair.Standby.KillAsync();
            Assert.Throws<JournalUnavailableException>(() => node.Journal.TakeEpoch(Chain));
            await node.DisposeAsync();
            node = Start(pair.Connection);
            await node.Engine.Standby.LookAsync();
            Assert.Contains("timeline 2 was worked on", node.Engine.Places.Why);
            Assert.Throws<JournalUnavailableException>(() => node.Journal.TakeEpoch(Chain));
            Assert.Throws<NpgsqlException>(node.Engine.Touch);
            Assert.Throws<NpgsqlException>(() => node.Engine.OpenRead());
            Assert.Throws<NpgsqlException>(() => node.Engine.OpenProjection());
            Assert.Throws<NpgsqlException>(() => node.Engine.Membership);
            await Assert.ThrowsAsync<NpgsqlException>(
                () => node.Engine.UpgradeAsync(TimeProvider.System, Cancel));
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task OldPrimary_ThatNeverStopped_ConfirmsNothingFromMemory_BeforeTheNewOneIsUsed()
    {
        await using var pair = await Pair.StartAsync();
        // The node reaches the old primary for good, and the standby never: it cannot see that it was promoted.
        await using var relay = new TcpRelay(pair.Standby.Port);
        relay.Swallow();
        var blind = new NpgsqlConnectionStringBuilder(pair.Database)
        {
            Host = $"127.0.0.1:{pair.Primary.Port},127.0.0.1:{relay.Port}",
        }.ToString();
        await using var node = Start(blind);
        await node.BecomesAsync(StandbyStatus.Synchronous);
        var head = node.Append(node.Journal.TakeEpoch(Chain));
        Assert.True(node.Holds(head));

        await pair.Standby.PromoteAsync();
        var other = new SeenDatabase(Path.Combine(_folder, "other.json"));
        other.Change(_ => new SeenFacts(node.Engine.Places.Seen.Facts.System, 1, 1));
        using var seeing = new PostgresEngine(pair.Connection, Options, "seeing", other);
        while (seeing.Places.Current is not { Timeline: 2 }) await seeing.Places.LookAsync();
        // The old one still answers 'yours' to whoever asks it, and is no longer believed.
        Assert.False(node.Holds(head));
    }

    [Fact]
    public async Task Standby_WhileItIsAway_RefusesRowsAtOnce_AndAnswersFromMemory_UntilItIsBack()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = Start(pair.Connection);
        await node.BecomesAsync(StandbyStatus.Synchronous);
        var head = node.Append(node.Journal.TakeEpoch(Chain));
        await pair.Standby.KillAsync();
        await node.BecomesAsync(StandbyStatus.Waiting);

        Assert.Equal(CommitOutcome.None, node.Commit(head));
        Assert.Throws<JournalUnavailableException>(() => node.Journal.TakeEpoch(new ChainId(1, 1)));
        Assert.Equal(0L, await pair.Primary.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name LIKE '%journal'"));
        Assert.True(node.Holds(head));

        await pair.Standby.StartAgainAsync();
        await node.BecomesAsync(StandbyStatus.Synchronous);
        Assert.Equal(CommitOutcome.Committed, node.Commit(head));
    }

    [Fact]
    public async Task Presence_WhenTheServerWasRestarted_IsTakenAgain()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(server);
        await using var node = Start(connection, new PostgresOptions());
        Assert.Null(node.Engine.Presence.TryTake(alone: true));
        await server.RestartAsync();
        await Patience.UntilAsync(() => node.Engine.Presence.Keep() is null, () => "the presence is not taken again");
        using var second = new PostgresEngine(connection, new PostgresOptions(), "second");
        Assert.Contains("Another node works", second.Presence.TryTake(alone: true));
    }

    [Fact]
    public async Task DatabaseCluster_OfAnotherIdentifier_IsRefused()
    {
        await using var first = await PostgresServer.StartAsync();
        var connection = await first.DatabaseAsync();
        await using (var node = Start(connection, new PostgresOptions())) await node.UntilAtAsync(first.Port);
        await using var copy = await PostgresServer.StartAsync();
        // Made by the same initdb as all of this kit's servers, it would have the same one.
        var seen = new SeenDatabase(SeenFile);
        seen.Change(facts => facts with { System = facts.System + 1 });
        using var engine = new PostgresEngine(
            await copy.DatabaseAsync(), new PostgresOptions(), "test", new SeenDatabase(SeenFile));
        Assert.Contains("another database cluster", Assert.Throws<NpgsqlException>(engine.Touch).Message);
    }

    [Fact]
    public void SeenDatabase_OutlivesARestart_AndASpoiltFileIsSaid()
    {
        new SeenDatabase(SeenFile).Change(facts => facts with { System = 7, Timeline = 3, Released = "kim" });
        var again = new SeenDatabase(SeenFile).Facts;
        Assert.Equal((7, 3, "kim"), (again.System, again.Timeline, again.Released));
        File.WriteAllText(SeenFile, "{");
        Assert.Contains(SeenFile, Assert.Throws<InvalidDataException>(() => new SeenDatabase(SeenFile)).Message);
    }

    [Fact]
    public async Task Locks_OfSyncs_LeaveMostConnectionsToOthers()
    {
        using var store = await PostgresStore.CreateAsync(new PostgresOptions { RelationalConnectionsMax = 8 });
        await using var first = store.CreateDbContext();
        await using var second = store.CreateDbContext();
        await using var third = store.CreateDbContext();
        await using var one = await first.HoldAsync(StorageLock.Store, 1, TimeSpan.FromSeconds(1));
        var two = await second.HoldAsync(StorageLock.Store, 2, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => third.HoldAsync(StorageLock.Store, 3, TimeSpan.FromMilliseconds(200)).AsTask());
        await two.DisposeAsync();
        await using var now = await third.HoldAsync(StorageLock.Store, 3, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Lock_WhoseConnectionWasLost_IsNotWorkedUnder()
    {
        using var store = await PostgresStore.CreateAsync();
        await using var db = store.CreateDbContext();
        await using var held = await db.HoldAsync(StorageLock.Store, 1, TimeSpan.FromSeconds(1));
        await store.OperatorAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_advisory_lock(%' "
            + "AND pid <> pg_backend_pid() AND datname = current_database()");
        // The first to meet it is told by the driver; whoever goes on regardless is not given a fresh connection.
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("SELECT 1", Cancel));
        var lost = await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => db.Database.ExecuteSqlRawAsync("SELECT 1", Cancel));
        Assert.Contains("lock", lost.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static PostgresOptions Options => new() { Standby = Pair.Name };

    private Node Start(string connection, PostgresOptions? options = null) =>
        new(new PostgresEngine(connection, options ?? Options, "one", new SeenDatabase(SeenFile)));

    /// <summary>The part of a node that knows of the database.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly PostgresKeeper _keeper;

        public Node(PostgresEngine engine)
        {
            Engine = engine;
            Journal = (PostgresJournal)engine.OpenJournal();
            _keeper = new PostgresKeeper(engine, TimeProvider.System, NullLogger<PostgresKeeper>.Instance);
            _ = _keeper.StartAsync(CancellationToken.None);
        }

        public PostgresEngine Engine { get; }

        public PostgresJournal Journal { get; }

        public Task BecomesAsync(StandbyStatus status) => Patience.UntilAsync(
            () => Engine.Standby.Reading.Status == status,
            () => $"{Engine.Standby.Reading.Status}: {Engine.Standby.Reading.Why}");

        public Task UntilAtAsync(int port) => Patience.UntilAsync(
            () => Engine.Places.Current?.Host.Port == port,
            () => $"{Engine.Places.Current?.Host}: {Engine.Places.Why}");

        public CommitOutcome Commit(ChainHead head)
        {
            var outcomes = new CommitOutcome[1];
            Journal.Commit([JournalRow.Create(head, 1, [1])], [], outcomes);
            return outcomes[0];
        }

        public ChainHead Append(ChainHead head)
        {
            var row = JournalRow.Create(head, 1, [1]);
            var outcomes = new CommitOutcome[1];
            Journal.Commit([row], [], outcomes);
            Assert.Equal(CommitOutcome.Committed, outcomes[0]);
            return new ChainHead(head.Chain, head.Epoch, row.Position, row.Hash);
        }

        public bool Holds(ChainHead head)
        {
            var outcomes = new CommitOutcome[1];
            Journal.Commit([], [head], outcomes);
            return outcomes[0] == CommitOutcome.Committed;
        }

        public ChainHead? TryTake(ChainId chain)
        {
            try
            {
                return Journal.TakeEpoch(chain);
            }
            catch (JournalUnavailableException)
            {
                return null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _keeper.StopAsync(CancellationToken.None);
            _keeper.Dispose();
            Journal.Dispose();
            Engine.Dispose();
        }
    }
}
