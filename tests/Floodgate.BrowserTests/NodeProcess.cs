using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Floodgate.BrowserTests;

/// <summary>
/// The real server process with the demo campaign, on a port that the system gave it and a data folder of its own.
/// </summary>
internal sealed partial class NodeProcess : IAsyncDisposable
{
    private const int ReadySecondsMax = 180;

    private readonly string dataFolder = Directory.CreateTempSubdirectory("floodgate-browser-").FullName;
    private readonly TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private NodeProcess()
    {
        process = Process.Start(Command(
            "serve", "--demo", "--until-input-ends", "--urls", "http://127.0.0.1:0", "--data", dataFolder))
            ?? throw new InvalidOperationException("dotnet could not be started.");
        // Read to the end, or the server would stand still once the pipe is full.
        process.OutputDataReceived += (_, line) => Hear(line.Data ?? "");
        process.ErrorDataReceived += static (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Url { get; private set; } = "";

    public static async Task<NodeProcess> StartAsync()
    {
        var node = new NodeProcess();
        try
        {
            node.Url = await node.Printed(node.address);
            await WaitUntilReady(node.Url, node.process);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>serve</c> printed for the first administrator, as a person would copy it.</summary>
    public Task<string> SetupLink() => Printed(link);

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
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(dataFolder, recursive: true);
    }

    /// <summary>Waits for a line, and no longer than the process lives.</summary>
    private async Task<string> Printed(TaskCompletionSource<string> line)
    {
        var ended = process.WaitForExitAsync();
        var first = await Task.WhenAny(line.Task, ended)
            .WaitAsync(TimeSpan.FromSeconds(ReadySecondsMax), TimeProvider.System);
        if (first == ended && !line.Task.IsCompleted) Assert.Fail($"The server ended with code {process.ExitCode}.");
        return await line.Task;
    }

    /// <summary>A new API key, made beside the running server as an administrator would.</summary>
    public async Task<string> CreateKey(string role)
    {
        using var keys = Process.Start(Command("keys", "create", "--role", role, "--name", role, "--data", dataFolder))
            ?? throw new InvalidOperationException("dotnet could not be started.");
        keys.ErrorDataReceived += static (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        keys.BeginErrorReadLine();
        var printed = await keys.StandardOutput.ReadToEndAsync();
        await keys.WaitForExitAsync();
        Assert.Equal(0, keys.ExitCode);
        return printed.TrimEnd().Split('\n')[^1].Trim();
    }

    private static ProcessStartInfo Command(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var host = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Floodgate.Host", configuration, "Floodgate.Host.dll"));
        Assert.True(File.Exists(host), $"The server is not built: {host}.");
        var start = new ProcessStartInfo("dotnet", [host, .. arguments])
        {
            UseShellExecute = false,
            // A server ends when this end of its input does: with the tests, however they end.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Access__SessionCheckSeconds"] = "2";
        return start;
    }

    private void Hear(string line)
    {
        if (ApiAddress().Match(line) is { Success: true } api) address.TrySetResult(api.Groups["url"].Value);
        if (SetupAddress().Match(line) is { Success: true } found) link.TrySetResult(found.Value);
        TestContext.Current.SendDiagnosticMessage(line);
    }

    [GeneratedRegex(@"API\s+(?<url>http\S+)/api$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ApiAddress();

    [GeneratedRegex(@"http\S+/setup\?token=[\w-]+", RegexOptions.None, 1000)]
    private static partial Regex SetupAddress();
}
