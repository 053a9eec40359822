namespace Floodgate.Emergency.Notices;

/// <summary>
/// How fast one member of staff may go: the moment by which what they did so far would be due at the long-run rate (the
/// virtual scheduling of ITU-T I.371). Bounded: when full, whoever is at rest is forgotten.
/// </summary>
internal sealed class AgentPace(int perMinute, int burst, int agentsMax, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    private readonly TimeSpan _each = TimeSpan.FromMinutes(1) / perMinute;

    /// <summary>Null: go on. Else how long to wait: this one does not count.</summary>
    public TimeSpan? Take(string agent)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_due.Count >= agentsMax && !_due.ContainsKey(agent)) Forget(now);
            var due = _due.GetValueOrDefault(agent, now);
            var next = (due > now ? due : now) + _each;
            var early = next - now - (_each * burst);
            if (early > TimeSpan.Zero) return early;
            _due[agent] = next;
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (agent, due) in _due)
            if (due <= now) _due.Remove(agent);
        // All are busy: the one who is due first loses a few steps of grace to nobody's harm.
        if (_due.Count >= agentsMax) _due.Remove(_due.MinBy(pair => pair.Value).Key);
    }
}
