namespace Floodgate.Emergency.Detection;

/// <summary>A detector changed, or goes on firing (then at most once in 30 seconds).</summary>
/// <param name="Detector">The plan's detector; empty for an alert from outside that no detector matches.</param>
/// <param name="Campaign">The one it is about; null for the node.</param>
/// <param name="Since">When the breach began; once cleared, when it was over.</param>
/// <param name="Value">What was measured, in the unit of the detector.</param>
/// <param name="Key">
/// One signal: <c>detector</c>, <c>detector@campaign</c>, or <c>alert:source:groupKey</c> for an unmatched alert.
/// </param>
/// <param name="Text">Evidence that a person can read.</param>
internal sealed record Finding(
    string Detector, string? Campaign, bool Firing, DateTimeOffset Since, DateTimeOffset At, decimal? Value,
    decimal? Limit, string Key, string Text)
{
    public static string KeyOf(string detector, string? campaign) =>
        campaign is null ? detector : detector + "@" + campaign;
}
