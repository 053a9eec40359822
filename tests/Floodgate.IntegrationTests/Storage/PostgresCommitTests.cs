using System.Diagnostics;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>
/// Commits that go wrong in a real PostgreSQL. In every case: what is called committed is there, and what is called
/// not written is not.
/// </summary>
public sealed class PostgresCommitTests
{
    private static readonly ChainId Chain = new(1, 0);
    private static readonly PostgresOptions Short = new() { CommitSecondsMax = 1, ChainWaitMillisecondsMax = 200 };

    private static TimeSpan DeadlineMax => TimeSpan.FromSeconds(Short.CommitSecondsMax + Short.ConnectSecondsMax + 1.5);

    [Theory]
    [InlineData("pg_cancel_backend")]
    [InlineData("pg_terminate_backend")]
    public async Task Commit_WhoseWaitForTheStandbyIsEnded_IsUnknown(string end)
    {
        await using var primary = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(primary);
        using var journal = PostgresStore.Open(connection, options: new PostgresOptions { CommitSecondsMax = 10 });
        await using var standby = await primary.StandbyAsync("standby1");
        var head = journal.TakeEpoch(Chain);
        standby.Stop();

        var committing = Task.Run(() => Commit(journal, head));
        await Patience.UntilAsync(
            async () => await primary.ScalarAsync(
                $"SELECT {end}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") is true,
            () => "no commit waits for the standby");

        Assert.Equal(CommitOutcome.Unknown, await committing);
        standby.Continue();
        Assert.Single(journal.Read(Chain, 0));
    }

    [Fact]
    public async Task Epoch_WhoseWaitForTheStandbyIsEnded_IsNotTaken()
    {
        await using var primary = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(primary);
        using var journal = PostgresStore.Open(connection, options: new PostgresOptions { CommitSecondsMax = 10 });
        await using var standby = await primary.StandbyAsync("standby1");
        standby.Stop();

        var taking = Task.Run(() => journal.TakeEpoch(Chain));
        await Patience.UntilAsync(
            async () => await primary.ScalarAsync(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") is true,
            () => "nobody waits for the standby");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => taking);
        standby.Continue();
        Assert.Equal(2, journal.TakeEpoch(Chain).Epoch);
    }

