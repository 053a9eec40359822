namespace Floodgate.Campaigns;

/// <summary>What is known of a person from the token and the campaign's list; null is not known.</summary>
/// <param name="Region">The token's region code.</param>
/// <param name="LastDigit">The last digit of the person's identity, 0 to 9.</param>
/// <param name="OnAllowList">Whether the campaign's list holds the person; of no matter if it has none.</param>
internal readonly record struct PersonAttributes(string? Region, int? LastDigit, bool OnAllowList);

/// <summary>
/// May this person claim, and if not, which condition stands against it. The first in this order is told.
/// </summary>
internal enum EligibilityOutcome
{
    Eligible,
    NotOnAllowList,
    RegionUnknown,
    RegionNotCovered,
    LastDigitUnknown,
    NotThisDigitsDay,
}

/// <summary>Pure: the same person at the same time gets the same answer on every node.</summary>
internal static class EligibilityDecision
{
    public static EligibilityOutcome Decide(
        Eligibility eligibility, PersonAttributes person, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (eligibility.AllowList is not null && !person.OnAllowList) return EligibilityOutcome.NotOnAllowList;
        var region = Region(eligibility.Regions, person.Region);
        if (region != EligibilityOutcome.Eligible || !eligibility.WeekdayByLastDigit) return region;
        return LastDigit(person.LastDigit, TimeZoneInfo.ConvertTime(now, zone).DayOfWeek);
    }

    private static EligibilityOutcome Region(IReadOnlyList<string> regions, string? region)
    {
        if (regions.Count == 0) return EligibilityOutcome.Eligible;
        if (string.IsNullOrEmpty(region)) return EligibilityOutcome.RegionUnknown;
        foreach (var code in regions)
            if (region.StartsWith(code, StringComparison.Ordinal)) return EligibilityOutcome.Eligible;
        return EligibilityOutcome.RegionNotCovered;
    }

    // Monday 1 and 6, Tuesday 2 and 7, Wednesday 3 and 8, Thursday 4 and 9, Friday 5 and 0; at the weekend everybody.
    private static EligibilityOutcome LastDigit(int? digit, DayOfWeek day)
    {
        if (day is DayOfWeek.Saturday or DayOfWeek.Sunday) return EligibilityOutcome.Eligible;
        if (digit is not (>= 0 and <= 9)) return EligibilityOutcome.LastDigitUnknown;
        return digit % 5 == (int)day % 5 ? EligibilityOutcome.Eligible : EligibilityOutcome.NotThisDigitsDay;
    }
}
