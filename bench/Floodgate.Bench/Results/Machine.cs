using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Floodgate.Bench.Results;

/// <summary>
/// The hardware by its own account, and how long a 4 KiB append and sync takes where the contestants keep data.
/// </summary>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGiB, string System, string Runtime, double SyncMicrosMedian,
    double SyncMicrosP99)
{
    private const int Syncs = 500;
    private const int PageBytes = 4096;

    public static Machine Ask(string folder)
    {
        var (median, p99) = SyncMicros(folder);
        return new Machine(
            FirstLine("/proc/cpuinfo", "model name"), Environment.ProcessorCount,
            MemoryGiBOf(FirstLine("/proc/meminfo", "MemTotal")),
            RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, median, p99);
    }

    private static (double Median, double P99) SyncMicros(string folder)
    {
        var path = Path.Combine(folder, "sync-probe");
        var micros = new double[Syncs];
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var page = new byte[PageBytes];
            for (var i = 0; i < Syncs; i++)
            {
                var start = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, page, (long)i * PageBytes);
                RandomAccess.FlushToDisk(file);
                micros[i] = Math.Round(Stopwatch.GetElapsedTime(start).TotalMicroseconds, 1);
            }
        }

        File.Delete(path);
        Array.Sort(micros);
        return (micros[Syncs / 2], micros[Syncs * 99 / 100]);
    }

    private static string FirstLine(string file, string name)
    {
        if (!File.Exists(file)) return "unknown";
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? "unknown" : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static double MemoryGiBOf(string kibibytes) =>
        long.TryParse(kibibytes.Split(' ')[0], out var value) ? Math.Round(value / 1024.0 / 1024.0, 1) : 0;
}