    [Fact]
    public async Task Commit_OnAServerThatStopped_IsUnknown_WithinItsDeadline()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(server);
        using var journal = PostgresStore.Open(connection, options: Short);
        var head = Begun(journal);
        server.Stop();
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(CommitOutcome.Unknown, Commit(journal, head));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, DeadlineMax);
        // The next one cannot even connect: nothing is sent, which is certain.
        Assert.Equal(CommitOutcome.None, Commit(journal, head));

        server.Continue();
        using var again = PostgresStore.Open(connection);
        var now = again.TakeEpoch(Chain);
        Assert.Equal(now.Position, again.Read(Chain, 0).Count());
        Assert.Equal(CommitOutcome.Committed, Commit(again, now));
    }

    [Fact]
    public async Task Commit_IntoABlackHole_IsUnknown_WithinItsDeadline()
    {
        var server = await PostgresServer.SharedAsync();
        var connection = await PostgresStore.DatabaseAsync(server);
        await using var relay = new TcpRelay(server.Port);
        var through = new NpgsqlConnectionStringBuilder(connection) { Port = relay.Port }.ToString();
        using var journal = PostgresStore.Open(through, options: Short);
        var head = Begun(journal);
        relay.Swallow();
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(CommitOutcome.Unknown, Commit(journal, head));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, DeadlineMax);
        relay.Pass();
        relay.Break();
        using var direct = PostgresStore.Open(connection);
        Assert.Equal(CommitOutcome.Committed, Commit(direct, direct.TakeEpoch(Chain)));
    }

    [Fact]
    public async Task Commit_ThatFailsAsItCommits_IsNone_AndNotThere()
    {
        var connection = await PostgresStore.DatabaseAsync(await PostgresServer.SharedAsync());
        await ExecuteAsync(connection, """
            SET search_path = floodgate;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'too late'; END $$;
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (length(NEW.body) = 3) EXECUTE FUNCTION refuse();
            """);
        using var journal = PostgresStore.Open(connection);
        var head = journal.TakeEpoch(Chain);
        Assert.Equal(CommitOutcome.None, Commit(journal, head, [1, 2, 3]));
        Assert.Empty(journal.Read(Chain, 0));
        Assert.Equal(CommitOutcome.Committed, Commit(journal, head, [1]));
    }

    [Fact]
    public async Task Commits_OfAServerThatIsKilled_AreThereWhenTheyWereAcknowledged()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(server);
        using var journal = PostgresStore.Open(connection, options: Short);
        var head = journal.TakeEpoch(Chain);
        var begun = new TaskCompletionSource();
        var writing = Task.Run(() =>
        {
            for (var i = 1; ; i++)
            {
                var row = JournalRow.Create(head, i, new byte[100]);
                var outcomes = new CommitOutcome[1];
                journal.Commit([row], [], outcomes);
                if (outcomes[0] != CommitOutcome.Committed) return (Last: head, Outcome: outcomes[0]);
                head = head with { Position = row.Position, Hash = row.Hash };
                if (i == 100) begun.SetResult();
            }
        });
        await begun.Task;
        await server.RestartAsync();
        var (last, outcome) = await writing;

        using var again = PostgresStore.Open(connection);
        var now = again.TakeEpoch(Chain);
        Assert.InRange(now.Position, last.Position, last.Position + (outcome == CommitOutcome.None ? 0 : 1));
        Assert.Equal(now.Position, again.Read(Chain, 0).Count());
    }

    [Fact]
    public async Task Server_ThatDoesNotSync_IsRefused()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresSetup
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["fsync"] = "off" },
        });
        var connection = await PostgresStore.DatabaseAsync(server);
        using var journal = PostgresStore.Open(connection);
        var fault = Assert.Throws<JournalUnavailableException>(() => journal.TakeEpoch(Chain));
        Assert.Contains("fsync=off", fault.Message, StringComparison.Ordinal);
        Assert.Equal(CommitOutcome.None, Commit(journal, new ChainHead(Chain, 1, 0, JournalRow.FirstHash)));
    }

    [Fact]
    public async Task Standby_IsNoPlaceForAJournal_NotEvenToHoldAHead()
    {
        await using var primary = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(primary);
        using var journal = PostgresStore.Open(connection);
        var head = journal.TakeEpoch(Chain);
        await using var standby = await primary.StandbyAsync("standby1");
        using var astray = PostgresStore.Open(standby.SameAs(connection));
        var outcomes = new CommitOutcome[1];
        astray.Commit([], [head], outcomes);
        Assert.Equal(CommitOutcome.None, outcomes[0]);
        Assert.Throws<JournalUnavailableException>(() => astray.TakeEpoch(Chain));
    }

    [Fact]
    public async Task Settings_OfTheRole_DoNotWeakenASession()
    {
        var server = await PostgresServer.SharedAsync();
        var connection = await PostgresStore.DatabaseAsync(server);
        var database = new NpgsqlConnectionStringBuilder(connection).Database;
        foreach (var setting in (string[])["synchronous_commit = off", "client_min_messages = error",
            "statement_timeout = 1"])
            await server.ExecuteAsync($"ALTER DATABASE {database} SET {setting}");
        await using var open = new NpgsqlConnection(new PostgresAddress(connection, Short, "one").Journal);
        await open.OpenAsync();
        foreach (var (setting, value) in new[]
            { ("synchronous_commit", "on"), ("client_min_messages", "warning"), ("statement_timeout", "0") })
        {
            await using var ask = new NpgsqlCommand($"SHOW {setting}", open);
            Assert.Equal(value, await ask.ExecuteScalarAsync());
        }
    }

    /// <summary>The writing session is open and has committed once.</summary>
    private static ChainHead Begun(IJournal journal)
    {
        var head = journal.TakeEpoch(Chain);
        var row = JournalRow.Create(head, 1, [0]);
        var outcomes = new CommitOutcome[1];
        journal.Commit([row], [], outcomes);
        Assert.Equal(CommitOutcome.Committed, outcomes[0]);
        return head with { Position = row.Position, Hash = row.Hash };
    }

    private static CommitOutcome Commit(IJournal journal, ChainHead head, byte[]? body = null)
    {
        var outcomes = new CommitOutcome[1];
        journal.Commit([JournalRow.Create(head, 1_000, body ?? [1])], [], outcomes);
        return outcomes[0];
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
