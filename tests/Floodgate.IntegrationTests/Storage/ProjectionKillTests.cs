using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Vouchers.Projection;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>A session of PostgreSQL that ends in the middle of a piece, and one that waits for another node.</summary>
public sealed class ProjectionKillTests
{
    private const long Gate = 4_711;

    // The position is what a piece writes last: whoever waits there has copied its vouchers in.
    private const string HoldAtPosition = """
        CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM set_config('lock_timeout', '0', true);
            PERFORM pg_advisory_xact_lock(4711);
            RETURN NEW;
        END $$;
        CREATE TRIGGER hold BEFORE UPDATE ON projection_position FOR EACH ROW EXECUTE FUNCTION hold();
        """;

    [Fact]
    public async Task Projector_KilledBetweenCopyAndCommit_LosesAndDoublesNothing()
    {
        using var whole = await ProjectionStore.OpenAsync(Engine.Postgres);
        using var killed = await ProjectionStore.OpenAsync(Engine.Postgres);
        whole.Project();
        killed.Run(HoldAtPosition);
        using (var gate = killed.Engine.OpenProjection())
        {
            using var hold = gate.Statement("SELECT pg_advisory_lock(@gate)", ("@gate", Gate));
            hold.ExecuteScalar();
            using var projector = new Projector(new RowsOnly(ProjectionScript.Rows), killed.Engine);
            var chain = ProjectionScript.Books.First();
            var follow = Task.Run(() => projector.Follow(chain), TestContext.Current.CancellationToken);
            await Patience.UntilAsync(
                () => Ask(killed, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE objid = 4711 AND NOT granted")
                    is true,
                () => $"the projector does not come to its position: {follow.Status} {follow.Exception?.Message}");
            await Assert.ThrowsAsync<JournalUnavailableException>(() => follow);
        }

        killed.Run("DROP TRIGGER hold ON projection_position");
        Assert.Equal(0L, Ask(killed, "SELECT count(*) FROM voucher"));
        killed.Project();
        Assert.Equal(whole.Contents(), killed.Contents());
    }

    /// <summary>Also before the chain has a position at all.</summary>
    [Fact]
    public async Task Projector_WhileAnotherNodeWritesThePiece_WaitsForIt()
    {
        using var store = await ProjectionStore.OpenAsync(Engine.Postgres);
        var chain = ProjectionScript.Books.First();
        using var projector = new Projector(new RowsOnly(ProjectionScript.Rows), store.Engine);
        using var connection = store.Engine.OpenProjection();
        Task<int> second;
        using (var first = IProjectionTables.Begin(connection, chain))
        {
            Assert.Equal(0, first.At()?.Position);
            second = Task.Run(() => projector.Follow(chain), TestContext.Current.CancellationToken);
            await Patience.UntilAsync(
                () => Ask(store, "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
                    is > 0L,
                () => $"the second does not wait: {second.Status} {second.Exception?.Message}");
            var shard = new ShardProjection(chain);
            shard.Write(first, [.. new RowsOnly(ProjectionScript.Rows).Read(chain, 0).Take(5)]);
            first.Commit();
        }

        Assert.Equal(0, await second);
        Assert.Equal(5L, Ask(store, """SELECT "Position" FROM projection_position"""));
        Assert.True(projector.Follow(chain) > 0);
    }

    private static object? Ask(ProjectionStore store, string sql)
    {
        using var connection = store.Engine.OpenRead();
        using var command = connection.Statement(sql);
        return command.ExecuteScalar();
    }
}
