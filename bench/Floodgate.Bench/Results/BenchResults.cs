using System.Text.Json.Serialization;

namespace Floodgate.Bench.Results;

/// <summary>One closed-loop run of wrk against one contestant. Latencies in milliseconds.</summary>
internal sealed record HttpRun(
    string Contestant, string Mix, int Connections, string Disk, int Repetition, long Requests, long Refused,
    long Failed, double Seconds, double P50, double P99, long Used, int RanOut)
{
    [JsonIgnore]
    public double PerSecond => Requests / Seconds;

    /// <summary>
    /// Nothing failed, prepared persons sufficed, and in the mix where all succeed nobody was refused.
    /// </summary>
    [JsonIgnore]
    public bool Counts => Requests > 0 && Failed == 0 && (RanOut == 0 || Contestant == "empty") && SharesHold;

    private bool SharesHold =>
        Contestant == "empty" || Math.Abs(Refused - (ShareRefused * Requests)) <= 0.01 * Requests;

    private double ShareRefused => Mix == "few" ? 0.95 : 0;
}

/// <summary>
/// One open-loop run at a fixed rate. Latencies in milliseconds from the instant a request was meant for.
/// </summary>
internal sealed record PacedRun(
    string Contestant, string Mix, int Connections, string Disk, int Repetition, double Rate, long Requests,
    long Issued, long Refused, long Failed, long Late, double Seconds, double P50, double P99, double P999);

/// <summary>One in-process or start-up measurement, named by the figure it belongs to (B4 to B7).</summary>
internal sealed record FigureRun(string Figure, string Name, string Unit, string Disk, double Value);

internal sealed record BenchResults(
    string At, string Asked, Machine Machine, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<HttpRun> Runs,
    IReadOnlyList<PacedRun> Paced, IReadOnlyList<FigureRun> Figures);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(BenchResults))]
[JsonSerializable(typeof(HttpRun))]
[JsonSerializable(typeof(PacedRun))]
[JsonSerializable(typeof(FigureRun))]
[JsonSerializable(typeof(Machine))]
internal sealed partial class ResultsJson : JsonSerializerContext;
