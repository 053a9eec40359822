using CsCheck;
using Floodgate.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Snapshots;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>
/// Whatever tills, staff and time do in whatever order: the verifier, written apart, finds nothing; a replay and a
/// snapshot are the same book; the money of what was issued is all somewhere.
/// </summary>
public sealed class TillModelTests
{
    private static readonly Gen<(int What, int Which, int Amount, int Key)[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 30], Gen.Int[1, 30_000], Gen.Int[0, 12]).Array[1, 60];

    [Theory]
    [InlineData(RefundMode.Restore, false)]
    [InlineData(RefundMode.Restore, true)]
    [InlineData(RefundMode.Void, false)]
    [InlineData(RefundMode.Void, true)]
    [InlineData(RefundMode.Extend, false)]
    [InlineData(RefundMode.Extend, true)]
    public void Till_WhateverHappens_AddsUp(RefundMode mode, bool partial) => Steps.Sample(steps =>
    {
        var till = new TillBook(Campaign(mode, partial));
        var used = new List<RedemptionAnswer>();
        foreach (var step in steps) Do(till, used, step);
        Check(till);
    }, iter: 300);

    private static CampaignDefinition Campaign(RefundMode mode, bool partial)
    {
        var campaign = TillBook.With(mode, partial, one => one with { VouchersPerOrder = 2 });
        return TillBook.Above(campaign, 500);
    }

    private static void Do(TillBook till, List<RedemptionAnswer> used, (int What, int Which, int Amount, int Key) step)
    {
        var vouchers = till.Book.Table.Vouchers.Count;
        till.Now += step.Amount * 1_000_000L;
        if (vouchers == 0 || step.What is 0 or 1)
        {
            if (till.Now < till.Book.Version!.ClosesMicros) till.Claim(step.Which % 5, step.Amount % 2);
            return;
        }

        var voucher = step.Which % vouchers;
        switch (step.What)
        {
            case 2 or 3 or 4:
                var code = (uint)(step.Amount % 3 == 0 ? step.Key + 1 : 0);
                var offline = step.Amount % 7 == 0 ? till.Now - TillBook.Minute : 0;
                var answer = till.Redeem(
                    voucher, $"o{step.Which % 8}", step.Amount, (ulong)step.Key, 1 + (step.Which % 2), code,
                    offline: offline);
                if (answer.Kind == RedemptionKind.Done) used.Add(answer);
                break;
            case 5 or 6 when used.Count > 0:
                till.Refund(
                    used[step.Which % used.Count], step.Amount % 2 == 0 ? step.Amount : null, (ulong)step.Key, 0);
                break;
            case 7 when used.Count > 0: till.Undo(used[step.Which % used.Count], step.Amount % 2); break;
            case 8: till.Mark(voucher, (VoucherMark)(1 + (step.Amount % 3))); break;
            case 9:
                till.Now += step.Amount % 5 * 1_440 * TillBook.Minute;
                till.Expire();
                break;
        }
    }

    private static void Check(TillBook till)
    {
        var (book, replay, again) = (till.Book, till.Verify(), till.Replayed());
        using var file = new MemoryStream();
        SnapshotFile.Write(file, book);
        file.Position = 0;
        var kept = SnapshotFile.Read(file, book.Head.Chain);
        for (var number = 0; number < book.Table.Vouchers.Count; number++)
        {
            var remaining = book.Till.Remaining(number);
            var seen = replay.Till.Find(number);
            Assert.Equal(remaining, again.Till.Remaining(number));
            Assert.Equal(remaining, kept.Till.Remaining(number));
            Assert.Equal(book.Till.Validity(number), replay.Validity(number, seen));
            Assert.Equal(book.Till.Validity(number), kept.Till.Validity(number));
            if (seen is null) continue;
            Assert.Equal(remaining, seen.Remaining);
            Assert.Equal(book.Table.Vouchers[number].State, seen.State);
        }

        for (var batch = 0; batch < book.Till.Money.Count; batch++)
        {
            var money = book.Till.Money[batch];
            Assert.Equal(money.All, again.Till.Money[batch].All);
            Assert.Equal(money.All, kept.Till.Money[batch].All);
            Assert.Equal(money.Vouchers, kept.Till.Money[batch].Vouchers);
            Assert.Equal(money.Issued, money.All.Sum());
        }

        Assert.Equal(replay.Till.FreedCents,
            till.Sum(MoneyTerm.Expired) + till.Sum(MoneyTerm.Void) + till.Sum(MoneyTerm.Returned));
    }
}
