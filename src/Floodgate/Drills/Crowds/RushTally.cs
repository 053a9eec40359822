namespace Floodgate.Drills.Crowds;

/// <summary>One second of the replay.</summary>
internal sealed class RushSecond
{
    public int Arrivals { get; set; }

    public int Requests { get; set; }

    public int Admitted { get; set; }

    public int Issued { get; set; }

    public int NoAnswer { get; set; }

    public Dictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Claims answered or given up in this second, from the instant somebody pressed.</summary>
    public Latencies Claims { get; } = new();
}

/// <summary>What a finished exchange adds to the counts. Times in microseconds from the start of the replay.</summary>
internal readonly record struct Exchange(Press Press, Targets.WireOutcome Wire, int Status, string? Code, bool Definite,
    long Intended, long Sent, long Done, bool FirstReceipt);

/// <summary>Everything counted while the crowd runs. One lock: a few dozen nanoseconds beside a request.</summary>
internal sealed class RushTally(long promiseMicros, int secondsMax)
{
    private readonly Lock _gate = new();
    private readonly List<RushSecond> _seconds = [];

    public int Arrived { get; private set; }

    public int Admitted { get; private set; }

    public int Issued { get; private set; }

    public int Requests { get; private set; }

    public int NoAnswer { get; private set; }

    public int Definite { get; private set; }

    /// <summary>Definite answers within the promise, from the instant somebody pressed.</summary>
    public int InTime { get; private set; }

    public int InFlight { get; private set; }

    public Dictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    public Latencies Claims { get; } = new();

    public Latencies Tickets { get; } = new();

    /// <summary>
    /// Claims from the instant of sending: what a generator that waits for the server would have reported.
    /// </summary>
    public Latencies ClaimsFromSending { get; } = new();

    /// <summary>How late the generator itself was in sending.</summary>
    public Latencies Lag { get; } = new();

    /// <summary>Seconds so far, the first being the start of the replay. Read it when the crowd has ended.</summary>
    public IReadOnlyList<RushSecond> Seconds => _seconds;

    public void Arrives(long at)
    {
        lock (_gate)
        {
            Second(at).Arrivals++;
            Arrived++;
        }
    }

    public void Sends()
    {
        lock (_gate) InFlight++;
    }

    public void Ends(Exchange done)
    {
        lock (_gate)
        {
            InFlight--;
            Requests++;
            var second = Second(done.Done);
            second.Requests++;
            if (done.Definite) Definite++;
            if (done.Definite && done.Done - done.Intended <= promiseMicros) InTime++;
            Time(done, second);
            if (done.Wire != Targets.WireOutcome.Answered)
            {
                second.NoAnswer++;
                NoAnswer++;
            }
            else if (done.Code is { } code)
            {
                second.Refused[code] = second.Refused.GetValueOrDefault(code) + 1;
                Refused[code] = Refused.GetValueOrDefault(code) + 1;
            }
        }
    }

    public void Admits(long at)
    {
        lock (_gate)
        {
            Second(at).Admitted++;
            Admitted++;
        }
    }

    /// <summary>For the live display: a copy under the lock.</summary>
    public RushSnapshot Snapshot()
    {
        lock (_gate)
        {
            var last = _seconds.Count > 1 ? _seconds[^2] : null;
            return new RushSnapshot(Arrived, last?.Arrivals ?? 0, Admitted, Issued, Requests, NoAnswer, InFlight,
                new Dictionary<string, int>(Refused, StringComparer.Ordinal),
                Claims.PercentileMicros(0.5), Claims.PercentileMicros(0.99));
        }
    }

    private void Time(Exchange done, RushSecond second)
    {
        Lag.Record(done.Sent - done.Intended);
        if (done.Press is Press.Claim or Press.Echo)
        {
            second.Claims.Record(done.Done - done.Intended);
            Claims.Record(done.Done - done.Intended);
            ClaimsFromSending.Record(done.Done - done.Sent);
        }
        else Tickets.Record(done.Done - done.Intended);

        if (!done.FirstReceipt) return;
        second.Issued++;
        Issued++;
    }

    private RushSecond Second(long at)
    {
        var index = (int)Math.Clamp(at / 1_000_000, 0, secondsMax - 1);
        while (_seconds.Count <= index) _seconds.Add(new RushSecond());
        return _seconds[index];
    }
}

/// <summary>
/// A moment of the replay for the live display; counts since the start, latencies of claims in microseconds.
/// </summary>
internal sealed record RushSnapshot(int Arrived, int ArrivalsLastSecond, int Admitted, int Issued, int Requests,
    int NoAnswer,
    int InFlight, IReadOnlyDictionary<string, int> Refused, long ClaimP50Micros, long ClaimP99Micros);
