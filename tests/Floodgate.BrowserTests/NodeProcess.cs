using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Floodgate.BrowserTests;

/// <summary>The real server process with the demo campaign, on a free port and a data folder of its own.</summary>
internal sealed partial class NodeProcess : IAsyncDisposable
{
    private const int ReadySecondsMax = 60;

    private readonly string dataFolder = Directory.CreateTempSubdirectory("floodgate-browser-").FullName;
    private readonly TaskCompletionSource<string> link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private NodeProcess()
    {
        Url = $"http://127.0.0.1:{FreePort()}";
        process = Process.Start(Command(Url, dataFolder))
            ?? throw new InvalidOperationException("dotnet could not be started.");
        // Read to the end, or the server would stand still once the pipe is full.
        process.OutputDataReceived += (_, line) => Hear(line.Data ?? "");
        process.ErrorDataReceived += static (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Url { get; }

    public static async Task<NodeProcess> StartAsync()
    {
        var node = new NodeProcess();
        await WaitUntilReady(node.Url, node.process);
        return node;
    }

    /// <summary>What <c>serve</c> printed for the first administrator, as a person would copy it.</summary>
    public Task<string> SetupLink() =>
        link.Task.WaitAsync(TimeSpan.FromSeconds(ReadySecondsMax), TimeProvider.System);

    public static async Task WaitUntilReady(string url, Process? process = null)
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(ReadySecondsMax), TimeProvider.System);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await beat.WaitForNextTickAsync(patience.Token))
        {
            if (process is { HasExited: true }) Assert.Fail($"The server ended with code {process.ExitCode}.");
            try
            {
                using var answer = await client.GetAsync($"{url}/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(dataFolder, recursive: true);
    }

    private static ProcessStartInfo Command(string url, string dataFolder)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var host = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Floodgate.Host", configuration, "Floodgate.Host.dll"));
        Assert.True(File.Exists(host), $"The server is not built: {host}.");
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Access__SessionCheckSeconds"] = "2";
        foreach (var argument in new[] { host, "serve", "--demo", "--urls", url, "--data", dataFolder })
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private void Hear(string line)
    {
        if (SetupAddress().Match(line) is { Success: true } found) link.TrySetResult(found.Value);
        TestContext.Current.SendDiagnosticMessage(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"http\S+/setup\?token=[\w-]+", RegexOptions.None, 1000)]
    private static partial Regex SetupAddress();
}
