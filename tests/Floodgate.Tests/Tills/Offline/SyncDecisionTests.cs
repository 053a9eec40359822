using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Offline;
using Floodgate.Vouchers.Redemptions;
using static Floodgate.Tests.Tills.Offline.OfflineFixture;

namespace Floodgate.Tests.Tills.Offline;

public sealed class SyncDecisionTests
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly KeyRing Ring = OfflineFixture.Ring();
    private static readonly TillQuota Given = Quota();
    private static readonly string Token = Given.Seal(Ring.Current(KeyPurpose.TillQuota));
    private static readonly string Payload = Voucher().Seal(Ring.Current(KeyPurpose.OfflineVoucher));

    [Fact]
    public void Quota_IsReadAsItWasGiven_AlsoWhenItHasExpired_AndNotWhenAnyCharacterIsChanged()
    {
        Assert.Equal(Given, TillQuota.Open(Token, Ring, Now));
        Assert.Equal(Given, TillQuota.Open(Token, Ring, Now.AddDays(3)));
        for (var i = 0; i < Token.Length; i++)
        {
            var changed = Token[..i] + (Token[i] == 'A' ? 'B' : 'A') + Token[(i + 1)..];
            Assert.Null(TillQuota.Open(changed, Ring, Now));
        }

        Assert.Null(TillQuota.Open(Token, OfflineFixture.Ring(), Now));
    }

    [Fact]
    public void Entry_InItsPlace_Follows_AndWithAnyMemberChangedItDoesNot()
    {
        var row = Row(Given, Token);
        var entry = Entry(Given, row, Payload, Now);
        Assert.True(SyncDecision.Follows(row, Given, entry));
        foreach (var changed in new[]
        {
            entry with { Entry = 2 }, entry with { Previous = entry.Hash }, entry with { Payload = Payload + "A" },
            entry with { OrderRef = "o2" }, entry with { OrderAmount = new Money(12_001, "CNY") },
            entry with { OrderAmount = new Money(12_000, "USD") }, entry with { At = entry.At + 1 },
            entry with { Hash = row.Head },
        })
            Assert.False(SyncDecision.Follows(row, Given, changed));
        Assert.False(SyncDecision.Follows(row, Given with { Terminal = "till-2" }, entry));
    }

    public static TheoryData<int, string?> Times() => new()
    {
        { 0, null },
        { 1, null },
        { 4, "till-clock-wrong" },
        { -6, null },
        { -8, "till-clock-wrong" },
        { -33, "till-clock-wrong" },
    };

    /// <summary>The voucher was signed five minutes ago, the quota half an hour; clocks may differ by two.</summary>
    [Theory]
    [MemberData(nameof(Times))]
    public void Time_BeforeASignedOneOrAheadOfTheNode_IsAWrongClock(int minutes, string? code) =>
        Assert.Equal(code, Refuse(at: Now.AddMinutes(minutes))?.Code);

    [Fact]
    public void Time_BeforeTheEntryBefore_IsAWrongClock()
    {
        var row = Row(Given, Token);
        row.LastAt = Now.AddSeconds(1).Micros();
        Assert.Same(Refusals.TillClockWrong, Refuse(row));
    }

    [Fact]
    public void AfterTheQuotasOrThePayloadsEnd_ItIsSaidWhich()
    {
        Assert.Same(Refusals.QuotaExpired, Refuse(at: Now.AddMinutes(61), now: Now.AddMinutes(90)));
        var brief = Voucher(minutes: 10);
        Assert.Same(Refusals.PayloadExpired, Refuse(voucher: brief, at: Now.AddMinutes(6), now: Now.AddMinutes(90)));
    }

    [Fact]
    public void NotSignedByUs_IsForged_AndAnEndedQuotaIsEnded()
    {
        var entry = Entry(Given, Row(Given, Token), Payload, Now);
        Assert.Same(
            Refusals.PayloadForged, SyncDecision.Refuse(Row(Given, Token), Given, entry, null, Now, Skew));
        var row = Row(Given, Token);
        row.Closed = true;
        Assert.Same(Refusals.QuotaClosed, Refuse(row));
    }

    /// <summary>Whatever is handed in, what a quota has cost is never above it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Exposure_IsNeverAboveTheQuota(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var quota = Quota(random.Next(0, 8), random.Next(0, 20_000));
            var row = Row(quota, Token);
            for (var i = 0; i < 20; i++)
            {
                var voucher = Voucher() with { RemainingCents = random.Next(1, 6_000) };
                var cents = random.Next(1, 30_000);
                var entry = Entry(quota, row, Payload, Now, cents);
                if (SyncDecision.Refuse(row, quota, entry, voucher, Now, Skew) is null)
                {
                    row.UsedCount++;
                    row.UsedCents += SyncDecision.Discount(voucher, cents);
                }

                Assert.True(row.UsedCount <= quota.Count && row.UsedCents <= quota.Amount.Amount);
            }
        }
    }

    public static TheoryData<string, int, int, string?> Stops() => new()
    {
        { nameof(StoreStanding.Active), 30, 5, null },
        { nameof(StoreStanding.Suspended), 0, -5, null },
        { nameof(StoreStanding.Suspended), 1, -5, "store-suspended" },
        { nameof(StoreStanding.Frozen), 1, -5, "store-frozen" },
        { nameof(StoreStanding.Frozen), -4, 1, "store-frozen" },
    };

    /// <summary>What it took before it was stopped it hands in; a till's clock set back helps nobody.</summary>
    [Theory]
    [MemberData(nameof(Stops))]
    public void Store_ThatWasStopped_HandsInWhatItTookBefore(string standing, int taken, int signed, string? code)
    {
        var stands = Enum.Parse<StoreStanding>(standing);
        var store = new StoreFacts("s-1", 12, "m-1", 1, "330106", "dining", stands, null)
        {
            SinceMicros = Now.Micros(),
        };
        var entry = Entry(Given, Row(Given, Token), Payload, Now.AddMinutes(taken));
        Assert.Equal(code, SyncDecision.Stopped(store, entry, Voucher(Now.AddMinutes(signed)))?.Code);
    }

    private static Refusal? Refuse(
        OfflineQuotaRow? row = null, OfflineVoucher? voucher = null, DateTimeOffset? at = null,
        DateTimeOffset? now = null)
    {
        var log = row ?? Row(Given, Token);
        var entry = Entry(Given, log, Payload, at ?? Now);
        return SyncDecision.Refuse(log, Given, entry, voucher ?? Voucher(), now ?? Now, Skew);
    }
}
