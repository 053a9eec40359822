using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Detection;

/// <summary>Everything that is watched, as of a second.</summary>
/// <param name="Second">Seconds since detection began; changes with every round.</param>
/// <param name="NotWatched">Series that found no room.</param>
internal sealed record DetectorsBody(
    DateTimeOffset At, long Second, int NotWatched, IReadOnlyList<DetectorBody> Detectors,
    IReadOnlyList<CriterionBody> Recovery);

/// <summary>One detector over one series.</summary>
/// <param name="State"><c>quiet</c>, <c>pending</c>, <c>firing</c>, <c>damped</c> or <c>noData</c>.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Recent">One value a second for the last minute, oldest first; null where there was none.</param>
internal sealed record DetectorBody(
    string Id, string? Campaign, BilingualText Name, string Risk, string Kind, string State, decimal? Value,
    decimal? Limit, string? Unit, DateTimeOffset Since, IReadOnlyList<decimal?> Recent)
{
    public static DetectorBody Of(Watch watch, DateTimeOffset now) => new(
        watch.Detector.Id, watch.Campaign, watch.Detector.Name, watch.Detector.Risk,
        watch.Detector.Kind.ToString().ToLowerInvariant(), StateOf(watch.Judge), Figures.Of(watch.Value),
        watch.Detector.Limit, watch.Detector.Unit, watch.Since(now),
        [.. watch.Sparkline.ToArray().Select(value => Figures.Of(value))]);

    private static string StateOf(BreachJudge judge) => judge switch
    {
        { IsDamped: true } => "damped",
        { IsFiring: true } => "firing",
        { IsPending: true } => "pending",
        { IsMissing: true } => "noData",
        _ => "quiet",
    };
}

/// <summary>One measured criterion of recovery, here and now.</summary>
internal sealed record CriterionBody(
    string Id, string? Campaign, BilingualText Name, bool Met, decimal? Value, decimal? Limit, string? Unit,
    DateTimeOffset Since)
{
    public static CriterionBody Of(Watch watch, DateTimeOffset now) => new(
        watch.Detector.Id, watch.Campaign, watch.Detector.Name, !watch.Judge.IsFiring, Figures.Of(watch.Value),
        watch.Detector.Limit, watch.Detector.Unit, watch.Since(now));
}

/// <summary>A delivery of alerts was taken.</summary>
/// <param name="Alerts">Alerts read.</param>
/// <param name="LeftOff">Alerts that were only counted.</param>
internal sealed record AlertsTakenBody(int Alerts, long LeftOff);

[JsonSerializable(typeof(DetectorsBody))]
[JsonSerializable(typeof(AlertsTakenBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ZuluTime)])]
internal sealed partial class DetectionJson : JsonSerializerContext;
