using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Floodgate.BrowserTests.Surroundings))]

namespace Floodgate.BrowserTests;

/// <summary>
/// A node that tests share as citizens share one, and Debian's Chromium. A missing browser or server fails the tests:
/// a page nobody looked at is not a page that works. <c>FLOODGATE_TEST_URL</c> uses a running server as the shared one,
/// <c>FLOODGATE_CHROMIUM</c> another browser. Tests that change what everybody sees start a node of their own.
/// </summary>
public sealed class Surroundings : IAsyncLifetime
{
    /// <summary>
    /// For a step and for what is expected after it. Long: a page that is slow on a busy machine is not a page that is
    /// wrong, and what is right is seen at once.
    /// </summary>
    private const float StepMillisecondsMax = 60_000;

    private static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private DemoNode? node;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("FLOODGATE_CHROMIUM") ?? "/usr/bin/chromium-headless-shell";
        Assert.True(
            File.Exists(chromium),
            $"No Chromium at {chromium}: run scripts/install-test-servers.sh or set FLOODGATE_CHROMIUM.");
        if (Environment.GetEnvironmentVariable("FLOODGATE_TEST_URL") is { } running)
        {
            Url = running.TrimEnd('/');
            await DemoNode.WaitUntilReady(Url);
        }
        else
        {
            node = await DemoNode.StartAsync();
            Url = node.Url;
        }

        Assertions.SetDefaultExpectTimeout(StepMillisecondsMax);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = BrowserArguments });
    }

    /// <summary>A new citizen: a phone-sized window with nothing remembered.</summary>
    public Task<IPage> NewPhone(string language = "zh-CN", string? url = null) =>
        NewWindow(url ?? Url, language, new() { Width = 360, Height = 740 }, touch: true);

    /// <summary>A new member of staff at a desk, with nothing remembered.</summary>
    public Task<IPage> NewDesk(string url, string language = "en-GB", int width = 1280) =>
        NewWindow(url, language, new() { Width = width, Height = 900 }, touch: false);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        if (node is not null) await node.DisposeAsync();
    }

    private async Task<IPage> NewWindow(string url, string language, ViewportSize size, bool touch)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = url,
            Locale = language,
            ViewportSize = size,
            HasTouch = touch,
            // What moves without end is drawn without end; what moves is looked at by people.
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(StepMillisecondsMax);
        return await context.NewPageAsync();
    }
}
