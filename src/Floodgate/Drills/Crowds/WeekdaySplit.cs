namespace Floodgate.Drills.Crowds;

/// <summary>
/// Which last digit each person's identity ends in when the campaign splits weekdays by it (1+6 on Monday, …, 5+0 on
/// Friday): most people come on their own day, a few do not.
/// </summary>
internal static class WeekdaySplit
{
    /// <summary>A digit for each person; without a split, or on a weekend when all may come, null for each.</summary>
    public static int?[] Digits(int people, double wrongDay, DayOfWeek? day, Draw draw)
    {
        var digits = new int?[people];
        if (day is not { } today || today is DayOfWeek.Saturday or DayOfWeek.Sunday) return digits;
        var ours = (int)today % 5;
        for (var person = 0; person < people; person++)
        {
            var other = 1 + (int)(4 * draw.Unit(DrawKind.WrongDay, person, 1));
            var pair = draw.Chance(wrongDay, DrawKind.WrongDay, person) ? (ours + other) % 5 : ours;
            digits[person] = pair + (person % 2 == 0 ? 0 : 5);
        }

        return digits;
    }
}
