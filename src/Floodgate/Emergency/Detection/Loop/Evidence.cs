using System.Globalization;
using System.Text;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>Measured numbers as decimals, for findings and answers.</summary>
internal static class Figures
{
    private const double Most = 1e15;

    /// <summary>Three places are more than anybody reads; null for what is no number.</summary>
    public static decimal? Of(double? value) =>
        value is { } known && double.IsFinite(known) ? (decimal)Math.Round(Math.Clamp(known, -Most, Most), 3) : null;
}

/// <summary>What was seen, in names and numbers that need no translation.</summary>
internal static class Evidence
{
    public static string Of(Detector detector, string? campaign, double? value, string? said)
    {
        var text = new StringBuilder(160);
        text.Append(Subject(detector)).Append(' ');
        if (Figures.Of(value) is { } figure) text.Append(Number(figure)).Append(UnitOf(detector));
        else text.Append('—');
        if (detector is { Limit: { } limit, Comparison: { } comparison })
        {
            text.Append(" (").Append(comparison == Comparison.Above ? "> " : "< ").Append(Number(limit))
                .Append(UnitOf(detector)).Append(')');
        }

        text.Append(", ").Append(detector.WindowSeconds).Append(" s");
        if (detector.HorizonSeconds is { } horizon) text.Append(" → +").Append(horizon).Append(" s");
        if (campaign is not null) text.Append(", ").Append(campaign);
        if (said is not null) text.Append(": ").Append(said);
        return text.ToString();
    }

    private static string Subject(Detector detector) => detector.Kind switch
    {
        DetectorKind.Ratio => Name(detector.Signal!) + " / " + Name(detector.Over!),
        DetectorKind.Percentile => "p" + Number(detector.Percentile!.Value) + " " + Name(detector.Signal!),
        DetectorKind.Probe => Name(detector.Probe!),
        DetectorKind.Heartbeat => "heartbeat " + detector.Heartbeat,
        DetectorKind.Alert => "alerts " + detector.Alert!.Source,
        _ => Name(detector.Signal!),
    };

    private static string Name(SignalChoice signal) =>
        signal.Code is { } code ? $"{signal.Name}[{code}]" : signal.Name;

    private static string Name(Probe probe) => $"{probe.Kind.ToString().ToLowerInvariant()} {probe.Target}";

    private static string UnitOf(Detector detector) => detector switch
    {
        { Kind: DetectorKind.Heartbeat } => " s",
        { Unit: null or "1" } => "",
        { Unit: "%" } => " %",
        { Unit: var unit } => unit.StartsWith('/') ? unit : " " + unit,
    };

    private static string Number(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
