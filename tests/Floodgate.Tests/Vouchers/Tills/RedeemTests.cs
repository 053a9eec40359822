using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tests.Vouchers.Tills;

public sealed class RedeemTests
{
    [Fact]
    public void Redeem_ForAnOrderAboveTheThreshold_TakesTheFaceValueOff()
    {
        var till = new TillBook();
        var answer = till.Redeem(till.Claim(1), "o1", 20_000);
        Assert.Equal((RedemptionKind.Done, 3_000L), (answer.Kind, answer.DiscountCents));
        Assert.Equal(3_000, till.Sum(MoneyTerm.Redeemed));
        till.Verify();
    }

    [Fact]
    public void Redeem_WithTheSameKey_GivesTheSameReceipt_AndWithAnotherIsRefused()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var first = till.Redeem(voucher, "o1", 20_000, key: 7);
        Assert.Equal(first with { Kind = RedemptionKind.Repeated }, till.Redeem(voucher, "o1", 20_000, key: 7));
        Assert.Equal(RedemptionKind.KeyReused, till.Redeem(voucher, "o2", 20_000, key: 7).Kind);
        Assert.Equal(RedemptionKind.AlreadyRedeemed, till.Redeem(voucher, "o2", 20_000, key: 8).Kind);
    }

    [Fact]
    public void Redeem_WithoutAKey_IsKnownByOrderAndVoucher()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var first = till.Redeem(voucher, "o1", 20_000);
        Assert.Equal(first with { Kind = RedemptionKind.Repeated }, till.Redeem(voucher, "o1", 20_000));
        Assert.Equal(RedemptionKind.KeyReused, till.Redeem(voucher, "o1", 21_000).Kind);
        till.Undo(first);
        Assert.Equal(RedemptionKind.Done, till.Redeem(voucher, "o1", 20_000).Kind);
        till.Verify();
    }

    /// <summary>Without a key the order and the voucher are it, until the voucher was given back.</summary>
    [Fact]
    public void Redeem_WithoutAKey_AfterItWasRefundedWhole_IsNotSaidToBeTaken()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        till.Refund(till.Redeem(voucher, "o1", 20_000), 20_000);
        Assert.Equal(RedemptionKind.Refunded, till.Redeem(voucher, "o1", 20_000).Kind);
        Assert.Equal(RedemptionKind.Done, till.Redeem(voucher, "o2", 20_000).Kind);
        till.Verify();
    }

    /// <summary>macrozheng/mall#1003: one coupon on 5 orders.</summary>
    [Fact]
    public void Mall1003_OneVoucherOnFiveOrders_IsTakenOnce()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var kinds = Enumerable.Range(0, 5).Select(order => till.Redeem(voucher, $"o{order}", 20_000).Kind).ToArray();
        Assert.Equal([RedemptionKind.Done, .. Enumerable.Repeat(RedemptionKind.AlreadyRedeemed, 4)], kinds);
    }

    /// <summary>macrozheng/mall#1002: a discount over what is to be paid.</summary>
    [Fact]
    public void Mall1002_ADiscountAbovePayable_IsWhatIsPayable()
    {
        var campaign = TillBook.With(rules: one => one with { VouchersPerOrder = 3 });
        var till = new TillBook(TillBook.Above(campaign, 0));
        var small = till.Redeem(till.Claim(1), "o1", 1_000);
        Assert.Equal(1_000, small.DiscountCents);
        Assert.Equal(2_000, till.Sum(MoneyTerm.GivenUp));
        var sum = Enumerable.Range(2, 3).Sum(person => till.Redeem(till.Claim(person), "o2", 5_000).DiscountCents);
        Assert.Equal(5_000, sum);
        till.Verify();
    }

    [Fact]
    public void Redeem_OfASecondVoucherForOneOrder_IsRefusedUnlessTheCampaignAllowsIt()
    {
        var till = new TillBook();
        Assert.Equal(RedemptionKind.Done, till.Redeem(till.Claim(1), "o1", 20_000).Kind);
        Assert.Equal(RedemptionKind.OrderFull, till.Redeem(till.Claim(2), "o1", 20_000).Kind);
        Assert.Equal(RedemptionKind.Done, till.Redeem(till.Claim(3), "o1", 20_000, store: 2).Kind);
    }

    [Fact]
    public void Redeem_OfAPartialVoucher_UsesItUpOverOrdersAndNeverBeyond()
    {
        var campaign = TillBook.With(partial: true);
        var till = new TillBook(TillBook.Above(campaign, 0));
        var voucher = till.Claim(1);
        Assert.Equal(1_200, till.Redeem(voucher, "o1", 1_200).DiscountCents);
        Assert.Equal(VoucherState.PartlyRedeemed, till.Book.Table.Vouchers[voucher].State);
        Assert.Equal(1_800, till.Redeem(voucher, "o2", 9_000).DiscountCents);
        Assert.Equal(RedemptionKind.AlreadyRedeemed, till.Redeem(voucher, "o3", 9_000).Kind);
        till.Verify();
    }

    [Fact]
    public void Redeem_ByAMovingCode_TakesEachOnce()
    {
        var campaign = TillBook.With(partial: true);
        var till = new TillBook(TillBook.Above(campaign, 0));
        var voucher = till.Claim(1);
        Assert.Equal(RedemptionKind.Done, till.Redeem(voucher, "o1", 100, code: 60).Kind);
        Assert.Equal(RedemptionKind.CodeUsed, till.Redeem(voucher, "o2", 100, code: 60).Kind);
        Assert.Equal(RedemptionKind.CodeUsed, till.Redeem(voucher, "o3", 100, code: 59).Kind);
        Assert.Equal(RedemptionKind.Done, till.Redeem(voucher, "o4", 100, code: 61).Kind);
    }

    [Fact]
    public void Redeem_OutsideWhatTheVoucherAllows_IsRefusedByName()
    {
        var till = new TillBook();
        Assert.Equal(RedemptionKind.BelowThreshold, till.Redeem(till.Claim(1), "o1", 11_999).Kind);
        Assert.Equal(RedemptionKind.UnknownVoucher, till.Redeem(77, "o1", 20_000).Kind);
        Assert.Equal(RedemptionKind.WrongStore,
            till.Redeem(till.Claim(2), "o1", 20_000, gate: RedemptionKind.WrongStore).Kind);
        var (frozen, gone) = (till.Claim(3), till.Claim(4));
        till.Mark(frozen, VoucherMark.Freeze);
        till.Mark(gone, VoucherMark.Void);
        Assert.Equal(RedemptionKind.Frozen, till.Redeem(frozen, "o1", 20_000).Kind);
        Assert.Equal(RedemptionKind.Void, till.Redeem(gone, "o1", 20_000).Kind);
        till.Mark(frozen, VoucherMark.Unfreeze);
        Assert.Equal(RedemptionKind.Done, till.Redeem(frozen, "o1", 20_000).Kind);
        var late = till.Claim(5);
        till.Now += 14 * 1_440 * TillBook.Minute;
        Assert.Equal(RedemptionKind.Expired, till.Redeem(late, "o2", 20_000).Kind);
        till.Verify();
    }

    /// <summary>vendurehq/vendure#1466: a limit that counts what was cancelled.</summary>
    [Fact]
    public void Vendure1466_AVoidVoucher_NoLongerCountsAgainstTheLimit()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        till.Mark(voucher, VoucherMark.Void);
        Assert.NotEqual(voucher, till.Claim(1));
        till.Verify();
    }

    [Fact]
    public void Offline_OfASpentVoucher_IsAConflictThatCostsTheVoucherNothing()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        till.Redeem(voucher, "o1", 20_000, key: 1);
        var answer = till.Redeem(voucher, "o9", 20_000, key: 2, store: 2, offline: till.Now);
        Assert.Equal((RedemptionKind.Conflict, 3_000L), (answer.Kind, answer.AmountCents));
        var again = till.Redeem(voucher, "o9", 20_000, key: 2, store: 2, offline: till.Now);
        Assert.Equal(RedemptionKind.Conflict, again.Kind);
        Assert.Equal(3_000, till.Sum(MoneyTerm.Redeemed));
        Assert.Equal(3_000, till.Book.Till.Money[0].ConflictCents);
        till.Verify();
    }

    /// <summary>What no rule allowed was never taken: it is no conflict that the organiser might bear.</summary>
    [Fact]
    public void Offline_OfASpentVoucherAgainstARule_IsRefused_NotAConflict()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var begun = till.Now;
        till.Redeem(voucher, "o1", 20_000, key: 1);
        Assert.Equal(RedemptionKind.BelowThreshold, Offline(till, voucher, "o2", 11_999, 2, begun).Kind);
        Assert.Equal(RedemptionKind.WrongStore, Offline(till, voucher, "o3", 20_000, 3, begun, takes: [0]).Kind);
        till.Now += 20 * 1_440 * TillBook.Minute;
        Assert.Equal(RedemptionKind.Expired, Offline(till, voucher, "o4", 20_000, 4, till.Now).Kind);
        Assert.Equal(RedemptionKind.Conflict, Offline(till, voucher, "o5", 20_000, 5, begun).Kind);
        Assert.Equal(3_000, till.Book.Till.Money[0].ConflictCents);
        till.Verify();
    }

    [Fact]
    public void Offline_ConflictOverWhatTheStoreCouldKnow_IsTheMerchants()
    {
        var till = new TillBook(TillBook.With(rules: one => one with { OfflineLiable = LiableParty.Organiser }));
        var (elsewhere, own) = (till.Claim(1), till.Claim(2));
        till.Redeem(elsewhere, "o1", 20_000, key: 1, store: 1);
        till.Redeem(own, "o2", 20_000, key: 2, store: 2);
        Assert.Equal(LiableParty.Organiser, Offline(till, elsewhere, "o3", 20_000, 3, till.Now).Liable);
        Assert.Equal(LiableParty.Merchant, Offline(till, elsewhere, "o4", 20_000, 4, till.Now, seen: true).Liable);
        Assert.Equal(LiableParty.Merchant, Offline(till, own, "o5", 20_000, 5, till.Now).Liable);
        till.Verify();
    }

    [Fact]
    public void Offline_Conflict_IsOfWhatWasSigned_AndAnsweredTheSameAgain()
    {
        var till = new TillBook(TillBook.With(rules: one => one with { OfflineLiable = LiableParty.Organiser }));
        var voucher = till.Claim(1);
        till.Redeem(voucher, "o1", 20_000, key: 1, store: 1);
        var first = Offline(till, voucher, "o2", 20_000, 2, till.Now, signed: 1_200);
        Assert.Equal((1_200L, LiableParty.Organiser), (first.AmountCents, first.Liable));
        Assert.Equal(first, Offline(till, voucher, "o2", 20_000, 2, till.Now, signed: 1_200, seen: true));
        Assert.Equal(1_200, till.Book.Till.Money[0].ConflictCents);
        till.Verify();
    }

    /// <summary>A part was spent meanwhile: the rest is taken, the rule names who bears what is missing.</summary>
    [Theory]
    [InlineData(1, false, "Organiser")]
    [InlineData(1, true, "Merchant")]
    [InlineData(2, false, "Merchant")]
    public void Offline_OfAVoucherPartlySpentMeanwhile_TakesTheRest_AndBooksTheShortfall(
        int spentAt, bool seen, string liable)
    {
        var till = new TillBook(TillBook.With(
            partial: true, rules: one => one with { OfflineLiable = LiableParty.Organiser }));
        var voucher = till.Claim(1);
        Assert.Equal(700, Offline(till, voucher, "o1", 20_000, 1, till.Now, signed: 700, store: spentAt).DiscountCents);
        var first = Offline(till, voucher, "o2", 20_000, 2, till.Now, signed: 3_000, seen: seen);
        Assert.Equal(
            (RedemptionKind.Done, 2_300L, 700L, liable),
            (first.Kind, first.DiscountCents, first.AmountCents, first.Liable.ToString()));
        var again = Offline(till, voucher, "o2", 20_000, 2, till.Now, signed: 3_000, seen: true);
        Assert.Equal(first with { Kind = RedemptionKind.Repeated }, again);
        var order = till.Request(voucher, "o2", 20_000, 2, store: 2).OrderHash;
        Assert.Equal(first, Assert.Single(RedeemDecision.OfOrder(till.Book, 2, order)));
        Assert.Equal((3_000L, 700L), (till.Sum(MoneyTerm.Redeemed), till.Book.Till.Money[0].ConflictCents));
        var spent = Offline(till, voucher, "o3", 20_000, 3, till.Now, signed: 3_000);
        Assert.Equal((RedemptionKind.Conflict, 3_000L), (spent.Kind, spent.AmountCents));
        till.Verify();
    }

    /// <summary>What goes to the book together is decided in order, and answered as the row came out.</summary>
    [Theory]
    [InlineData("Committed", "Done", "AlreadyRedeemed")]
    [InlineData("None", "Unavailable", "Unavailable")]
    [InlineData("Unknown", "Unknown", "Unknown")]
    public async Task Redeem_OfOneVoucherTwiceInOneCall_IsTakenOnce(string outcome, string first, string second)
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var command = new RedeemCommand(
        [
            till.Request(voucher, "o1", 20_000, 1, store: 1), till.Request(voucher, "o2", 20_000, 2, store: 2),
        ]);
        Assert.Equal(2, command.Weight);
        till.Row(events => command.Decide(till.Book, events, till.Now, expired: false));
        command.Settle(Enum.Parse<CommitOutcome>(outcome), final: true);
        var answers = await command.Answers;
        Assert.Equal((first, second), (answers[0].Kind.ToString(), answers[1].Kind.ToString()));
        var orders = till.Book.Till.Table.Orders;
        Assert.True(orders.MayContain(TillOrder.Hash(1, till.Request(voucher, "o1", 1, 1, store: 1).OrderHash)));
        Assert.False(orders.MayContain(TillOrder.Hash(2, till.Request(voucher, "o2", 1, 2, store: 2).OrderHash)));
    }

    /// <summary>A till that takes and undoes for ever makes no chain that every later decision has to walk.</summary>
    [Fact]
    public void Redeem_OfAnOrderOrAVoucherThatWasUndoneTooOften_IsRefused()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        for (var i = 0; i < RedemptionLimits.OrderUsesMax; i++) Again("o1");
        Assert.Equal(RedemptionKind.OrderOverused, till.Redeem(voucher, "o1", 20_000).Kind);
        for (var i = RedemptionLimits.OrderUsesMax; i < RedemptionLimits.VoucherUsesMax; i++) Again($"a{i}");
        Assert.Equal(RedemptionKind.VoucherOverused, till.Redeem(voucher, "o2", 20_000).Kind);
        Assert.Equal(RedemptionKind.Done, till.Redeem(till.Claim(2), "o2", 20_000).Kind);
        till.Verify();

        void Again(string order)
        {
            var taken = till.Redeem(voucher, order, 20_000);
            Assert.Equal(RedemptionKind.Done, taken.Kind);
            Assert.Equal(RedemptionKind.Done, till.Undo(taken).Kind);
        }
    }

    private static RedemptionAnswer Offline(
        TillBook till, int voucher, string order, long cents, ulong key, long at, long signed = 0, bool seen = false,
        ulong[]? takes = null, int store = 2)
    {
        var request = till.Request(voucher, order, cents, key, store: store, offline: at);
        request = request with
        {
            SignedCents = signed,
            OfflineSeen = seen,
            Origin = request.Origin with { Takes = takes },
        };
        return till.Row(events => RedeemDecision.Decide(till.Book, request, events, till.Now));
    }

    /// <summary>The till's clock is two seconds slow, and the voucher was claimed a second ago.</summary>
    [Fact]
    public void Offline_ByAClockThatIsSlow_IsTakenAtTheClaimAtTheEarliest()
    {
        var till = new TillBook();
        var voucher = till.Claim(1);
        var taken = Offline(till, voucher, "o1", 20_000, 1, till.Now - 2_000_000);
        Assert.Equal(RedemptionKind.Done, taken.Kind);
        Assert.Equal(till.Book.Table.Vouchers[voucher].ClaimedAtMicros, taken.AtMicros);
        till.Verify();
    }

    /// <summary>What came back to the voucher after its code was signed stays with its holder.</summary>
    [Fact]
    public void Offline_TakesNoMoreThanWasSigned()
    {
        var till = new TillBook(TillBook.With(partial: true));
        var voucher = till.Claim(1);
        var used = till.Redeem(voucher, "o1", 12_000, key: 1);
        till.Refund(used);
        var after = Offline(till, voucher, "o3", 20_000, 3, till.Now, signed: 700);
        Assert.Equal((RedemptionKind.Done, 700L), (after.Kind, after.DiscountCents));
        till.Verify();
    }

    [Fact]
    public void Expire_MovesWhatIsLeft_AndOnlyWhenItsTimeIsOver()
    {
        var till = new TillBook();
        till.Claim(1);
        Assert.Equal(0, till.Expire());
        till.Now += 14 * 1_440 * TillBook.Minute;
        Assert.Equal(1, till.Expire());
        Assert.Equal((0L, 3_000L), (till.Sum(MoneyTerm.Held), till.Sum(MoneyTerm.Expired)));
        Assert.Equal(0, till.Expire());
        till.Verify();
    }
}
