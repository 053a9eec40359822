using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Floodgate.Bench.Inside;

/// <summary>Seconds from starting the process to its first good answer, and what it holds some seconds later.</summary>
internal readonly record struct StartFigures(double Seconds, double IdleMiB);

/// <summary>B6: the host as anyone starts it, with fresh data and the demo campaign, asked until it answers.</summary>
internal static class StartBench
{
    private const int TerminateSignal = 15;
    private static readonly TimeSpan _startMax = TimeSpan.FromSeconds(30);

    public static async Task<StartFigures> MeasureAsync(string host, string folder, TimeSpan idle)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = Stopwatch.GetTimestamp();
        string[] arguments = ["serve", "--demo", "--data", folder, "--urls", url];
        using var process = Process.Start(new ProcessStartInfo(host, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{host} did not start");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await AskUntilGoodAsync(new Uri(url + "/health/ready"), start);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await Task.Delay(idle, TimeProvider.System);
            return new StartFigures(seconds, ResidentMiB(process.Id));
        }
        finally
        {
            _ = kill(process.Id, TerminateSignal);
            if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
        }
    }

    private static async Task AskUntilGoodAsync(Uri url, long start)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(url);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            if (Stopwatch.GetElapsedTime(start) > _startMax) throw new TimeoutException($"{url} did not answer well");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private static double ResidentMiB(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024.0;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
