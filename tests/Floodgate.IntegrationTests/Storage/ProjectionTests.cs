using Floodgate.Vouchers.Projection;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>What the projector writes is the same on both engines, whatever comes between.</summary>
public sealed class ProjectionTests
{
    [Fact]
    public async Task Projection_OfEveryEvent_IsTheSameOnBothEngines()
    {
        using var sqlite = await ProjectionStore.OpenAsync(Engine.Sqlite);
        using var postgres = await ProjectionStore.OpenAsync(Engine.Postgres);
        sqlite.Project();
        postgres.Project();
        var (left, right) = (sqlite.Contents(), postgres.Contents());
        Assert.Equal(left, right);
        Assert.Equal(150, left.Count(row => row.StartsWith("voucher:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Projection_RowByRowAndStartedAgain_IsAsInOneGo(Engine engine)
    {
        using var whole = await ProjectionStore.OpenAsync(engine);
        using var piecewise = await ProjectionStore.OpenAsync(engine);
        whole.Project();
        for (var rows = 1; rows < ProjectionScript.Rows.Count + 11; rows += 11)
            piecewise.Project([.. ProjectionScript.Rows.Take(rows)]);
        Assert.Equal(whole.Contents(), piecewise.Contents());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Projection_AtARowTheJournalDoesNotHave_IsWrittenAnew(Engine engine)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        store.Project();
        var right = store.Contents();
        store.Run("""UPDATE projection_position SET "Position" = "Position" + 1""");
        store.Run("""UPDATE voucher SET "State" = 3, "RemainingCents" = 7""");
        store.Project();
        Assert.Equal(right, store.Contents());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Projection_OverWhatWasLeftAboveItsPosition_IsRight(Engine engine)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        store.Project();
        var right = store.Contents();
        store.Run("DELETE FROM projection_position");
        store.Project();
        Assert.Equal(right, store.Contents());
    }

    /// <summary>The second has read its rows already; it must neither write them again nor believe it did.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Projector_WhenAnotherWasFaster_GoesOnFromThere(Engine engine)
    {
        using var alone = await ProjectionStore.OpenAsync(engine);
        using var shared = await ProjectionStore.OpenAsync(engine);
        alone.Project();
        var journal = new RowsOnly(ProjectionScript.Rows);
        using var faster = new Projector(journal, shared.Engine);
        foreach (var chain in ProjectionScript.Books)
        {
            using var slower = new Projector(journal, shared.Engine, () => faster.Follow(chain));
            Assert.Equal(0, slower.Follow(chain));
            while (slower.Follow(chain) >= 0)
            {
            }
        }

        Assert.Equal(alone.Contents(), shared.Contents());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Projectors_TwoAtOnce_WriteEverythingOnce(Engine engine)
    {
        using var alone = await ProjectionStore.OpenAsync(engine);
        using var shared = await ProjectionStore.OpenAsync(engine);
        alone.Project();
        using var start = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                shared.Project();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(alone.Contents(), shared.Contents());
    }
}
