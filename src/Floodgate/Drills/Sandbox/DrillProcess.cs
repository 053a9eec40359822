using System.Diagnostics;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Sandbox;

/// <summary>
/// This program, started once more for a drill. It holds on to our end of its standard input: when the runner ends,
/// even by SIGKILL, it ends too. Its environment has nothing of ours that could lead outside.
/// </summary>
internal sealed class DrillProcess : IAsyncDisposable
{
    private const int LogLinesMax = 20_000;
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly string _log;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _logging = new();
    private Process? _process;
    private int _lines;

    public DrillProcess(
        string[] arguments, IReadOnlyDictionary<string, string> environment, Uri url, string log,
        DrillsOptions options, TimeProvider clock) =>
        (_arguments, _environment, Url, _log, _options, _clock) = (arguments, environment, url, log, options, clock);

    public Uri Url { get; }

    /// <summary>0 while none runs.</summary>
    public int Id => _process is { HasExited: false } running ? running.Id : 0;

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="ready">Answers 200 when it can be used.</param>
    /// <exception cref="RushStopped">It ended, or was not ready in time.</exception>
    public async Task StartAsync(string ready, CancellationToken stop)
    {
        if (Id != 0) return;
        _process?.Dispose();
        var start = OwnBinary.Command([.. _arguments, "--until-input-ends"]);
        start.RedirectStandardInput = true;
        foreach (var name in start.Environment.Keys.Where(LeadsOutside).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new RushStopped(3, "the process did not start");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync(ready, stop);
    }

    /// <summary>As a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } running) return;
        running.Kill();
        await running.WaitForExitAsync();
    }

    /// <summary>Asks it to end; one that does not in time is killed.</summary>
    /// <returns>True if it ended by itself.</returns>
    public async Task<bool> StopAsync()
    {
        if (_process is not { HasExited: false } running) return true;
        running.StandardInput.Close();
        try
        {
            await running.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(_options.StopSecondsMax), _clock);
            return true;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }

    /// <summary>Options, secrets and collectors of the system this runs on are none of a drill's.</summary>
    private static bool LeadsOutside(string name) =>
        name.StartsWith("Floodgate", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);

    private async Task ReadyAsync(string ready, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        var began = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(began).TotalSeconds < _options.ReadySecondsMax)
        {
            if (_process!.HasExited)
                throw new RushStopped(3, $"the process ended with {_process.ExitCode}; its log: {_log}");
            try
            {
                using var answer = await client.GetAsync(new Uri(ready, UriKind.Relative), stop);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException
                && !stop.IsCancellationRequested))
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock, stop);
        }

        throw new RushStopped(3, $"the process was not ready within {_options.ReadySecondsMax} s; its log: {_log}");
    }

    private void Keep(string? line)
    {
        if (line is null || Interlocked.Increment(ref _lines) > LogLinesMax) return;
        lock (_logging) File.AppendAllText(_log, line + "\n");
    }
}
