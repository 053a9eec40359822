using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Floodgate.Bench.Results;

/// <summary>The raw folder of a run: runs.jsonl, paced.jsonl, figures.jsonl, machine.json and versions.txt.</summary>
internal static class ResultFiles
{
    public static BenchResults Read(string folder, string asked)
    {
        var machineText = File.ReadAllText(Path.Combine(folder, "machine.json"));
        var machine = JsonSerializer.Deserialize(machineText, ResultsJson.Default.Machine)
            ?? throw new InvalidDataException("machine.json is empty");
        var versions = File.ReadLines(Path.Combine(folder, "versions.txt")).Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new BenchResults(
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm'Z'"), asked, machine, versions,
            [.. ReadLines(Path.Combine(folder, "runs.jsonl"), ResultsJson.Default.HttpRun)],
            [.. ReadLines(Path.Combine(folder, "paced.jsonl"), ResultsJson.Default.PacedRun)],
            [.. ReadLines(Path.Combine(folder, "figures.jsonl"), ResultsJson.Default.FigureRun)]);
    }

    /// <summary>One JSON object a line; a missing file is no lines.</summary>
    public static IEnumerable<T> ReadLines<T>(string path, JsonTypeInfo<T> type) =>
        File.Exists(path)
            ? File.ReadLines(path).Where(line => line.StartsWith('{'))
                .Select(line => JsonSerializer.Deserialize(line, type)!)
            : [];

    public static void WriteJson(string path, BenchResults results) =>
        File.WriteAllText(path, JsonSerializer.Serialize(results, new ResultsJson(
            new JsonSerializerOptions(ResultsJson.Default.Options) { WriteIndented = true }).BenchResults) + "\n");
}
