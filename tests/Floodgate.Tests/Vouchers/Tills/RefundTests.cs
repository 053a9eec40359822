using Floodgate.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tests.Vouchers.Tills;

public sealed class RefundTests
{
    /// <summary>litemall#163, shopware#8575: a voucher that was not given back after cancellation.</summary>
    [Fact]
    public void Litemall163_AWholeRefund_GivesTheVoucherBack()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var refund = till.Refund(till.Redeem(voucher, "o1", 20_000));
        Assert.Equal((RedemptionKind.Done, RefundEffect.Restored, 3_000L),
            (refund.Of.Kind, refund.Effect, refund.ShareCents));
        Assert.Equal(VoucherState.Held, till.Book.Table.Vouchers[voucher].State);
        Assert.Equal(RedemptionKind.Done, till.Redeem(voucher, "o2", 20_000).Kind);
        till.Verify();
    }

    /// <summary>Setono/SyliusGiftCardPlugin#284: a refund that neither restores nor disables.</summary>
    [Fact]
    public void Setono284_InModeVoid_TheVoucherIsDisabledAndItsMoneyIsWithThePool()
    {
        var till = new TillBook(TillBook.With(RefundMode.Void));
        var voucher = till.Claim(1);
        till.Refund(till.Redeem(voucher, "o1", 20_000));
        Assert.Equal(VoucherState.Void, till.Book.Table.Vouchers[voucher].State);
        Assert.Equal((0L, 3_000L), (till.Sum(MoneyTerm.Redeemed), till.Sum(MoneyTerm.Returned)));
        Assert.Equal(RedemptionKind.Void, till.Redeem(voucher, "o2", 20_000).Kind);
        till.Verify();
    }

    [Fact]
    public void Refund_InModeExtend_IsGoodForTheDaysTheCampaignSays()
    {
        var till = new TillBook(TillBook.With(RefundMode.Extend, rules: one => one with { RefundExtendDays = 10 }));
        var voucher = till.Claim(1);
        var used = till.Redeem(voucher, "o1", 20_000);
        till.Now += 13 * 1_440 * TillBook.Minute;
        Assert.Equal(RefundEffect.Extended, till.Refund(used).Effect);
        Assert.Equal(till.Now + (10 * 1_440 * TillBook.Minute), till.Book.Till.Validity(voucher).UntilMicros);
        till.Now += 5 * 1_440 * TillBook.Minute;
        Assert.Equal(RedemptionKind.Done, till.Redeem(voucher, "o2", 20_000).Kind);
        till.Verify();
    }

    /// <summary>Every part counts from the start: the parts' shares sum to the whole, to the cent.</summary>
    [Theory]
    [InlineData(true, 3)]
    [InlineData(true, 7)]
    [InlineData(false, 3)]
    public void Refund_InParts_SumsToExactlyTheDiscount(bool partial, int parts)
    {
        var till = new TillBook(TillBook.With(partial: partial));
        var used = till.Redeem(till.Claim(1), "o1", 20_001);
        var shares = 0L;
        for (var part = 1; part <= parts; part++)
            shares += till.Refund(used, part < parts ? 20_001 / parts : null, (ulong)part).ShareCents;
        Assert.Equal(3_000, shares);
        Assert.Equal(0, till.Sum(MoneyTerm.Redeemed));
        Assert.Equal(RedemptionKind.Refunded, till.Refund(used, key: 99).Of.Kind);
        till.Verify();
    }

    [Fact]
    public void Refund_WithTheSameKey_IsGivenOnce()
    {
        var till = new TillBook();
        var used = till.Redeem(till.Claim(1), "o1", 20_000);
        var first = till.Refund(used, 5_000, key: 3);
        var again = till.Refund(used, 5_000, key: 3);
        Assert.Equal((RedemptionKind.Repeated, first.ShareCents), (again.Of.Kind, again.ShareCents));
        Assert.Equal(RedemptionKind.KeyReused, till.Refund(used, 6_000, key: 3).Of.Kind);
        Assert.Equal(RedemptionKind.AmountTooLarge, till.Refund(used, 15_001, key: 4).Of.Kind);
        Assert.Equal(RedemptionKind.UnknownRedemption, till.Refund(used, key: 5, store: 2).Of.Kind);
    }

    [Fact]
    public void Undo_InTheTillsTime_IsAsIfNothingHadBeen()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var used = till.Redeem(voucher, "o1", 20_000);
        Assert.Equal(RedemptionKind.Done, till.Undo(used).Kind);
        Assert.Equal(RedemptionKind.Repeated, till.Undo(used).Kind);
        Assert.Equal((3_000L, 0L), (till.Sum(MoneyTerm.Held), till.Sum(MoneyTerm.Redeemed)));
        Assert.Equal(0, till.Book.Till.Money[0].OrderCents);
        Assert.Equal(RedemptionKind.Undone, till.Refund(used).Of.Kind);
        till.Verify();
    }

    [Fact]
    public void Undo_AfterTheTillsTime_IsTheBackOffices()
    {
        var till = new TillBook();
        var used = till.Redeem(till.Claim(1), "o1", 20_000);
        till.Now += 15 * TillBook.Minute;
        Assert.Equal(RedemptionKind.TooLate, till.Undo(used).Kind);
        Assert.Equal(RedemptionKind.Done, till.Undo(used, store: 0).Kind);
    }

    [Fact]
    public void Undo_AfterARefund_IsRefused()
    {
        var till = new TillBook();
        var used = till.Redeem(till.Claim(1), "o1", 20_000);
        till.Refund(used, 100);
        Assert.Equal(RedemptionKind.Refunded, till.Undo(used, store: 0).Kind);
    }

    /// <summary>One cent at a time for ever is no chain without an end, and nobody's money is stuck.</summary>
    [Fact]
    public void Refund_InTooManyParts_LeavesOneOfAllThatIsLeft()
    {
        var till = new TillBook(TillBook.With(partial: true));
        var used = till.Redeem(till.Claim(1), "o1", 20_000);
        for (var i = 1; i < RedemptionLimits.RefundsMax; i++)
            Assert.Equal(RedemptionKind.Done, till.Refund(used, 1, key: (ulong)i).Of.Kind);
        var full = till.Refund(used, 1, key: 900);
        Assert.Equal((RedemptionKind.RefundsFull, 19_901L), (full.Of.Kind, full.Of.AmountCents));
        Assert.Equal(RedemptionKind.Repeated, till.Refund(used, 1, key: 7).Of.Kind);
        Assert.Equal(RedemptionKind.Done, till.Refund(used, key: 901).Of.Kind);
        Assert.Equal(RedemptionKind.Refunded, till.Refund(used, 1, key: 902).Of.Kind);
        till.Verify();
    }
}
