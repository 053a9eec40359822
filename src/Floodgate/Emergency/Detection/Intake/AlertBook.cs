using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>A group as the loop sees it.</summary>
/// <param name="Unmatched">Active alerts that no detector of the plan matches.</param>
internal readonly record struct AlertGroupView(
    string Source, string Key, long Active, long Unmatched, DateTimeOffset Since, TimeSpan OverFor, string Text);

/// <summary>
/// Alerts from outside by source and group. Bounded: each source has so many groups, each group so many alerts; a new
/// group takes the place of the one that has been over for longest, and when all are active it joins the group called
/// <see cref="More"/>. So a storm costs no memory and makes no crowd of findings.
/// </summary>
internal sealed class AlertBook(DetectionOptions options, TimeProvider clock)
{
    /// <summary>The group of all that found no place of their own.</summary>
    public const string More = "more";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, AlertGroup>> _sources = new(StringComparer.Ordinal);

    /// <summary>Rises with every change; who saw this number need not look again.</summary>
    public long Version { get; private set; }

    /// <summary>Called when a group begins to be active.</summary>
    public Action? Changed { get; set; }

    public void Take(string source, AlertDelivery delivery)
    {
        bool begins;
        lock (_gate)
        {
            var group = Place(source, delivery.GroupKey);
            var before = group.Count;
            // Many groups share this one: the end of one of them is not the end of all.
            if (group.Key == More && delivery.GroupOver) delivery = delivery with { GroupOver = false, LeftOff = 0 };
            group.Take(delivery, clock.GetUtcNow(), clock.GetTimestamp());
            begins = before == 0 && group.Count > 0;
            Version++;
        }

        if (begins) Changed?.Invoke();
    }

    /// <summary>How many active alerts have all the labels, and what the last of them said.</summary>
    public Observation Matching(AlertMatch match)
    {
        lock (_gate)
        {
            if (!_sources.TryGetValue(match.Source, out var groups)) return new Observation(0);
            var (count, text) = (0L, (string?)null);
            foreach (var group in groups.Values.Where(group => group.Count > 0))
            {
                var here = match.Labels.Count == 0 ? group.Count : group.Active.Count(alert => Fits(match, alert));
                count += here;
                if (here > 0) text = $"{group.Key}: {group.Text}";
            }

            return new Observation(count, Text: text);
        }
    }

    /// <summary>Every group, with what the detectors leave over; what was silent for too long ends here.</summary>
    public IReadOnlyList<AlertGroupView> Unmatched(IReadOnlyList<AlertMatch> detectors)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var stale = TimeSpan.FromSeconds(options.AlertStaleSeconds);
            var views = new List<AlertGroupView>();
            foreach (var group in _sources.Values.SelectMany(groups => groups.Values))
            {
                if (group.Count > 0 && clock.GetElapsedTime(group.HeardTimestamp, now) > stale)
                {
                    group.End(now);
                    Version++;
                }

                var over = group.Count > 0 ? TimeSpan.Zero : clock.GetElapsedTime(group.OverTimestamp, now);
                views.Add(new AlertGroupView(
                    group.Source, group.Key, group.Count, Left(group, detectors), group.Since, over, group.Text));
            }

            return views;
        }
    }

    private static long Left(AlertGroup group, IReadOnlyList<AlertMatch> detectors)
    {
        if (group.Count == 0) return 0;
        var ours = detectors.Where(match => match.Source == group.Source).ToArray();
        if (ours.Length == 0) return group.Count;
        return ours.Any(match => match.Labels.Count == 0) ? 0
            : group.Active.Count(alert => !ours.Any(match => Fits(match, alert)));
    }

    private static bool Fits(AlertMatch match, AlertTold alert)
    {
        foreach (var (name, value) in match.Labels)
            if (!alert.Labels.TryGetValue(name, out var told) || told != value) return false;
        return true;
    }

    private AlertGroup Place(string source, string key)
    {
        if (!_sources.TryGetValue(source, out var groups))
            _sources.Add(source, groups = new Dictionary<string, AlertGroup>(StringComparer.Ordinal));
        if (groups.TryGetValue(key, out var known)) return known;
        if (groups.Count >= options.AlertGroupsMax)
        {
            var over = groups.Values.Where(group => group.Count == 0 && group.Key != More)
                .MinBy(group => group.HeardTimestamp);
            if (over is not null) groups.Remove(over.Key);
            else key = More;
            if (groups.TryGetValue(key, out known)) return known;
        }

        var made = new AlertGroup(source, key, options.AlertsPerGroupMax);
        groups.Add(key, made);
        return made;
    }
}
