using Floodgate.Drills.Receipts;
using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Targets;
using Floodgate.Foundation;

namespace Floodgate.Drills.Reports;

/// <summary>One thing claimed of the replay, whether it holds, and the numbers that say so.</summary>
/// <param name="Id">I1 to I4, or the name of an expectation.</param>
/// <param name="Holds">What was found.</param>
/// <param name="Decides">Whether it decides the exit code; a promise about speed on a borrowed machine does
/// not.</param>
/// <param name="Claim">What is claimed.</param>
/// <param name="Numbers">What it rests on.</param>
internal sealed record RushFinding(string Id, bool Holds, bool Decides, BilingualText Claim, BilingualText Numbers);

/// <summary>Everything the verdict looks at; counted by the client, except the ledger.</summary>
internal sealed record RushEvidence
{
    public required IReadOnlyList<RushBatch> Batches { get; init; }

    public required int PerPersonLimit { get; init; }

    public required ReceiptSet Receipts { get; init; }

    public required LedgerCounts Ledger { get; init; }

    public required ReceiptCheckResult Recheck { get; init; }

    /// <summary>Claims whose fate their device never learnt.</summary>
    public required int InDoubt { get; init; }

    /// <summary>People who waited for the opening and did not leave.</summary>
    public required int Waiters { get; init; }

    public required int WaitersServed { get; init; }

    public required int Requests { get; init; }

    /// <summary>Requests with a definite answer within the promise, from the instant somebody pressed.</summary>
    public required int InTime { get; init; }

    public required int PromiseSeconds { get; init; }
}

/// <summary>Judges a replay: pure, so that a planted fault can be shown to be found.</summary>
internal static class RushVerdict
{
    public static IReadOnlyList<RushFinding> Judge(RushEvidence seen, IReadOnlyList<RushExpectation> expected) =>
    [
        Stock(seen), Limit(seen), Found(seen), SameReceipt(seen),
            .. expected.Select(wanted => Expectation(seen, wanted)),
        Promise(seen),
    ];

    private static RushFinding Stock(RushEvidence seen)
    {
        var receipts = seen.Receipts;
        var over = seen.Batches.Where(batch => receipts.ByBatch.GetValueOrDefault(batch.Id) > batch.Stock).ToArray();
        var strange = receipts.ByBatch.Keys.Any(id => seen.Batches.All(batch => batch.Id != id));
        var planned = seen.Batches.Sum(batch => batch.Stock);
        var holds = over.Length == 0 && !strange && receipts.TwoHolders.Count == 0
            && seen.Ledger.Issued <= seen.Ledger.Stock && seen.Ledger.Stock == planned;
        return new RushFinding("I1", holds, true,
            new BilingualText("发出不超过库存，一张券只归一人", "Issued no more than the stock, and no voucher to two people"),
            new BilingualText(
                $"库存 {planned:N0}，账本已发 {seen.Ledger.Issued:N0}，凭据中不同的券 {receipts.Vouchers:N0}，一券两主 "
                    + $"{receipts.TwoHolders.Count}",
                $"stock {planned:N0}, issued by the ledger {seen.Ledger.Issued:N0}, different vouchers in receipts "
                + $"{receipts.Vouchers:N0}, with two holders {receipts.TwoHolders.Count}{First(receipts.TwoHolders)}"));
    }

    private static RushFinding Limit(RushEvidence seen) => new("I2",
        seen.Receipts.MostHeldByOnePerson <= seen.PerPersonLimit, true,
        new BilingualText("每人不超过限额", "Nobody holds more than the limit"),
        new BilingualText(
            $"限额 {seen.PerPersonLimit}，一人最多持有 {seen.Receipts.MostHeldByOnePerson}，共 {seen.Receipts.People:N0} 人持有",
            $"limit {seen.PerPersonLimit}, most held by one person {seen.Receipts.MostHeldByOnePerson}, "
            + $"{seen.Receipts.People:N0} people hold one"));

