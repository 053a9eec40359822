using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Verification;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>The verifier finds on both engines what was changed behind its back.</summary>
public sealed class ProjectionVerifyTests
{
    private const string Changed =
        """UPDATE voucher SET "RemainingCents" = "RemainingCents" + 1 WHERE "VoucherId" = @id""";

    private const string Missing = """DELETE FROM voucher WHERE "VoucherId" = @id""";

    private static readonly ChainId Chain = new(1, 1);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Verify_OfWhatNobodyTouched_FindsNothing(Engine engine)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        var before = Verify(store);
        Assert.Equal((1, 4, (long)ProjectionScript.Rows.Count, 150L, 0L, (Finding?)null), (
            before.Campaigns, before.Chains, before.Rows, before.Vouchers, before.Projected, before.First));
        store.Project();
        var after = Verify(store);
        Assert.Equal((150L, (Finding?)null), (after.Projected, after.First));
    }

    [Theory]
    [InlineData(Engine.Sqlite, Changed)]
    [InlineData(Engine.Postgres, Changed)]
    [InlineData(Engine.Sqlite, Missing)]
    [InlineData(Engine.Postgres, Missing)]
    public async Task Verify_OfAVoucherChangedOrMissing_NamesIt(Engine engine, string damage)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        store.Project();
        var id = VoucherId.Create(1, 1, 49);
        Assert.Equal(1, store.Run(damage, ("@id", (long)id.Value)));
        var first = Assert.IsType<Finding>(Verify(store).First);
        Assert.Equal("I10", first.Invariant);
        Assert.True(first.Where == $"voucher {id}" || first.What.Contains("missing"), $"{first}");
    }

    [Theory]
    [InlineData(Engine.Sqlite, "redemption")]
    [InlineData(Engine.Postgres, "redemption")]
    [InlineData(Engine.Sqlite, "voucher_event")]
    [InlineData(Engine.Postgres, "voucher_event")]
    public async Task Verify_OfALifeCutShort_FindsIt(Engine engine, string table)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        store.Project();
        Assert.NotEqual(0, store.Run(
            $"""DELETE FROM {table} WHERE "Position" = (SELECT max("Position") FROM {table})"""));
        Assert.Equal("I10", Verify(store).First?.Invariant);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Verify_OfAChangedJournalRow_NamesTheRow(Engine engine)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        store.Project();
        Assert.Equal(1, store.RunOnJournal(
            "UPDATE journal SET time = time + 1 WHERE id = @id", ("@id", JournalRow.Key(Chain, 7))));
        var first = Assert.IsType<Finding>(Verify(store).First);
        Assert.Equal(("I10", $"{Chain} row 7"), (first.Invariant, first.Where));
    }

    /// <summary>A node may go on while its store is verified.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Snapshot_WhileTheStoreGoesOn_StaysAsItWas(Engine engine)
    {
        using var store = await ProjectionStore.OpenAsync(engine);
        store.Project();
        using var snapshot = store.Engine.OpenSnapshot();
        store.Run("""DELETE FROM voucher WHERE "Batch" = 1""");
        store.RunOnJournal("DELETE FROM journal WHERE id = @id", ("@id", JournalRow.Key(Chain, 7)));
        var report = Verifier.Verify(snapshot);
        Assert.Equal((150L, (Finding?)null), (report.Projected, report.First));
    }

    private static VerificationReport Verify(ProjectionStore store)
    {
        using var snapshot = store.Engine.OpenSnapshot();
        return Verifier.Verify(snapshot);
    }
}
