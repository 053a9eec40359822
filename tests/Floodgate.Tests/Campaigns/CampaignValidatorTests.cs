using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Tests.Campaigns;

public sealed class CampaignValidatorTests
{
    private static readonly CampaignDefinition Good = Sample.Campaign;

    [Fact]
    public void Check_OfTheSample_FindsNothing() => Assert.Empty(CampaignValidator.Check(Good));

    [Fact]
    public void Check_OfNames_WantsBothLanguagesAndAtMost80Characters()
    {
        Expect("/name/zh text-empty", Good with { Name = new BilingualText(" ", "x") });
        Expect("/name/en text-too-long", Good with { Name = new BilingualText("券", new string('x', 81)) });
        Expect("/name/en text-malformed", Good with { Name = new BilingualText("券", "a\nb") });
        Expect("", Good with { Name = new BilingualText(string.Concat(Enumerable.Repeat("😀", 80)), "x") });
        Expect("/batches/0/name/en text-empty", Sample.WithBatch(b => b with { Name = new BilingualText("券", "") }));
    }

    [Fact]
    public void Check_OfShards_Wants1To64()
    {
        Expect("/shards out-of-range", Good with { Shards = 0 });
        Expect("/shards out-of-range", Good with { Shards = 65 });
        Expect("", Good with { Shards = 64 });
    }

    [Theory]
    [InlineData("Asia/Shanghai", true)]
    [InlineData("UTC", true)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("", false)]
    [InlineData("../../etc/passwd", false)]
    public void Check_OfTimeZone_WantsOneThatExists(string zone, bool good) =>
        Expect(good ? "" : "/timeZone time-zone-unknown", Good with { TimeZone = zone });

