namespace Floodgate.Emergency.Detection;

/// <summary>
/// What a source said about one group, alert by alert up to a limit; of the rest only how many. Not thread-safe: the
/// book locks.
/// </summary>
internal sealed class AlertGroup(string source, string key, int alertsMax)
{
    private readonly Dictionary<string, AlertTold> _active = new(StringComparer.Ordinal);
    private long _beyond;

    public string Source { get; } = source;

    public string Key { get; } = key;

    /// <summary>When the source last spoke of it.</summary>
    public long HeardTimestamp { get; private set; }

    /// <summary>When it fell silent; counts once nothing is active.</summary>
    public long OverTimestamp { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public string Text { get; private set; } = "";

    public IEnumerable<AlertTold> Active => _active.Values;

    /// <summary>Active alerts, those only counted included.</summary>
    public long Count => _active.Count + _beyond;

    public void Take(AlertDelivery delivery, DateTimeOffset now, long timestamp)
    {
        HeardTimestamp = timestamp;
        var before = Count;
        if (delivery.GroupOver) Clear();
        foreach (var alert in delivery.Alerts) Take(alert, delivery.GroupOver);
        if (!delivery.GroupOver) _beyond = Math.Max(_beyond, delivery.LeftOff);
        if (Count > 0 && before == 0) Since = Began(delivery, now);
        if (Count == 0 && before > 0) OverTimestamp = timestamp;
    }

    public void End(long timestamp)
    {
        Clear();
        OverTimestamp = timestamp;
    }

    private void Take(AlertTold alert, bool groupOver)
    {
        if (!alert.Firing)
        {
            _active.Remove(alert.Fingerprint);
            // None left that is known by name: those only counted are over too, or nothing could ever end them.
            if (_active.Count == 0) _beyond = 0;
            return;
        }

        if (groupOver) return;
        if (alert.Text.Length > 0) Text = alert.Text;
        if (_active.ContainsKey(alert.Fingerprint) || _active.Count < alertsMax) _active[alert.Fingerprint] = alert;
        else _beyond++;
    }

    private void Clear()
    {
        _active.Clear();
        _beyond = 0;
    }

    /// <summary>A source's own word on the beginning, unless it lies in what is still to come for us.</summary>
    private static DateTimeOffset Began(AlertDelivery delivery, DateTimeOffset now)
    {
        var began = delivery.Alerts.Where(one => one.Firing).Select(one => one.StartsAt ?? now).DefaultIfEmpty(now)
            .Min();
        return began > now ? now : began;
    }
}
