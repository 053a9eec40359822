using Floodgate.Drills.Crowds;

namespace Floodgate.Drills.AtTills;

/// <summary>One second at the tills, by when the answers came.</summary>
internal sealed class TillSecond
{
    public int Requests { get; set; }

    public int Taken { get; set; }

    public Latencies Times { get; } = new();
}

/// <summary>
/// What tills asked for and what came of it, counted by those who stand at them. Times from the instant a customer
/// should have been served.
/// </summary>
internal sealed class TillTally(int secondsMax)
{
    private readonly Lock _gate = new();
    private readonly List<TillSecond> _seconds = [];

    public const string Taken = "redeemed";
    public const string NoAnswer = "none";

    public Latencies Times { get; } = new();

    /// <summary>By refusal code, <see cref="Taken"/> or <see cref="NoAnswer"/>.</summary>
    public Dictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public int Requests { get; private set; }

    /// <summary>Answers that say that it is not known.</summary>
    public int Unknown { get; private set; }

    public int Redeemed => Outcomes.GetValueOrDefault(Taken);

    public IReadOnlyList<TillSecond> Seconds => _seconds;

    /// <param name="outcome">How it ended.</param>
    /// <param name="known">Whether it is certain.</param>
    /// <param name="due">Microseconds from the start of the tills.</param>
    /// <param name="done">The same.</param>
    public void Ends(string outcome, bool known, long due, long done)
    {
        lock (_gate)
        {
            Requests++;
            if (!known) Unknown++;
            Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + 1;
            Times.Record(done - due);
            var index = (int)Math.Clamp(due / 1_000_000, 0, secondsMax - 1);
            while (_seconds.Count <= index) _seconds.Add(new TillSecond());
            var second = _seconds[index];
            second.Requests++;
            if (outcome == Taken) second.Taken++;
            second.Times.Record(done - due);
        }
    }

    /// <summary>The second of customers who waited longest, and how many were served; null: there was none.</summary>
    public (int Second, TillSecond Of)? Worst()
    {
        (int, TillSecond)? worst = null;
        for (var i = 0; i < _seconds.Count; i++)
        {
            if (_seconds[i].Requests == 0) continue;
            if (worst is not { } known || IsWorse(_seconds[i], known.Item2)) worst = (i, _seconds[i]);
        }

        return worst;
    }

    private static bool IsWorse(TillSecond one, TillSecond other)
    {
        var (lost, otherLost) = (one.Requests - one.Taken, other.Requests - other.Taken);
        return lost != otherLost ? lost > otherLost : one.Times.MaxMicros > other.Times.MaxMicros;
    }
}
