using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// Alerts that no detector of the plan matches: one finding a group, told when it begins and when it has been over for
/// long enough.
/// </summary>
internal sealed class OutsideAlerts(AlertBook book, DetectionOptions options, TimeProvider clock)
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, (DateTimeOffset Since, long Told)> _firing = new(StringComparer.Ordinal);
    private IReadOnlyList<AlertMatch> _matched = [];

    public static string KeyOf(string source, string group) => $"alert:{source}:{group}";

    public void Use(IReadOnlyList<AlertMatch> matched) => _matched = matched;

    /// <summary>Was firing before a restart.</summary>
    public void Resume(string key, DateTimeOffset since) => _firing.TryAdd(key, (since, clock.GetTimestamp()));

    public void Step(List<Finding> findings)
    {
        var now = clock.GetUtcNow();
        var clearAfter = TimeSpan.FromSeconds(options.AlertClearSeconds);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in book.Unmatched(_matched))
        {
            var key = KeyOf(group.Source, group.Key);
            seen.Add(key);
            var known = _firing.TryGetValue(key, out var told);
            if (group.Unmatched > 0 && (!known || clock.GetElapsedTime(told.Told) >= RefreshEvery))
            {
                var since = known ? told.Since : group.Since;
                _firing[key] = (since, clock.GetTimestamp());
                findings.Add(new Finding(
                    "", null, true, since, now, group.Unmatched, null, key, Text(group)));
            }
            else if (group.Unmatched == 0 && known && (group.Active > 0 || group.OverFor >= clearAfter))
            {
                Clear(findings, key, now - group.OverFor, now);
            }
        }

        // A group that gave its place to another, or that no source spoke of again since a restart.
        foreach (var (key, told) in _firing.Where(pair => !seen.Contains(pair.Key)).ToArray())
            if (clock.GetElapsedTime(told.Told) >= TimeSpan.FromSeconds(options.AlertStaleSeconds))
                Clear(findings, key, now, now);
    }

    private void Clear(List<Finding> findings, string key, DateTimeOffset since, DateTimeOffset now)
    {
        _firing.Remove(key);
        findings.Add(new Finding("", null, false, since, now, 0, null, key, "resolved / 已恢复"));
    }

    private static string Text(AlertGroupView group) =>
        group.Text.Length > 0 ? $"{group.Source} {group.Key}: {group.Text}" : $"{group.Source} {group.Key}";
}