    [Fact]
    public void Check_OfTimes_WantsAnOrder()
    {
        Expect("/closesAt closes-before-opening", Good with { ClosesAt = Good.OpensAt });
        Expect("/opensAt out-of-range", Good with { OpensAt = new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        Expect("/closesAt out-of-range", Good with { ClosesAt = DateTimeOffset.MaxValue });
        Expect("/batches/0/opensAt opens-outside-campaign", Sample.WithBatch(b => b with { OpensAt = Good.ClosesAt }));
        Expect("/batches/0/opensAt opens-outside-campaign",
            Sample.WithBatch(b => b with { OpensAt = Good.OpensAt.AddTicks(-1) }));
        Expect("", Sample.WithBatch(b => b with { OpensAt = Good.OpensAt.AddDays(1) }));
    }

    [Fact]
    public void Check_OfLimits_Wants1To100()
    {
        Expect("/perPersonLimit out-of-range", Good with { PerPersonLimit = 0 });
        Expect("/perPersonLimit out-of-range", Good with { PerPersonLimit = 101 });
        Expect("/batches/0/perPersonLimit out-of-range", Sample.WithBatch(b => b with { PerPersonLimit = 101 }));
    }

    [Fact]
    public void Check_OfMoney_WantsOneCurrencyAndBoundedAmounts()
    {
        Expect("/batches/0/faceValue/currency currency-mixed",
            Sample.WithBatch(b => b with { FaceValue = b.FaceValue with { Currency = "JPY" } }));
        Expect("/batches/0/threshold/currency currency-malformed",
            Sample.WithBatch(b => b with { Threshold = b.Threshold with { Currency = "cny" } }));
        Expect("/batches/0/faceValue/amount out-of-range",
            Sample.WithBatch(b => b with { FaceValue = b.FaceValue with { Amount = 0 } }));
        Expect("/batches/0/threshold/amount out-of-range",
            Sample.WithBatch(b => b with { Threshold = b.Threshold with { Amount = CampaignLimits.AmountMax + 1 } }));
        Expect("/budget/amount out-of-range", Good with { Budget = Good.Budget with { Amount = long.MaxValue } });
    }

    [Fact]
    public void Check_WhenThereIsNoThreshold_IsTakenAndANegativeOneIsNot()
    {
        Expect("", Sample.WithBatch(b => b with { Threshold = b.FaceValue with { Amount = 0 } }));
        Expect("/batches/0/threshold/amount out-of-range",
            Sample.WithBatch(b => b with { Threshold = b.FaceValue with { Amount = -1 } }));
    }

    [Fact]
    public void Check_WhenBudgetIsBelowTheStocksWorth_IsRefused()
    {
        Expect("", Good with { Budget = Sample.Yuan(80_000) });
        Expect("/budget/amount budget-too-small", Good with { Budget = new Money(7_999_999, "CNY") });
        Expect("", Sample.WithBatch(b => b with { Budget = Sample.Yuan(30_000) }));
        Expect("/batches/0/budget/amount budget-too-small", Sample.WithBatch(b =>
            b with { Budget = Sample.Yuan(29_999) }));
    }

    [Fact]
    public void Check_OfMoneyThatCameBack_LetsSoMuchMoreBeIssuedAndNoCentMore()
    {
        // One more voucher of 30 yuan than the budget holds.
        var more = Sample.WithBatch(b => b with { Stock = 1_001 });
        Assert.Equal("budget-too-small", Assert.Single(CampaignValidator.Check(more)).Code);
        Assert.Equal("budget-too-small", Assert.Single(CampaignValidator.Check(more, [2_000, 999])).Code);
        Assert.Empty(CampaignValidator.Check(more, [2_000, 1_000]));
        // A batch's own budget counts what came back of that batch only.
        var capped = Sample.WithBatch(b => b with { Stock = 1_001, Budget = Sample.Yuan(30_000) });
        Assert.Equal("/batches/0/budget/amount", Assert.Single(CampaignValidator.Check(capped, [0, 3_000])).Pointer);
        Assert.Empty(CampaignValidator.Check(capped, [3_000]));
    }

    [Fact]
    public void Check_WhenTheWorthOverflows64Bits_IsRefusedAndNotWrappedAround()
    {
        var huge = Sample.Batch("x", 1) with
        {
            Stock = long.MaxValue,
            FaceValue = new Money(long.MaxValue, "CNY"),
            Threshold = new Money(long.MaxValue,
                "CNY"),
        };
        var codes = CampaignValidator.Check(Good with { Batches = [huge] }).Select(fault => fault.Code);
        Assert.Contains("budget-too-small", codes);
    }

    [Fact]
    public void Check_OfBatches_WantsOneAtLeastWithUniqueIdsAndBoundedStock()
    {
        Expect("/batches out-of-range", Good with { Batches = [] });
        Expect("/batches/1/id duplicate", Good with { Batches = [Sample.Batch("a", 1), Sample.Batch("a", 1)] });
        foreach (var id in new[] { "", "Dining", "a_b", "a b", "a\n", new string('a', 65) })
            Expect("/batches/0/id id-malformed", Sample.WithBatch(b => b with { Id = id }));
        Expect("/batches/0/stock out-of-range", Sample.WithBatch(b => b with { Stock = 0 }));
        Expect("/batches/0/stock out-of-range | /budget/amount budget-too-small",
            Sample.WithBatch(b => b with { Stock = 100_000_001 }));
    }

    [Fact]
    public void Check_OfValidity_WantsExactlyOneEndAndNoVoucherBornExpired()
    {
        Expect("/batches/0 validity-not-one", Sample.WithBatch(b => b with { ValidDays = null }));
        Expect("/batches/0 validity-not-one", Sample.WithBatch(b => b with { ValidUntil = Good.ClosesAt.AddDays(9) }));
        Expect("/batches/0/validDays out-of-range", Sample.WithBatch(b => b with { ValidDays = 0 }));
        Expect("/batches/0/validDays out-of-range", Sample.WithBatch(b => b with { ValidDays = 1_001 }));
        Expect("/batches/0/validUntil valid-until-before-opening",
            Sample.WithBatch(b => b with { ValidDays = null, ValidUntil = b.OpensAt ?? Good.OpensAt }));
        Expect("/batches/0/validFrom valid-from-after-end",
            Sample.WithBatch(b => b with { ValidFrom = Good.OpensAt.AddDays(14) }));
        Expect("", Sample.WithBatch(b => b with { ValidFrom = Good.OpensAt.AddDays(13) }));
    }

    [Fact]
    public void Check_OfEligibility_WantsCodesAndAPinnedList()
    {
        Expect("/eligibility/regions/1 region-malformed", Eligible(new Eligibility { Regions = ["3301", "杭州"] }));
        Expect("/eligibility/regions/1 duplicate", Eligible(new Eligibility { Regions = ["3301", "3301"] }));
        Expect("/eligibility/regions too-many",
            Eligible(new Eligibility { Regions = [.. Enumerable.Range(0, 501).Select(i => $"r{i}")] }));
        Expect("/eligibility/allowList/id id-malformed | /eligibility/allowList/sha256 sha256-malformed",
            Eligible(new Eligibility { AllowList = new AllowListReference("A", new string('A', 64)) }));
        Expect("", Eligible(new Eligibility { AllowList = new AllowListReference("a", new string('a', 64)) }));
    }

    private static CampaignDefinition Eligible(Eligibility eligibility) => Good with { Eligibility = eligibility };

    private static void Expect(string expected, CampaignDefinition campaign) => Assert.Equal(expected,
        string.Join(" | ", CampaignValidator.Check(campaign).Select(fault => $"{fault.Pointer} {fault.Code}")));
}
