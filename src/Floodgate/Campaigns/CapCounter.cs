using System.Globalization;

namespace Floodgate.Campaigns;

/// <summary>
/// What a spending cap counts into, by name: <c>day=2026-11-30</c> and <c>merchant=m1</c> where each has the cap,
/// <c>region:33</c> where one is named. A name outlives the version: a cap that is raised goes on counting.
/// </summary>
internal static class CapCounter
{
    /// <summary>The counters of one redemption, in the order of the caps.</summary>
    /// <param name="caps">Of the version in force.</param>
    /// <param name="merchant">Who took it.</param>
    /// <param name="region">Where; a cap's region covers what it begins.</param>
    /// <param name="day">The campaign's local day.</param>
    public static string[] Of(IReadOnlyList<SpendingCap> caps, string merchant, string region, DateOnly day) =>
        [.. caps.Select(cap => Of(cap, merchant, region, day)).OfType<string>()];

    /// <summary>What may be taken off under it, minor units; null: no cap counts into it any more.</summary>
    public static long? Limit(IReadOnlyList<SpendingCap> caps, string counter)
    {
        foreach (var cap in caps)
        {
            var word = Word(cap.Per);
            if (cap.Target is { } target ? counter == $"{word}:{target}"
                : counter.Length > word.Length && counter[word.Length] == '='
                    && counter.StartsWith(word, StringComparison.Ordinal)) return cap.Amount.Amount;
        }

        return null;
    }

    /// <summary>The kind of cap a counter belongs to: <c>day</c>, <c>region</c> or <c>merchant</c>.</summary>
    public static string KindOf(string counter) => counter[..counter.AsSpan().IndexOfAny('=', ':')];

    private static string? Of(SpendingCap cap, string merchant, string region, DateOnly day)
    {
        var subject = cap.Per switch
        {
            CapKind.Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CapKind.Region => region,
            CapKind.Merchant => merchant,
            _ => throw new InvalidOperationException($"{cap.Per} has no counter"),
        };
        if (cap.Target is not { } target) return $"{Word(cap.Per)}={subject}";
        var covered = cap.Per == CapKind.Region
            ? subject.StartsWith(target, StringComparison.Ordinal) : subject == target;
        return covered ? $"{Word(cap.Per)}:{target}" : null;
    }

    private static string Word(CapKind kind) => kind switch
    {
        CapKind.Day => "day",
        CapKind.Region => "region",
        CapKind.Merchant => "merchant",
        _ => throw new InvalidOperationException($"{kind} has no word"),
    };
}
