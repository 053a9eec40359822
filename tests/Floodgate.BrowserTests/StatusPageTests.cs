using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>
/// What the public sees of an incident, over a real node; the incident itself is put into its answers.
/// </summary>
public sealed class StatusPageTests(Surroundings surroundings, ITestOutputHelper output)
{
    private const string Status = "**/api/v1/status";
    private const string Banners = "**/api/v1/status/banners";

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FLOODGATE_TEST_PICTURES");

    [Theory]
    [InlineData(360, "zh-CN", "一切正常")]
    [InlineData(1280, "en-GB", "All is well")]
    public async Task Page_WhenNothingIsWrong_SaysSo(int width, string language, string words)
    {
        var page = await surroundings.NewDesk(surroundings.Url, language, width);
        await page.GotoAsync("/status");
        await Expect(page.Locator("#state")).ToHaveTextAsync(words);
        await Expect(page.Locator("#live")).ToBeHiddenAsync();
        await FitsAsync(page, width, $"status-good-{width}-{language}");
    }

    [Theory]
    [InlineData(360, "zh-CN", "正在处理 1 个事件", "预计")]
    [InlineData(360, "en-GB", "1 incident being worked on", "Expected")]
    [InlineData(1280, "zh-CN", "正在处理 1 个事件", "预计")]
    [InlineData(1280, "en-GB", "1 incident being worked on", "Expected")]
    public async Task Page_DuringAnIncident_SaysItFirst_ThenTheDaysBefore(
        int width, string language, string words, string returns)
    {
        var page = await surroundings.NewDesk(surroundings.Url, language, width);
        await AnswerAsync(page, Status, PublicFixture.Status);
        await page.GotoAsync("/status");
        await Expect(page.Locator("#state")).ToHaveTextAsync(words);
        await Expect(page.Locator("#live .returns")).ToContainTextAsync(returns);
        await Expect(page.Locator("#past .day")).ToHaveCountAsync(2);
        var now = await page.Locator("#now").BoundingBoxAsync();
        var past = await page.Locator("#past").BoundingBoxAsync();
        Assert.True(now!.Y < past!.Y);
        await page.Locator("#live summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#live details li").First).ToBeVisibleAsync();
        await FitsAsync(page, width, $"status-incident-{width}-{language}");
    }

    /// <summary>With no answer from the node at all it says that, and not that all is well.</summary>
    [Fact]
    public async Task Page_WithoutAnAnswer_DoesNotSayThatAllIsWell()
    {
        var page = await surroundings.NewPhone("en-GB");
        await page.RouteAsync(Status, route => route.AbortAsync());
        await page.GotoAsync("/status");
        await Expect(page.Locator("#now")).ToHaveAttributeAsync("data-state", "away");
        await Expect(page.Locator("#meaning")).ToContainTextAsync("Vouchers you hold are unaffected");
    }

    [Theory]
    [InlineData(360, "zh-CN", "领取暂停")]
    [InlineData(1280, "en-GB", "Claims are paused")]
    public async Task Banner_ComesToAnOpenPageWithoutReload_AndIsReadOutOnce(int width, string language, string words)
    {
        var page = await surroundings.NewDesk(surroundings.Url, language, width);
        var published = false;
        await page.RouteAsync(Banners, route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = published ? PublicFixture.Banner : """{"banners":[]}""",
        }));
        await page.GotoAsync("/");
        await Expect(page.ClaimButton()).ToBeVisibleAsync();
        await Expect(page.Locator("#banners")).ToBeHiddenAsync();
        await page.EvaluateAsync(
            "window.heard = []; new MutationObserver(() => heard.push(document.getElementById('live').textContent))" +
            ".observe(document.getElementById('live'), {childList: true, characterData: true, subtree: true})");

        published = true;
        var started = TimeProvider.System.GetTimestamp();
        await page.Locator(".banner").WaitForAsync();
        var took = TimeProvider.System.GetElapsedTime(started);
        // The page asks every second; how long it took is printed, not judged: this machine does more.
        output.WriteLine($"FIGURE banner after {took.TotalMilliseconds:N0} ms");
        await Expect(page.Locator(".banner")).ToHaveCountAsync(1);
        await Expect(page.Locator(".banner")).ToContainTextAsync(words);
        await page.WaitForResponseAsync("**/api/v1/status/banners");
        await page.WaitForResponseAsync("**/api/v1/status/banners");
        var heard = await page.EvaluateAsync<string[]>("heard");
        Assert.Single(heard, word => word.Contains(words, StringComparison.Ordinal));
        await FitsAsync(page, width, $"banner-{width}-{language}");
    }

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task Wallet_ShowsTheMessagesToItsHolder(int width, string language)
    {
        var page = await surroundings.NewDesk(surroundings.Url, language, width);
        await AnswerAsync(page, "**/api/v1/me/notices", PublicFixture.Messages);
        await page.Claim();
        await page.OpenWallet();
        await Expect(page.Locator(".messages li")).ToHaveCountAsync(2);
        await FitsAsync(page, width, $"messages-{width}-{language}");
    }

    private static Task AnswerAsync(IPage page, string address, string body) => page.RouteAsync(
        address, route => route.FulfillAsync(new() { ContentType = "application/json", Body = body }));

    private static async Task FitsAsync(IPage page, int width, string name)
    {
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        foreach (var target in await page.Locator("a:visible, button:visible, summary:visible").AllAsync())
        {
            var box = await target.BoundingBoxAsync();
            if (box is { X: >= 0 }) Assert.InRange(box.Height, 44, 740);
        }

        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        var audit = new AxeAudit();
        await audit.Look(page, name);
        audit.ExpectNoFault();
    }

    /// <summary>Answers as the node gives them.</summary>
    private static class PublicFixture
    {
        private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

        private static readonly object Paused = new
        {
            zh = "领取暂停，正在恢复存储",
            en = "Claims are paused while storage recovers",
        };

        private static readonly object Text = new
        {
            zh = "存储系统出现故障，领取已暂停。您已领到的券都在，可以照常查看和使用；因此失去的有效时间会补回。",
            en = "Our storage has a fault, so claims are paused. Vouchers you already hold are safe and can be seen " +
                "and used as usual; validity lost to this is given back.",
        };

        public static string Status => JsonSerializer.Serialize(new
        {
            state = "incident",
            incidents = new[]
            {
                Incident("i-3", "identified", 0, null, 3), Incident("i-2", "resolved", 2, 1.5, 4),
                Incident("i-1", "postmortem", 9, 8.9, 2),
            },
        });

        public static string Banner => JsonSerializer.Serialize(new
        {
            banners = new[]
            {
                new
                {
                    id = "i-3",
                    status = "identified",
                    title = Paused,
                    at = Now,
                    returnsAt = Now.AddMinutes(40),
                    campaigns = Array.Empty<string>(),
                    @short = new { zh = "您的券不受影响。", en = "Your vouchers are unaffected." },
                },
            },
        });

        public static string Messages => JsonSerializer.Serialize(new
        {
            complete = true,
            items = new object[]
            {
                new { id = "m-2", campaign = "demo", kind = "message", at = Now, notice = Text },
                new { campaign = "demo", kind = "pause", at = Now, resumesAt = Now.AddMinutes(40), notice = Paused },
            },
        });

        private static object Incident(
            string id, string status, double daysAgo, double? overDaysAgo, int updates) => new
            {
                id,
                title = Paused,
                status,
                startedAt = Now.AddDays(-daysAgo).AddMinutes(-25),
                resolvedAt = overDaysAgo is { } days ? Now.AddDays(-days) : (DateTimeOffset?)null,
                campaigns = id == "i-3" ? Array.Empty<string>() : ["autumn-dining"],
                updates = Enumerable.Range(0, updates).Select(i => new
                {
                    at = Now.AddDays(-daysAgo).AddMinutes(5 * (i - updates)),
                    title = Paused,
                    text = Text,
                    @short = Paused,
                    returnsAt = Now.AddMinutes(40),
                }),
            };
    }
}
