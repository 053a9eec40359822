using System.Diagnostics;
using System.Globalization;
using Floodgate.Emergency.Incidents;

namespace Floodgate.Bench.Room;

/// <param name="WorstErrorMilliseconds">
/// Of the deputies' calls: sent against due, early or late. What was due while no process ran is held against the start
/// of the next.
/// </param>
/// <param name="Missing">Calls that never went out.</param>
/// <param name="Unmarked">Calls that went out again without being marked as a repeat.</param>
/// <param name="Repeated">Calls sent again, marked, because the kill fell between sending and recording.</param>
internal sealed record PageFigures(
    int Timers, double WorstErrorMilliseconds, double P99ErrorMilliseconds, int Missing, int Unmarked, int Repeated)
{
    /// <summary>Between the kill and the next start.</summary>
    public double DeadMilliseconds { get; init; }

    /// <summary>Timers that were due in between.</summary>
    public int DueWhileDead { get; init; }
}

/// <summary>E3: so many escalation timers in a process of its own, SIGKILL in the middle of them, and again.</summary>
internal static class PageBench
{
    private static readonly TimeSpan GraceAfter = TimeSpan.FromSeconds(30);

    public static async Task<PageFigures> MeasureAsync(int timers, int deputyAfterSeconds, string folder)
    {
        Directory.CreateDirectory(folder);
        DateTimeOffset killed;
        using (var first = Start(folder, timers, deputyAfterSeconds))
        {
            await StartedAsync(first);
            // The last was declared just now, the first some seconds ago: half of the deputies are due by then.
            await first.StandardOutput.ReadLineAsync();
            var due = DueTimes(folder, deputyAfterSeconds).Values.Order().ElementAt(timers / 2);
            var wait = due - TimeProvider.System.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, TimeProvider.System);
            first.Kill();
            killed = TimeProvider.System.GetUtcNow();
            await first.WaitForExitAsync();
        }

        using var second = Start(folder, 0, deputyAfterSeconds);
        var started = await StartedAsync(second);
        var dues = DueTimes(folder, deputyAfterSeconds);
        var end = dues.Values.Max() + GraceAfter;
        while (TimeProvider.System.GetUtcNow() < end
            && Acts(folder).Select(act => act.Message).Distinct(StringComparer.Ordinal).Count() < 2 * timers)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        second.Kill();
        await second.WaitForExitAsync();
        return Judge(timers, dues, (killed, started), Acts(folder));
    }

    private static PageFigures Judge(
        int timers, Dictionary<string, DateTimeOffset> dues, (DateTimeOffset From, DateTimeOffset Until) dead,
        List<(string Message, bool Repeat, DateTimeOffset At)> acts)
    {
        var messages = acts.GroupBy(act => act.Message, StringComparer.Ordinal).ToArray();
        // Of a person's messages those of the second call are the deputy's.
        var deputies = messages.Where(group => group.Key.EndsWith(".1.0", StringComparison.Ordinal)).ToArray();
        var errors = deputies.Select(group => Math.Abs(
            (group.Min(act => act.At) - Possible(dues[group.Key.Split('.')[0]], dead)).TotalMilliseconds))
            .Order().ToArray();
        return new PageFigures(
            timers, errors.LastOrDefault(), errors.ElementAtOrDefault((int)(errors.Length * 0.99)),
            (2 * timers) - messages.Length, messages.Count(group => group.Count(act => !act.Repeat) > 1),
            messages.Count(group => group.Any(act => act.Repeat)))
        {
            DeadMilliseconds = (dead.Until - dead.From).TotalMilliseconds,
            DueWhileDead = dues.Values.Count(due => due >= dead.From && due < dead.Until),
        };
    }

    /// <summary>Nobody calls while nothing runs: then it is due at the next start.</summary>
    private static DateTimeOffset Possible(DateTimeOffset due, (DateTimeOffset From, DateTimeOffset Until) dead) =>
        due >= dead.From && due < dead.Until ? dead.Until : due;

    /// <summary>When the child's room began, by its own word.</summary>
    private static async Task<DateTimeOffset> StartedAsync(Process child)
    {
        var line = await child.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("the room that is measured did not start");
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>When each incident's deputy is due, from what stands in the spool.</summary>
    private static Dictionary<string, DateTimeOffset> DueTimes(string folder, int deputyAfterSeconds)
    {
        var copy = Path.Combine(folder, "read");
        File.Copy(Directory.GetFiles(folder, "server.*.entries").Single(), copy, overwrite: true);
        using var spool = EntrySpool.Open(copy);
        return spool.Entries.Where(entry => entry.Fact is PageStarted)
            .ToDictionary(entry => entry.Incident, entry => entry.At.AddSeconds(deputyAfterSeconds));
    }

    private static List<(string Message, bool Repeat, DateTimeOffset At)> Acts(string folder)
    {
        using var file = new FileStream(
            Path.Combine(folder, PageChild.ActsName), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')).Where(parts => parts.Length == 3)
                .Select(parts => (parts[0], parts[1] == "repeat", DateTimeOffset.FromUnixTimeMilliseconds(
                    long.Parse(parts[2], CultureInfo.InvariantCulture)))),
        ];
    }

    private static Process Start(string folder, int declare, int deputyAfterSeconds)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(info.FileName) == "dotnet")
            info.ArgumentList.Add(typeof(PageBench).Assembly.Location);
        foreach (var argument in (string[])
            [
                "page-child", "--folder", folder, "--declare", declare.ToString(CultureInfo.InvariantCulture),
                "--deputy-after", deputyAfterSeconds.ToString(CultureInfo.InvariantCulture),
            ])
            info.ArgumentList.Add(argument);
        return Process.Start(info) ?? throw new InvalidOperationException("the bench's own program did not start");
    }
}
