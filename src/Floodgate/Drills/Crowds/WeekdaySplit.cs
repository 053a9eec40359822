namespace Floodgate.Drills.Crowds;

/// <summary>
/// Chooses which citizens come when the campaign splits weekdays by the last digit of the identity (1+6 on Monday, …,
/// 5+0 on Friday): most people come on their own day, a few do not.
/// </summary>
internal static class WeekdaySplit
{
    /// <summary>
    /// Citizens' numbers, one a person. On a weekend, or without a split, simply 1 to <paramref name="people"/>.
    /// </summary>
    public static int[] Choose(int people, double wrongDay, DayOfWeek? day, Draw draw)
    {
        var numbers = new int[people];
        var (ours, others) = (0, 0);
        for (var person = 0; person < people; person++)
        {
            if (day is not { } today || today is DayOfWeek.Saturday or DayOfWeek.Sunday) numbers[person] = person + 1;
            else if (draw.Chance(wrongDay, DrawKind.WrongDay, person))
                numbers[person] = others = Next(others, today, theirs: false);
            else numbers[person] = ours = Next(ours, today, theirs: true);
        }

        return numbers;
    }

    private static int Next(int number, DayOfWeek day, bool theirs)
    {
        do number++;
        while ((number % 5 == (int)day % 5) != theirs);
        return number;
    }
}
