using Floodgate.Drills.AtTills;
using Floodgate.Drills.Receipts;
using Floodgate.Drills.Reports;
using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Targets;

namespace Floodgate.Tests.Drills;

public sealed class RushVerdictTests
{
    [Fact]
    public void Judge_OfAGoodReplay_HoldsThroughout() =>
        Assert.All(Judge(Good()), finding => Assert.True(finding.Holds, $"{finding.Id}: {finding.Numbers.En}"));

    [Fact]
    public void Judge_WhenOneVoucherHasTwoHolders_FindsI1() =>
        Assert.Equal(["I1"], Broken(Good(Receipts(10).Append(Receipt(11) with { VoucherId = "V1" }))));

    [Fact]
    public void Judge_WhenMoreIsIssuedThanStock_FindsI1() =>
        Assert.Contains("I1", Broken(Good() with { Ledger = new LedgerCounts(10, 11, 11) }));

    [Fact]
    public void Judge_WhenABatchGaveMoreReceiptsThanItsStock_FindsI1() =>
        Assert.Contains("I1", Broken(Good(Receipts(11))));

    [Fact]
    public void Judge_WhenOnePersonHoldsTwo_FindsI2() =>
        Assert.Equal(["I2"], Broken(Good(Receipts(9).Append(Receipt(10) with { Person = "rush-1" }))));

    [Fact]
    public void Judge_WhenAReceiptIsNotFoundAgain_FindsI3() =>
        Assert.Equal(["I3"], Broken(Good() with { Recheck = new ReceiptCheckResult(10, 9, 1, 0, 0, "key 4") }));

    [Fact]
    public void Judge_WhenTheLedgerHasFewerThanTheReceipts_FindsI3() =>
        Assert.Contains("I3", Broken(Good() with { Ledger = new LedgerCounts(10, 9, 9) }));

    [Fact]
    public void Judge_WhenVouchersWentOutWithoutAReceiptOrADoubt_FindsI3() =>
        Assert.Equal(["I3"], Broken(Good(Receipts(8))));

    [Fact]
    public void Judge_WhenClaimsWereLeftInDoubt_AllowsAsManyWithoutReceipt() =>
        Assert.Empty(Broken(Good(Receipts(8)) with { InDoubt = 2 }));

    [Fact]
    public void Judge_WhenAKeyIsAnsweredDifferently_FindsI4() =>
        Assert.Contains("I4", Broken(Good(Receipts(9).Append(Receipt(1) with { VoucherId = "V10" }))));

    [Fact]
    public void Judge_WhenARetryChangesTheTime_FindsI4() =>
        Assert.Equal(["I4"], Broken(Good(Receipts(10).Append(Receipt(1) with { ClaimedAt = "2026-11-22T02:00:09Z" }))));

    [Fact]
    public void Judge_WhenAReceiptHasChangedAfterwards_FindsI4() =>
        Assert.Equal(["I4"], Broken(Good() with { Recheck = new ReceiptCheckResult(10, 9, 0, 1, 0, "key 4") }));

    [Fact]
    public void Judge_WhenStockIsStranded_FindsItNotSoldOut() =>
        Assert.Equal(["soldOut"], Broken(Good(Receipts(8)) with { Ledger = new LedgerCounts(10, 8, 8) }));

    [Fact]
    public void Judge_WhenAWaiterIsNotServed_FindsIt() =>
        Assert.Equal(["waitersServed"], Broken(Good() with { WaitersServed = 4 }));

    [Fact]
    public void Judge_WhenAnAnswerIsLate_SaysSoWithoutDeciding()
    {
        var late = Judge(Good() with { InTime = 99 }).Single(finding => finding.Id == "promise");

        Assert.Equal((false, false), (late.Holds, late.Decides));
        Assert.Contains("99 %", late.Numbers.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, 0, 499, true)]
    [InlineData(1_000, 0, 600, false)]
    [InlineData(999, 1, 20, true)]
    [InlineData(998, 2, 20, false)]
    [InlineData(0, 0, 0, false)]
    public void Judge_OfTills_WantsNearlyAllRedeemed_AndSoon(int redeemed, int refused, int millis, bool holds)
    {
        var tally = new TillTally(100);
        for (var i = 0; i < redeemed + refused; i++)
            tally.Ends(
                i < redeemed ? TillTally.Taken : "till-overloaded", known: true, i * 50_000L,
                (i * 50_000L) + (millis * 1_000));
        var found = TillVerdict.Judge(tally, decides: true);
        Assert.Equal(("tills", holds, true), (found.Id, found.Holds, found.Decides));
    }

    [Fact]
    public void WorstSecond_IsTheOneThatLostMost_ThenTheSlowest()
    {
        var tally = new TillTally(10);
        tally.Ends(TillTally.Taken, known: true, 100_000, 900_000);
        tally.Ends(TillTally.Taken, known: true, 1_100_000, 1_200_000);
        Assert.Equal(0, tally.Worst()!.Value.Second);
        tally.Ends(TillTally.NoAnswer, known: false, 1_200_000, 1_300_000);
        Assert.Equal((1, 1), (tally.Worst()!.Value.Second, tally.Unknown));
    }

    private static RushEvidence Good(IEnumerable<Receipt>? receipts = null) => new()
    {
        Batches = [new RushBatch("one", 10)],
        PerPersonLimit = 1,
        Receipts = new ReceiptSet(receipts ?? Receipts(10).Append(Receipt(3) with { Status = 200 })),
        Ledger = new LedgerCounts(10, 10, 10),
        Recheck = new ReceiptCheckResult(10, 10, 0, 0, 0, null),
        InDoubt = 0,
        Waiters = 5,
        WaitersServed = 5,
        Requests = 100,
        InTime = 100,
        PromiseSeconds = 3,
    };

    private static IEnumerable<Receipt> Receipts(int count) => Enumerable.Range(1, count).Select(Receipt);

    private static Receipt Receipt(int number) => new("c", "one", $"key-{number}", $"rush-{number}", $"V{number}",
        "2026-11-22T02:00:01Z", $"{number}", 201, DateTimeOffset.UnixEpoch);

    private static IReadOnlyList<RushFinding> Judge(RushEvidence seen) =>
        RushVerdict.Judge(seen, [RushExpectation.SoldOut, RushExpectation.WaitersServed]);

    private static IEnumerable<string> Broken(RushEvidence seen) =>
        Judge(seen).Where(finding => !finding.Holds).Select(finding => finding.Id);
}
