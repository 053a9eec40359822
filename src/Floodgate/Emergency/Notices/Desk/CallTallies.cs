namespace Floodgate.Emergency.Notices;

/// <summary>
/// Calls by campaign and reason: totals since the start, as counters are, and the last hour by the minute. In memory;
/// bounded by the campaigns there are and the closed list of reasons.
/// </summary>
internal sealed class CallTallies(TimeProvider clock)
{
    public const int MinutesKept = 60;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Campaign, string Reason), Ring> _rings = [];
    private readonly Dictionary<string, Ring> _reasons = new(StringComparer.Ordinal);

    /// <summary>Hears of each call, by campaign and reason: where detectors listen.</summary>
    public Action<string, string>? Counted { get; init; }

    /// <summary>One call.</summary>
    /// <param name="campaigns">Those it may be about; each gets it, the sum over reasons has it once.</param>
    public void Count(IReadOnlyList<string> campaigns, CallReason reason)
    {
        var minute = Minute();
        lock (_gate)
        {
            RingOf(_reasons, reason.Code).Add(minute);
            foreach (var campaign in campaigns) RingOf(_rings, (campaign, reason.Code)).Add(minute);
        }

        foreach (var campaign in campaigns) Counted?.Invoke(campaign, reason.Code);
    }

    /// <summary>Calls so far about a campaign, of one reason or of all: a counter, which only rises.</summary>
    public long Total(string campaign, string? reason)
    {
        lock (_gate)
            return _rings.Where(pair => pair.Key.Campaign == campaign && (reason ?? pair.Key.Reason) == pair.Key.Reason)
                .Sum(pair => pair.Value.Total);
    }

    /// <summary>Calls a second of each reason, over the last minute (the minute before counts for its share).</summary>
    public IReadOnlyDictionary<string, double> PerSecond()
    {
        var now = clock.GetUtcNow();
        var minute = Minute();
        var share = 1 - ((now - DateTimeOffset.UnixEpoch).TotalMinutes - minute);
        lock (_gate)
            return _reasons.ToDictionary(
                pair => pair.Key, pair => (pair.Value.At(minute) + (share * pair.Value.At(minute - 1))) / 60,
                StringComparer.Ordinal);
    }

    /// <summary>The last hour of each reason by the minute, the newest last.</summary>
    public IReadOnlyDictionary<string, int[]> Minutes()
    {
        var minute = Minute();
        lock (_gate)
            return _reasons.ToDictionary(
                pair => pair.Key,
                pair => Enumerable.Range(0, MinutesKept).Select(i => pair.Value.At(minute - MinutesKept + 1 + i))
                    .ToArray(),
                StringComparer.Ordinal);
    }

    private long Minute() => (long)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMinutes;

    private static Ring RingOf<TKey>(Dictionary<TKey, Ring> rings, TKey key)
        where TKey : notnull
    {
        if (!rings.TryGetValue(key, out var ring)) rings[key] = ring = new Ring();
        return ring;
    }

    private sealed class Ring
    {
        private readonly (long Minute, int Count)[] _minutes = new (long, int)[MinutesKept];

        public long Total { get; private set; }

        public void Add(long minute)
        {
            ref var slot = ref _minutes[minute % MinutesKept];
            slot = slot.Minute == minute ? (minute, slot.Count + 1) : (minute, 1);
            Total++;
        }

        public int At(long minute) =>
            _minutes[minute % MinutesKept] is var slot && slot.Minute == minute ? slot.Count : 0;
    }
}
