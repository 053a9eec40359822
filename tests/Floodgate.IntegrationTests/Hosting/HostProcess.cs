using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>How a server is to be started.</summary>
internal sealed record HostSetup
{
    /// <summary>An existing data folder; null: a new one, deleted in the end.</summary>
    public string? Data { get; init; }

    /// <summary>With the demo issuer, which the tests' citizens come from, and the demo campaign.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>For drills: its storage can be made to fail.</summary>
    public bool Drill { get; init; }

    /// <summary>PostgreSQL instead of the data folder's files: its connection string.</summary>
    public string? Postgres { get; init; }

    /// <summary>One of several nodes on that database.</summary>
    public bool Cluster { get; init; }

    /// <summary>The network it lives in, where that is not this machine's own.</summary>
    public Wire? Wire { get; init; }

    /// <summary>Added to the environment, such as <c>Floodgate__Storage__SnapshotVouchers</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>
/// A real server: a process of its own with a data folder of its own on a free port of this machine. It can be killed,
/// stopped and started again on the same folder and port.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int LogLinesMax = 20_000;
    private readonly HostSetup _setup;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    private HostProcess(HostSetup setup)
    {
        _setup = setup;
        DataDir = setup.Data ?? Directory.CreateTempSubdirectory("floodgate-host-").FullName;
        Url = new Uri($"http://{setup.Wire?.Front ?? "127.0.0.1"}:{FreePort.Next()}");
        ProxyUrl = new Uri($"http://{Url.Host}:{FreePort.Next()}");
        Client = new HttpClient { BaseAddress = Url, Timeout = Patience.Max };
    }

    public Uri Url { get; }

    /// <summary>Where a balancer comes in, which says for whom it speaks.</summary>
    public Uri ProxyUrl { get; }

    public string DataDir { get; }

    /// <summary>A client of this server, good over restarts.</summary>
    public HttpClient Client { get; }

    public int Pid => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What all its lives printed, oldest first; at most the last 20,000 lines.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>A server that has not been started yet: its folder and address are known.</summary>
    public static HostProcess Prepare(HostSetup setup) => new(setup);

    /// <summary>Starts a server and waits until it is ready.</summary>
    public static async Task<HostProcess> StartAsync(HostSetup? setup = null)
    {
        var host = new HostProcess(setup ?? new HostSetup());
        try
        {
            await host.StartAgainAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process on its folder and port and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        Launch();
        await Patience.UntilAsync(
            async () =>
            {
                if (await IsReadyAsync()) return true;
                return IsRunning
                    ? false
                    : throw new InvalidOperationException($"The server ended, exit {_process!.ExitCode}.\n{Tail()}");
            },
            () => $"The server is not ready.\n{Tail()}");
    }

    /// <summary>Waits until it has printed this text: what it did is seen before what it says of it.</summary>
    public Task SaysAsync(string text) => Patience.UntilAsync(
        () => _log.Any(line => line.Contains(text, StringComparison.Ordinal)),
        () => $"no line says '{text}'\n{Tail()}");

    /// <summary>Starts the process and waits only until it listens, ready or not.</summary>
    public void Launch()
    {
        if (IsRunning) throw new InvalidOperationException("it is running");
        string[] arguments = ["serve", "--until-input-ends", "--data", DataDir, "--urls", Url.ToString()];
        if (_setup.Demo) arguments = [.. arguments, "--demo"];
        if (_setup.Drill) arguments = [.. arguments, "--drill"];
        if (_setup.Postgres is not null) arguments = [.. arguments, "--storage", "postgres", .. StoreArguments];
        if (_setup.Cluster) arguments = [.. arguments, "--cluster"];
        var info = _setup.Wire is { } wire ? wire.Within(HostProgram.StartInfo(arguments))
            : HostProgram.StartInfo(arguments);
        // It ends when this end of its input does: with the tests, however they end.
        info.RedirectStandardInput = true;
        // One holder of a test reads as often as a crowd would.
        info.Environment["Floodgate__Wallets__ReadsBurstMax"] = "10000";
        info.Environment["Floodgate__Edge__ProxyUrls"] = ProxyUrl.ToString();
        foreach (var (name, value) in _setup.Environment) info.Environment[name] = value;
        _process?.Dispose();
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL, and the process is gone when this returns.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP: it answers nobody, and does not know of it.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Wake() => Signal("CONT");

    /// <summary>SIGTERM: the server may end in good order.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        Signal("TERM");
        await _process!.WaitForExitAsync().WaitAsync(Patience.Max, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL and start again.</summary>
    public async Task RestartAsync()
    {
        if (IsRunning) Kill();
        await StartAgainAsync();
    }

    /// <summary>A new API key through the command line, which works beside the running server.</summary>
    public async Task<string> CreateKeyAsync(string role)
    {
        var run = await HostProgram.RunAsync(
            ["keys", "create", "--role", role, "--name", $"test-{role}", "--data", DataDir, .. StoreArguments]);
        Assert.True(run.Exit == 0, run.All);
        return run.Output.TrimEnd().Split('\n')[^1].Trim();
    }

    /// <summary>The JWT of a demo citizen.</summary>
    public async Task<string> TokenAsync(string citizen)
    {
        using var answer = await Client.PostAsJsonAsync("/demo/token", new { citizen });
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("token").GetString()!;
    }

    /// <summary><c>verify</c> on this server's folder.</summary>
    public Task<CommandRun> VerifyAsync() => HostProgram.RunAsync(
        _setup.Postgres is null ? ["verify", "--data", DataDir] : ["verify", .. StoreArguments]);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning) Kill();
        _process?.Dispose();
        Client.Dispose();
        if (_setup.Data is not null) return;
        Directory.Delete(DataDir, recursive: true);
        if (Directory.Exists(DataDir + ".spool")) Directory.Delete(DataDir + ".spool", recursive: true);
        await Task.CompletedTask;
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {Pid}"]);
        kill.WaitForExit();
    }

    private string[] StoreArguments => _setup.Postgres is { } text ? ["--postgres", text] : [];

    /// <summary>The last lines it printed, for a failed assertion's text.</summary>
    public string Tail(int lines = 40) => string.Join('\n', _log.TakeLast(lines));

    /// <summary>Whether it serves right now.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/health/ready");
            if (!answer.IsSuccessStatusCode || !_setup.Demo) return answer.IsSuccessStatusCode && IsRunning;
            // The demo campaign is applied once the server listens.
            using var demo = await Client.GetAsync("/api/v1/campaigns/demo");
            return demo.IsSuccessStatusCode && IsRunning;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _log.Enqueue(line);
        if (_log.Count > LogLinesMax) _log.TryDequeue(out _);
    }
}
