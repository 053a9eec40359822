using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>What one try of a probe found.</summary>
/// <param name="Measured">In the unit of the probe's kind; null for a probe that only fails or not.</param>
/// <param name="Why">Why it failed; null when it did not.</param>
internal readonly record struct ProbeResult(double? Measured, string? Why)
{
    public static ProbeResult Good => default;

    public static ProbeResult Of(double measured) => new(measured, null);

    public static ProbeResult Failed(string why) => new(null, why.Length <= 200 ? why : why[..200]);
}

/// <summary>Runs one try. It ends on cancellation if it can; if it cannot, it is left behind and not tried again until
/// it has ended.</summary>
internal delegate Task<ProbeResult> ProbeAttempt(Probe probe, CancellationToken cancel);
