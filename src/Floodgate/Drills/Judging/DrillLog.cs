namespace Floodgate.Drills.Judging;

/// <summary>Everything that was seen, in the order of its time. Written from many sides, bounded.</summary>
internal sealed class DrillLog(TimeProvider clock, int sightingsMax)
{
    private readonly Lock _gate = new();
    private readonly List<Sighting> _seen = [];
    private long _began = clock.GetTimestamp();

    /// <summary>Seconds since the drill began.</summary>
    public double Now => clock.GetElapsedTime(Volatile.Read(ref _began)).TotalSeconds;

    /// <summary>Sightings that did not fit any more; a drill with any is not judged as complete.</summary>
    public int LeftOff { get; private set; }

    public IReadOnlyList<Sighting> Seen
    {
        get
        {
            lock (_gate) return [.. _seen];
        }
    }

    /// <summary>The drill begins now; what was seen while its ground was made is forgotten.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _seen.Clear();
            Volatile.Write(ref _began, clock.GetTimestamp());
        }
    }

    public void See(SightKind kind, string subject = "", string detail = "", bool good = true, long number = 0) =>
        Add(new Sighting(Now, kind, subject, detail, good, number));

    /// <summary>Something that began at a known moment.</summary>
    public void Add(Sighting sighting)
    {
        lock (_gate)
        {
            if (_seen.Count >= sightingsMax)
            {
                LeftOff++;
                return;
            }

            var place = _seen.Count;
            while (place > 0 && _seen[place - 1].At > sighting.At) place--;
            _seen.Insert(place, sighting);
        }
    }

    /// <summary>Only what is new about a subject: the same state again says nothing.</summary>
    public void SeeOnce(SightKind kind, string subject, string detail = "")
    {
        lock (_gate)
        {
            for (var i = _seen.Count - 1; i >= 0; i--)
            {
                var one = _seen[i];
                if (one.Kind != kind || one.Subject != subject) continue;
                if (one.Detail == detail) return;
                break;
            }
        }

        See(kind, subject, detail);
    }
}
