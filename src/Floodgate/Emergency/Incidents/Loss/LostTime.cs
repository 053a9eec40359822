namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The time an incident took from a campaign: while a signal of it fired, or claims were paused for it. Of an incident
/// that had neither, all of it. Spans that overlap count once.
/// </summary>
/// <param name="From">When it began.</param>
/// <param name="Until">When it was over; now, while it lasts.</param>
/// <param name="Sum">What was lost between the two.</param>
internal readonly record struct LostTime(DateTimeOffset From, DateTimeOffset Until, TimeSpan Sum)
{
    /// <param name="incident">Whose time it is.</param>
    /// <param name="campaign">Null: of the service, whatever campaign it concerned.</param>
    /// <param name="now">For what lasts still.</param>
    /// <param name="since">What was lost before has been made good already; null: nothing has.</param>
    public static LostTime Of(Incident incident, string? campaign, DateTimeOffset now, DateTimeOffset? since = null)
    {
        var made = since ?? DateTimeOffset.MinValue;
        var all = SpansOf(incident, campaign, now);
        if (all.Count == 0)
        {
            var (begun, end) = (Later(incident.Begun.Since, made), incident.ResolvedAt ?? now);
            return new LostTime(begun, end, Positive(end - begun));
        }

        var spans = all.Where(span => span.Until > made).Select(span => (From: Later(span.From, made), span.Until))
            .ToArray();
        if (spans.Length == 0) return new LostTime(made, made, TimeSpan.Zero);
        var (sum, covered) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var (from, until) in spans.OrderBy(span => span.From))
        {
            var begin = from > covered ? from : covered;
            if (until > begin) sum += until - begin;
            if (until > covered) covered = until;
        }

        return new LostTime(spans.Min(span => span.From), covered, sum);
    }

    private static List<(DateTimeOffset From, DateTimeOffset Until)> SpansOf(
        Incident incident, string? campaign, DateTimeOffset now)
    {
        var open = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var spans = new List<(DateTimeOffset, DateTimeOffset)>();
        foreach (var entry in incident.Timeline)
        {
            switch (entry.Fact)
            {
                case SignalFired fired when Concerns(fired.Campaign, campaign):
                    open.TryAdd("signal:" + fired.Key, fired.Since);
                    break;
                case ReturnAnnounced told when Concerns(told.Campaign, campaign):
                    open.TryAdd("pause:" + told.Campaign, entry.At);
                    break;
                case SignalCleared cleared: End("signal:" + cleared.Key, entry.At); break;
                case ReturnKept kept: End("pause:" + kept.Campaign, entry.At); break;
                case ReturnLeft left: End("pause:" + left.Campaign, entry.At); break;
            }
        }

        foreach (var from in open.Values) spans.Add((from, now));
        return spans;

        void End(string key, DateTimeOffset at)
        {
            if (open.Remove(key, out var from)) spans.Add((from, at));
        }
    }

    private static bool Concerns(string? one, string? campaign) =>
        one is null || campaign is null || one == campaign;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
