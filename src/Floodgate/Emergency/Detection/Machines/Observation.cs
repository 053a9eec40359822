namespace Floodgate.Emergency.Detection;

/// <summary>What was seen in one second; the default is a gap.</summary>
/// <param name="Value">
/// Of a rate the count so far (it may begin again at zero), of a level what it is, of a heartbeat the beats so far, of
/// alerts how many are active, of a probe what it measured (1 for a failure, 0 for none).
/// </param>
/// <param name="Over">For a ratio: the same of what is below the line.</param>
/// <param name="Counts">For a percentile: the durations of this second in the buckets of the histogram.</param>
/// <param name="Text">What the probe or the alert said.</param>
internal readonly record struct Observation(
    double? Value, double? Over = null, long[]? Counts = null, string? Text = null)
{
    public static Observation Gap => default;
}

/// <summary>What one second says about a breach.</summary>
internal enum Judgement
{
    /// <summary>There is no data.</summary>
    Missing,

    /// <summary>Past the clear limit on the good side.</summary>
    Good,

    /// <summary>Between limit and clear limit.</summary>
    Between,

    /// <summary>Past the limit.</summary>
    Breach,
}

internal enum Change { None, Fired, Cleared }
