using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>Taking a chain from a writer that does not let go.</summary>
public sealed class PostgresOpeningTests
{
    private static readonly ChainId Chain = new(1, 0);
    private static readonly PostgresOptions Options = new() { ChainWaitMillisecondsMax = 200 };

    [Fact]
    public async Task Chain_HeldByASessionThatStandsStill_IsTaken_AndTheSessionEnded()
    {
        var connection = await PostgresStore.DatabaseAsync(await PostgresServer.SharedAsync());
        using var journal = PostgresStore.Open(connection, "two", Options);
        var old = journal.TakeEpoch(Chain);
        await using var stuck = new NpgsqlConnection(new PostgresAddress(connection, Options, "one").Journal);
        await stuck.OpenAsync();
        await HoldAsync(stuck);

        var head = journal.TakeEpoch(Chain);

        Assert.Equal(old.Epoch + 1, head.Epoch);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => HoldAsync(stuck));
    }

    [Fact]
    public async Task Chain_HeldByAPerson_IsNotTakenByForce()
    {
        var connection = await PostgresStore.DatabaseAsync(await PostgresServer.SharedAsync());
        using var journal = PostgresStore.Open(connection, "two", new PostgresOptions
        {
            ChainWaitMillisecondsMax = 200,
            CommitSecondsMax = 1,
        });
        journal.TakeEpoch(Chain);
        await using var person = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connection) { SearchPath = "floodgate" }.ToString());
        await person.OpenAsync();
        await HoldAsync(person);
        Assert.Throws<JournalUnavailableException>(() => journal.TakeEpoch(Chain));
        await using var end = new NpgsqlCommand("ROLLBACK", person);
        await end.ExecuteNonQueryAsync();
        Assert.InRange(journal.TakeEpoch(Chain).Epoch, 2, 3);
    }

    /// <summary>The old owner's commit waits for the standby; the new one gets what it wrote.</summary>
    [Fact]
    public async Task Chain_WhoseCommitWaitsForAStandby_IsTakenWithIt_WhenTheStandbyIsBack()
    {
        await using var primary = await PostgresServer.StartAsync();
        var connection = await PostgresStore.DatabaseAsync(primary);
        using var old = PostgresStore.Open(connection, "one", new PostgresOptions { CommitSecondsMax = 10 });
        using var next = PostgresStore.Open(connection, "two", Options);
        await using var standby = await primary.StandbyAsync("standby1");
        var head = old.TakeEpoch(Chain);
        standby.Stop();
        var committing = Task.Run(() => Commit(old, head));
        await Patience.UntilAsync(
            async () => await primary.ScalarAsync(
                "SELECT true FROM pg_stat_activity WHERE wait_event = 'SyncRep'") is true,
            () => "no commit waits for the standby");

        // Its own epoch waits for the standby too: it is not taken, and the old owner is told nothing good.
        Assert.Throws<JournalUnavailableException>(() => next.TakeEpoch(Chain));
        Assert.Equal(CommitOutcome.Unknown, await committing);
        standby.Continue();
        var taken = next.TakeEpoch(Chain);
        Assert.Equal(1, taken.Position);
        Assert.Single(next.Read(Chain, 0));
        Assert.Equal(CommitOutcome.Fenced, Commit(old, head));
    }

    private static CommitOutcome Commit(IJournal journal, ChainHead head)
    {
        var outcomes = new CommitOutcome[1];
        journal.Commit([JournalRow.Create(head, 1_000, [1])], [], outcomes);
        return outcomes[0];
    }

    private static async Task HoldAsync(NpgsqlConnection open)
    {
        await using var hold = new NpgsqlCommand("BEGIN; UPDATE chain SET position = position", open);
        await hold.ExecuteNonQueryAsync();
    }
}
