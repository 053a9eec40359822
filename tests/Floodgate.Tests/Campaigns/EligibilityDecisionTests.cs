using Floodgate.Campaigns;

namespace Floodgate.Tests.Campaigns;

public sealed class EligibilityDecisionTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    // 2026-11-23 is a Monday; noon in Shanghai.
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_WithoutConditions_TakesEveryone() =>
        Assert.Equal(EligibilityOutcome.Eligible, Decide(Eligibility.Everyone, default, Monday));

    [Theory]
    [InlineData("330106", EligibilityOutcome.Eligible)]
    [InlineData("3301", EligibilityOutcome.Eligible)]
    [InlineData("44", EligibilityOutcome.Eligible)]
    [InlineData("330", EligibilityOutcome.RegionNotCovered)]
    [InlineData("4301", EligibilityOutcome.RegionNotCovered)]
    [InlineData("", EligibilityOutcome.RegionUnknown)]
    [InlineData(null, EligibilityOutcome.RegionUnknown)]
    public void Decide_WithRegions_TakesWhatACodeBegins(string? region, object expected) =>
        Assert.Equal(expected, Decide(new Eligibility { Regions = ["3301", "44"] }, new(region, null, false), Monday));

    [Theory]
    [InlineData(0, "16")]
    [InlineData(1, "27")]
    [InlineData(2, "38")]
    [InlineData(3, "49")]
    [InlineData(4, "05")]
    [InlineData(5, "0123456789")]
    [InlineData(6, "0123456789")]
    public void Decide_ByLastDigit_TakesTwoDigitsAWorkingDayAndAllAtTheWeekend(int daysAfterMonday, string digits)
    {
        for (var digit = 0; digit <= 9; digit++)
        {
            var expected = digits.Contains((char)('0' + digit), StringComparison.Ordinal)
                ? EligibilityOutcome.Eligible
                : EligibilityOutcome.NotThisDigitsDay;
            Assert.Equal(expected, ByDigit(digit, Monday.AddDays(daysAfterMonday)));
        }
    }

    [Fact]
    public void Decide_ByLastDigit_ReadsTheDayInTheCampaignsZone()
    {
        var mondayInShanghai = new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(EligibilityOutcome.NotThisDigitsDay, ByDigit(2, mondayInShanghai));
        Assert.Equal(EligibilityOutcome.Eligible, ByDigit(2, mondayInShanghai.AddTicks(-1)));
    }

    [Fact]
    public void Decide_WithoutAKnownDigit_RefusesOnWorkingDaysOnly()
    {
        Assert.Equal(EligibilityOutcome.LastDigitUnknown, ByDigit(null, Monday));
        Assert.Equal(EligibilityOutcome.LastDigitUnknown, ByDigit(11, Monday));
        Assert.Equal(EligibilityOutcome.Eligible, ByDigit(null, Monday.AddDays(5)));
    }

    [Fact]
    public void Decide_WithAList_WantsThePersonOnItAndTheOtherConditionsToo()
    {
        var eligibility = new Eligibility
        {
            Regions = ["33"],
            AllowList = new AllowListReference("a", new string('a',
            64))
        };
        Assert.Equal(EligibilityOutcome.NotOnAllowList, Decide(eligibility, new("33", null, false), Monday));
        Assert.Equal(EligibilityOutcome.RegionNotCovered, Decide(eligibility, new("44", null, true), Monday));
        Assert.Equal(EligibilityOutcome.Eligible, Decide(eligibility, new("33", null, true), Monday));
    }

    private static EligibilityOutcome ByDigit(int? digit, DateTimeOffset now) =>
        Decide(new Eligibility { WeekdayByLastDigit = true }, new(null, digit, false), now);

    private static EligibilityOutcome Decide(Eligibility eligibility, PersonAttributes person, DateTimeOffset now) =>
        EligibilityDecision.Decide(eligibility, person, now, Shanghai);
}
