namespace Floodgate.Emergency.Detection;

/// <summary>One alert as its source tells it.</summary>
internal sealed record AlertTold(
    string Fingerprint, bool Firing, IReadOnlyDictionary<string, string> Labels, string Text, DateTimeOffset? StartsAt);

/// <summary>What one delivery says about one group.</summary>
/// <param name="GroupKey">What the source groups by.</param>
/// <param name="GroupOver">The source says that nothing in the group is firing any more.</param>
/// <param name="LeftOff">Alerts of the group that are firing and were not sent along.</param>
internal sealed record AlertDelivery(
    string GroupKey, bool GroupOver, IReadOnlyList<AlertTold> Alerts, long LeftOff);

/// <summary>A delivery, or what is wrong with it.</summary>
internal sealed record AlertReading(AlertDelivery? Delivery, Foundation.BodyFault? Fault);
