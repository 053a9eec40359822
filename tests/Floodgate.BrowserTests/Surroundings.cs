using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Floodgate.BrowserTests.Surroundings))]

namespace Floodgate.BrowserTests;

/// <summary>
/// The real server process with the demo campaign on its own data folder, and Debian's Chromium. A missing browser or
/// server fails the tests: a page nobody looked at is not a page that works.
/// <c>FLOODGATE_TEST_URL</c> uses a running server instead, <c>FLOODGATE_CHROMIUM</c> another browser.
/// </summary>
public sealed class Surroundings : IAsyncLifetime
{
    private const int ReadySecondsMax = 60;
    private const float StepMillisecondsMax = 15_000;

    private static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly string dataFolder = Directory.CreateTempSubdirectory("floodgate-browser-").FullName;
    private Process? server;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("FLOODGATE_CHROMIUM") ?? "/usr/bin/chromium";
        Assert.True(
            File.Exists(chromium),
            $"No Chromium at {chromium}: run scripts/install-test-servers.sh or set FLOODGATE_CHROMIUM.");
        Url = Environment.GetEnvironmentVariable("FLOODGATE_TEST_URL")?.TrimEnd('/') ?? StartServer();
        await WaitUntilReady();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = BrowserArguments });
    }

    /// <summary>A new citizen: a phone-sized window with nothing remembered.</summary>
    public async Task<IPage> NewPhone(string language = "zh-CN")
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Url,
            Locale = language,
            ViewportSize = new() { Width = 360, Height = 740 },
            HasTouch = true,
        });
        context.SetDefaultTimeout(StepMillisecondsMax);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }

        Directory.Delete(dataFolder, recursive: true);
    }

    private string StartServer()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var host = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Floodgate.Host", configuration, "Floodgate.Host.dll"));
        Assert.True(File.Exists(host), $"The server is not built: {host}.");
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { host, "serve", "--demo", "--urls", url, "--data", dataFolder })
        {
            start.ArgumentList.Add(argument);
        }

        server = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        // Read to the end, or the server would stand still once the pipe is full.
        server.OutputDataReceived += static (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        server.ErrorDataReceived += static (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return url;
    }

    private async Task WaitUntilReady()
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(ReadySecondsMax), TimeProvider.System);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await beat.WaitForNextTickAsync(patience.Token))
        {
            if (server is { HasExited: true }) Assert.Fail($"The server ended with code {server.ExitCode}.");
            try
            {
                using var answer = await client.GetAsync($"{Url}/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