    private static RushFinding Found(RushEvidence seen)
    {
        var unclaimed = seen.Ledger.Issued - seen.Receipts.Vouchers;
        var (check, first) = (seen.Recheck, seen.Recheck.First is { } text ? $"; {text}" : "");
        return new RushFinding("I3", check.Missing == 0 && check.Unreachable == 0 && unclaimed >= 0
            && unclaimed <= seen.InDoubt, true,
            new BilingualText("每张已确认的券事后都能查到", "Every acknowledged receipt is found afterwards"),
            new BilingualText(
                $"重新询问 {check.Asked:N0}，查到 {check.Found:N0}，缺失 {check.Missing:N0}，无法到达 {check.Unreachable:N0}；"
                + $"账本多出 {unclaimed:N0}（未获答复的申领 {seen.InDoubt:N0}）{first}",
                $"asked again {check.Asked:N0}, found {check.Found:N0}, missing {check.Missing:N0}, unreachable "
                + $"{check.Unreachable:N0}; in the ledger without a receipt {unclaimed:N0} (claims left unanswered "
                + $"{seen.InDoubt:N0}){first}"));
    }

    private static RushFinding SameReceipt(RushEvidence seen)
    {
        var (receipts, changed) = (seen.Receipts, seen.Recheck.Changed);
        return new RushFinding("I4", receipts.TwoAnswers.Count == 0 && changed == 0, true,
            new BilingualText("同一密钥总得同一凭据", "The same key always gets the same receipt"),
            new BilingualText(
                $"抢券中重复的密钥 {receipts.Repeats:N0}，答复不同 {receipts.TwoAnswers.Count}；重新询问 {seen.Recheck.Asked:N0}，改变 "
                    + $"{changed:N0}",
                $"keys repeated in the rush {receipts.Repeats:N0}, answered differently {receipts.TwoAnswers.Count}"
                + $"{First(receipts.TwoAnswers)}; asked again {seen.Recheck.Asked:N0}, changed {changed:N0}"));
    }

    private static RushFinding Expectation(RushEvidence seen, RushExpectation wanted) => wanted switch
    {
        RushExpectation.SoldOut => new RushFinding("soldOut", seen.Ledger.Issued == seen.Ledger.Stock, true,
            new BilingualText("全部发完，无一滞留", "All of it was issued, nothing stranded"),
            new BilingualText($"已发 {seen.Ledger.Issued:N0} / {seen.Ledger.Stock:N0}",
                $"issued {seen.Ledger.Issued:N0} of {seen.Ledger.Stock:N0}")),
        RushExpectation.WaitersServed => new RushFinding("waitersServed",
            seen.Waiters > 0 && seen.WaitersServed == seen.Waiters, true,
            new BilingualText("开放前等候的人事后都领到", "Everyone who waited before the opening was served"),
            new BilingualText($"等候 {seen.Waiters:N0} 人，领到 {seen.WaitersServed:N0} 人",
                $"{seen.Waiters:N0} waited, {seen.WaitersServed:N0} served")),
        _ => throw new ArgumentOutOfRangeException(nameof(wanted)),
    };

    private static RushFinding Promise(RushEvidence seen) => new("promise", seen.InTime == seen.Requests, false,
        new BilingualText($"{seen.PromiseSeconds} 秒内得到明确答复", $"A definite answer within {seen.PromiseSeconds} seconds"),
        new BilingualText($"{seen.Requests:N0} 次请求中 {seen.InTime:N0} "
            + $"次（{RushFigures.Share(seen.InTime, seen.Requests)}）",
            $"{seen.InTime:N0} of {seen.Requests:N0} requests ({RushFigures.Share(seen.InTime, seen.Requests)}), from "
                + $"the instant of the press"));

    private static string First(IReadOnlyList<string> differences) => differences.Count == 0 ? ""
        : $" ({differences[0]})";
}
