using System.Runtime.InteropServices;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Crowds;
using Floodgate.Drills.Scenarios;

namespace Floodgate.Drills.Reports;

/// <summary>Everything a report tells, before it is HTML, pictures or JSON.</summary>
internal sealed record RushReport
{
    public required RushScenario Scenario { get; init; }

    public required string Campaign { get; init; }

    public required string Server { get; init; }

    public required ulong Seed { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required int People { get; init; }

    public required int Devices { get; init; }

    public required long Stock { get; init; }

    /// <summary>Replayed people over the scenario's people.</summary>
    public required double Ratio { get; init; }

    /// <summary>Seconds from the start of the replay to the opening (after a postponement: the moved one).</summary>
    public required double OpeningSecond { get; init; }

    public required double ElapsedSeconds { get; init; }

    public required RushTally Tally { get; init; }

    public required IReadOnlyDictionary<Ending, int> Endings { get; init; }

    public required int ToldNewOpening { get; init; }

    /// <summary>What holders came to at tills meanwhile; null: the scenario has none.</summary>
    public TillTally? Tills { get; init; }

    public required IReadOnlyList<RushFinding> Findings { get; init; }

    public required Surroundings Where { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public bool Holds => Findings.All(finding => finding.Holds || !finding.Decides);
}

/// <summary>The machine and versions a figure was got on.</summary>
internal sealed record Surroundings(string Processor, int Cores, double MemoryGiB, string Platform, string Runtime,
    string Product)
{
    public static Surroundings Here() => new(
        ProcessorName(), Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        typeof(Surroundings).Assembly.GetName().Version?.ToString(3) ?? "");

    private static string ProcessorName()
    {
        const string Info = "/proc/cpuinfo";
        var named = File.Exists(Info)
            ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return named?[(named.IndexOf(':') + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
