using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Floodgate.Drills.Targets;

/// <summary>
/// A server of our own for one replay: a child process on a free loopback port with its own data folder.
/// </summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const int LogLinesMax = 10_000;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _logging = new();
    private Process? _process;
    private int _logged;

    private OwnServer(string data, Uri url, DrillsOptions options, TimeProvider clock) =>
        (Data, Url, _options, _clock) = (data, url, options, clock);

    public string Data { get; }

    public Uri Url { get; }

    public int ProcessId => _process?.Id ?? 0;

    public static async Task<OwnServer> StartAsync(string data, DrillsOptions options, TimeProvider clock)
    {
        Directory.CreateDirectory(data);
        var url = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var server = new OwnServer(data, url, options, clock);
        await server.StartAsync();
        return server;
    }

    /// <summary>Ends the server as a power cut would, and starts it again on the same data folder.</summary>
    public async Task KillAndRestartAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process) return;
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        _process = null;
    }

    private async Task StartAsync()
    {
        var start = OwnBinary.Command("serve", "--demo", "--data", Data, "--urls", Url.ToString().TrimEnd('/'));
        _process = Process.Start(start) ?? throw new RushStopped(3, "the server did not start");
        var log = Path.Combine(Data, "rush-server.log");
        _process.OutputDataReceived += (_, line) => Log(log, line.Data);
        _process.ErrorDataReceived += (_, line) => Log(log, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync(log);
    }

    private async Task ReadyAsync(string log)
    {
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        var began = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(began).TotalSeconds < _options.ReadySecondsMax)
        {
            if (_process!.HasExited)
                throw new RushStopped(3, $"the server ended with {_process.ExitCode}; its log: {log}");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _clock);
        }

        throw new RushStopped(3, $"the server was not ready within {_options.ReadySecondsMax} s; its log: {log}");
    }

    private void Log(string path, string? line)
    {
        if (line is null || Interlocked.Increment(ref _logged) > LogLinesMax) return;
        lock (_logging) File.AppendAllText(path, line + "\n");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
