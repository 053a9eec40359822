using Floodgate.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Verification;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>Spending caps as tills meet them; one voucher of 30 yuan is worth 3,000.</summary>
public sealed class CapTests
{
    private const long Order = 20_000;

    [Fact]
    public void Redeem_BeyondTheDaysCap_IsRefusedUntilTheNextLocalDay()
    {
        var world = new CapWorld(CapWorld.Capped(1, CapWorld.Cap(CapKind.Day, 7_000)));
        var till = world.Shards[0];
        // 23:59 in Shanghai.
        till.Now = new DateTimeOffset(2026, 11, 22, 15, 59, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000;
        var vouchers = Enumerable.Range(1, 4).Select(person => till.Claim(person)).ToArray();
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, vouchers[0], Order, 1).Kind);
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, vouchers[1], Order, 2).Kind);
        var refused = world.Redeem(0, vouchers[2], Order, 3);
        Assert.Equal((RedemptionKind.CapReached, "day=2026-11-22"), (refused.Kind, refused.Cap));
        // What is still free is enough for a smaller sum; the key is as good as new.
        Assert.Equal(1_000, world.Redeem(0, vouchers[2], 1_000, 3).DiscountCents);
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(0, vouchers[3], Order, 4).Kind);
        till.Now += TillBook.Minute;
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, vouchers[3], Order, 4).Kind);
        Assert.Equal((7_000L, 3_000L), (world.Spent("day=2026-11-22"), world.Spent("day=2026-11-23")));
        world.Verify();
    }

    [Fact]
    public void Redeem_OfAKnownKey_IsAnsweredThoughTheCapIsReached()
    {
        var world = new CapWorld(CapWorld.Capped(1, CapWorld.Cap(CapKind.Merchant, 3_000, "m1")));
        var voucher = world.Shards[0].Claim(1);
        var first = world.Redeem(0, voucher, Order, 1);
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(0, world.Shards[0].Claim(2), Order, 2).Kind);
        var again = world.Redeem(0, voucher, Order, 1);
        Assert.Equal(first with { Kind = RedemptionKind.Repeated }, again);
    }

    [Fact]
    public void Caps_OfRegionsAndMerchants_CountWhatTheyCover()
    {
        var world = new CapWorld(CapWorld.Capped(
            1, CapWorld.Cap(CapKind.Region, 6_000, "33"), CapWorld.Cap(CapKind.Merchant, 3_000)));
        var till = world.Shards[0];
        RedemptionKind Take(ulong key, string merchant, string region) =>
            world.Redeem(0, till.Claim((int)key), Order, key, merchant, region).Kind;
        Assert.Equal(RedemptionKind.Done, Take(1, "a", "3301"));
        // Each merchant has its own.
        Assert.Equal(RedemptionKind.CapReached, Take(2, "a", "5101"));
        Assert.Equal(RedemptionKind.Done, Take(3, "b", "3302"));
        Assert.Equal(RedemptionKind.CapReached, Take(4, "c", "3303"));
        Assert.Equal(RedemptionKind.Done, Take(5, "c", "5101"));
        Assert.Equal((6_000L, 3_000L), (world.Spent("region:33"), world.Spent("merchant=c")));
        world.Verify();
    }

    [Theory]
    [InlineData(RefundMode.Restore)]
    [InlineData(RefundMode.Void)]
    public void Refund_MakesRoomUnderTheCapOfItsRedemption(RefundMode mode)
    {
        var campaign = CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 6_000)) with { RefundMode = mode };
        var world = new CapWorld(campaign);
        var used = world.Redeem(0, world.Shards[0].Claim(1), Order, 1);
        var undone = world.Redeem(1, world.Shards[1].Claim(2), Order, 2);
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(1, world.Shards[1].Claim(3), Order, 3).Kind);
        world.Shards[0].Refund(used, 10_000);
        world.Shards[1].Book.Till.Caps.Full.Clear();
        // Half of it: 1,500 of 6,000 are free again, and they come from the other shard.
        Assert.Equal(RedemptionKind.Done, world.Redeem(1, world.Shards[1].Claim(4), 1_500, 4).Kind);
        world.Shards[1].Undo(undone);
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, world.Shards[0].Claim(5), Order, 5).Kind);
        Assert.Equal(6_000, world.Spent("day=2026-11-22"));
        world.Verify();
    }

    [Fact]
    public void Shards_OfOneCap_TakeExactlyTheCapTogether()
    {
        var world = new CapWorld(CapWorld.Capped(4, CapWorld.Cap(CapKind.Day, 100_000)));
        var kinds = Enumerable.Range(1, 40)
            .Select(one => world.Redeem(one % 4, world.Shards[one % 4].Claim(one), Order, (ulong)one).Kind).ToArray();
        Assert.Equal(33, kinds.Count(kind => kind == RedemptionKind.Done));
        Assert.Equal(7, kinds.Count(kind => kind == RedemptionKind.CapReached));
        Assert.Equal(99_000, world.Spent("day=2026-11-22"));
        world.Verify();
    }

    /// <summary>Its room may be spent at this moment: nobody may say 'reached', and nobody may take it.</summary>
    [Fact]
    public void Shards_WhileOneIsAway_SayNeitherReachedNorTakeItsRoom()
    {
        var world = new CapWorld(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 12_000)));
        Assert.Equal(RedemptionKind.Done, world.Redeem(1, world.Shards[1].Claim(9), 1_000, 9).Kind);
        world.Away.Add(1);
        var last = RedemptionKind.Done;
        for (var one = 1; last == RedemptionKind.Done; one++)
            last = world.Redeem(0, world.Shards[0].Claim(one), Order, (ulong)one).Kind;
        Assert.Equal(RedemptionKind.Overloaded, last);
        world.Away.Clear();
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, world.Shards[0].Claim(20), 2_000, 20).Kind);
        world.Verify();
    }

    [Fact]
    public void Offline_CountsUnderTheCap_AndIsNeverRefusedForIt()
    {
        var world = new CapWorld(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 6_000)));
        var (first, second) = (world.Shards[0], world.Shards[1]);
        var shown = Enumerable.Range(1, 3).Select(person => first.Claim(person)).ToArray();
        var later = second.Claim(4);
        foreach (var till in world.Shards) till.Now += TillBook.Minute;
        foreach (var voucher in shown)
            Assert.Equal(RedemptionKind.Done, world.Redeem(
                0, voucher, Order, 1 + (ulong)voucher, offline: first.Now - 1).Kind);
        Assert.Equal(9_000, world.Spent("day=2026-11-22"));
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(0, first.Claim(5), Order, 5).Kind);
        // With the next heartbeat the others know.
        world.Beat(0);
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(1, later, Order, 6).Kind);
        world.Verify();
    }

    /// <summary>What comes free elsewhere, or by a raise, settles what was taken without a connection first.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Offline_BeyondTheCap_IsOwed_UntilRoomComesFree(bool raised)
    {
        var world = new CapWorld(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 6_000)));
        var (first, second) = (world.Shards[0], world.Shards[1]);
        var (a, b, c, d) = (first.Claim(1), first.Claim(2), second.Claim(3), first.Claim(4));
        foreach (var till in world.Shards) till.Now += TillBook.Minute;
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, a, Order, 1).Kind);
        var paid = world.Redeem(0, b, Order, 2);
        Assert.Equal(RedemptionKind.Done, world.Redeem(1, c, Order, 3, offline: second.Now - 1).Kind);
        Assert.Equal(9_000, world.Spent("day=2026-11-22"));
        for (var beat = 0; beat < 3; beat++) world.Beat(1);
        if (raised)
        {
            world.Define(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 9_000)));
            for (var shard = 0; shard < 2; shard++) world.Follow(shard);
        }
        else
        {
            Assert.Equal(RedemptionKind.Done, first.Undo(paid).Kind);
        }

        Assert.Equal(RedemptionKind.CapReached, world.Redeem(0, d, Order, 5).Kind);
        for (var beat = 0; beat < 3; beat++) world.Beat(1);
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(0, d, Order, 6).Kind);
        Assert.Equal(raised ? 9_000 : 6_000, world.Spent("day=2026-11-22"));
        Assert.True(second.Book.Till.Caps.IdleOf("day=2026-11-22") >= 0);
        world.Verify();
    }

    [Fact]
    public void ACap_ThatIsRaised_GoesOnCounting_AndOneThatIsLoweredBindsWhoeverTookTheVersion()
    {
        var world = new CapWorld(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 3_000)));
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, world.Shards[0].Claim(1), Order, 1).Kind);
        world.Define(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 60_000)));
        for (var shard = 0; shard < 2; shard++) world.Follow(shard);
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, world.Shards[0].Claim(2), Order, 2).Kind);
        Assert.Equal(RedemptionKind.Done, world.Redeem(1, world.Shards[1].Claim(3), Order, 3).Kind);
        Assert.True(world.Shards[0].Book.Till.Caps.IdleOf("day=2026-11-22") > 3_000);
        world.Define(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 11_000)));
        for (var shard = 0; shard < 2; shard++) world.Follow(shard);
        Assert.Equal(0, world.Shards[0].Book.Till.Caps.IdleOf("day=2026-11-22"));
        Assert.Equal(RedemptionKind.CapReached, world.Redeem(0, world.Shards[0].Claim(4), Order, 4).Kind);
        Assert.Equal(RedemptionKind.Done, world.Redeem(1, world.Shards[1].Claim(5), 2_000, 5).Kind);
        Assert.Equal(11_000, world.Spent("day=2026-11-22"));
        world.Verify();
    }

    /// <summary>A grant under the higher cap that was on its way: nobody spends it under the lower one.</summary>
    [Fact]
    public void AGrant_OfBeforeTheCapWasLowered_IsHandedBack()
    {
        var world = new CapWorld(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 60_000)));
        var till = world.Shards[0];
        var wanted = new Floodgate.Vouchers.Pool.CapRequest(0, "day=2026-11-22", 0, 3_000);
        var late = world.Ask(wanted);
        world.Define(CapWorld.Capped(2, CapWorld.Cap(CapKind.Day, 6_000)));
        world.Follow(0);
        till.Row(events =>
        {
            CapDecision.Take(till.Book, wanted, late, events);
            return true;
        });
        Assert.Equal(0, till.Book.Till.Caps.IdleOf("day=2026-11-22"));
        // A recall that tells of it again brings nothing either.
        world.Recall(0, "day=2026-11-22");
        Assert.Equal(0, till.Book.Till.Caps.IdleOf("day=2026-11-22"));
        Assert.Equal(RedemptionKind.Done, world.Redeem(0, till.Claim(1), Order, 1).Kind);
        world.Verify();
    }

    [Theory]
    [InlineData(true, "I6")]
    [InlineData(false, "I6")]
    public void TheVerifier_OfARedemptionBesideTheCaps_NoticesIt(bool counted, string invariant)
    {
        var world = new CapWorld(CapWorld.Capped(1, CapWorld.Cap(CapKind.Day, 2_999)));
        var till = world.Shards[0];
        var voucher = till.Claim(1);
        var request = till.Request(voucher, "o1", Order, 1, 1);
        till.Row(events =>
        {
            if (counted)
            {
                CapEvents.Counted(events, ["day=2026-11-22"]);
                till.Book.Till.Count(["day=2026-11-22"]);
            }

            var redeemed = new RedeemedEvent
            {
                Voucher = voucher,
                Store = 1,
                KeyHash = 1,
                OrderHash = request.OrderHash,
                OrderCents = Order,
                DiscountCents = 3_000,
                TakenCents = 3_000,
                CodeSeconds = 0,
                OfflineMicros = 0,
                Merchant = "m1"u8,
                Region = "3301"u8,
                OrderRef = "o1"u8,
                Terminal = "t"u8,
            };
            RedemptionEvents.Redeemed(events, redeemed);
            return till.Book.Till.Redeem(redeemed, till.Book.NextPosition, till.Now);
        });
        Assert.Equal(invariant, Assert.Throws<DifferenceException>(() => till.Verify()).Finding.Invariant);
    }
}
