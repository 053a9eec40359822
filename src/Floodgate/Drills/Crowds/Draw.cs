namespace Floodgate.Drills.Crowds;

/// <summary>What a draw decides; each has its own numbers, so that a new kind changes none of the others.</summary>
internal enum DrawKind
{
    Phase, Instant, Devices, DeviceLag, Impatient, Leaves, Patience, PressesEarly, EarlyBy, Reaction, Think,
    DoubleClick, Batch, RetryJitter, WrongDay,
}

/// <summary>
/// Random numbers by place, not by turn: the draw for (kind, who, nth) is always the same under one seed, whatever
/// order the answers of a busy server come in. SplitMix64 over the packed place.
/// </summary>
internal readonly struct Draw(ulong seed)
{
    public double Unit(DrawKind kind, int who, int nth = 0) => (Bits(kind, who, nth) >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share, DrawKind kind, int who, int nth = 0) => Unit(kind, who, nth) < share;

    /// <summary>A log-normal time with the spread's median and 95th percentile.</summary>
    public TimeSpan Time(Scenarios.Spread spread, DrawKind kind, int who, int nth = 0)
    {
        const double Z95 = 1.6448536269514722;
        var u1 = 1 - Unit(kind, who, nth * 2);
        var u2 = Unit(kind, who, (nth * 2) + 1);
        var normal = Math.Sqrt(-2 * Math.Log(u1)) * Math.Cos(2 * Math.PI * u2);
        var sigma = Math.Log(spread.P95 / spread.Median) / Z95;
        return spread.Median * Math.Min(Math.Exp(sigma * normal), 20);
    }

    private ulong Bits(DrawKind kind, int who, int nth)
    {
        var z = Mix(seed ^ Mix(((ulong)(uint)who << 32) | ((ulong)(uint)nth << 8) | (ulong)kind));
        return Mix(z);
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
