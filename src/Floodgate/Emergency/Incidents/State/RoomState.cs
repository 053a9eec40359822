namespace Floodgate.Emergency.Incidents;

/// <summary>All incidents this room knows: a fold over its entries.</summary>
internal sealed class RoomState
{
    private readonly Dictionary<string, Incident> _incidents = new(StringComparer.Ordinal);
    private readonly HashSet<(string Origin, long Sequence)> _seen = [];
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly List<Entry> _log = [];
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    /// <param name="cut">What the spool let go before; then come the entries it still has.</param>
    public RoomState(SpoolCut? cut = null)
    {
        Cut = cut ?? SpoolCut.None;
        foreach (var (origin, last) in Cut.Last) _last[origin] = last;
    }

    /// <summary>What was let go so far.</summary>
    public SpoolCut Cut { get; private set; }

    public IReadOnlyDictionary<string, Incident> Incidents => _incidents;

    /// <summary>All entries in the order they came here; a place in it is where another room goes on reading.</summary>
    public IReadOnlyList<Entry> Log => _log;

    public IEnumerable<Incident> Live => _incidents.Values.Where(incident => incident.IsLive);

    /// <summary>Time of the newest entry.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Sequence of the newest entry of an origin; 0: none.</summary>
    public long LastOf(string origin) => _last.GetValueOrDefault(origin);

    /// <summary>False: it has been applied before, and changes nothing.</summary>
    public bool Apply(Entry entry)
    {
        if (!_seen.Add((entry.Origin, entry.Sequence))) return false;
        if (entry.At > LastAt) LastAt = entry.At;
        if (entry.Sequence > LastOf(entry.Origin)) _last[entry.Origin] = entry.Sequence;
        if (!_incidents.TryGetValue(entry.Incident, out var incident))
        {
            if (entry.Fact is not Opened) return false;
            _incidents[entry.Incident] = incident = new Incident(entry.Incident);
        }

        try
        {
            incident.Apply(entry);
        }
        catch (KeyNotFoundException)
        {
            // What it speaks of stood in a line that was damaged: the entry stays in the timeline and changes nothing.
        }

        if (entry.Fact is Opened or CauseSet or SignalFired or StepEnded) _touched.Add(entry.Incident);
        _log.Add(entry);
        return true;
    }

    /// <summary>
    /// Incidents of which something is new that may make them one with another, so many at most; they are forgotten.
    /// </summary>
    public IReadOnlyList<string> TakeTouched(int most)
    {
        string[] taken = [.. _touched.Take(most)];
        _touched.ExceptWith(taken);
        return taken;
    }

    /// <summary>Whether it was here before, also if it was let go since: another room may tell it again.</summary>
    public bool WasHere(Entry entry) =>
        _seen.Contains((entry.Origin, entry.Sequence)) || entry.Sequence <= Cut.Last.GetValueOrDefault(entry.Origin);

    /// <summary>Lets incidents go: heads are remembered, everything that came before now is known as old.</summary>
    public void LetGo(IReadOnlyCollection<Incident> gone)
    {
        if (gone.Count == 0) return;
        var ids = gone.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in ids) _incidents.Remove(id);
        foreach (var entry in _log.Where(entry => ids.Contains(entry.Incident)))
            _seen.Remove((entry.Origin, entry.Sequence));
        _log.RemoveAll(entry => ids.Contains(entry.Incident));
        Cut = new SpoolCut(
            Cut.Cuts + 1, new Dictionary<string, long>(_last, StringComparer.Ordinal),
            [.. Cut.Past.Concat(gone.Select(PastIncident.Of)).TakeLast(SpoolCut.PastMax)]);
    }

    public Incident? Find(string id) => _incidents.GetValueOrDefault(id);
}
