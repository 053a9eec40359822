using System.Text.Json.Nodes;
using Floodgate.Foundation;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

public sealed class PageTests(Surroundings surroundings)
{
    private const int TransferredBytesMax = 60 * 1024;
    private const string CampaignPattern = "**/api/v1/campaigns/*";

    [Fact]
    public async Task Wallet_WithoutANetwork_ShowsTheCopyAndItsTime()
    {
        var page = await surroundings.NewPhone();
        await page.Claim();
        await page.OpenWallet();
        await Expect(page.Locator("#offline")).ToBeHiddenAsync();
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.Vouchers()).ToHaveCountAsync(1);
        await Expect(page.Locator("#offline")).ToBeVisibleAsync();
        await Expect(page.Locator("#offline")).ToContainTextAsync(":");
        await page.Vouchers().Locator("button").ClickAsync();
        Assert.InRange(await page.Detail().Locator(".code b").CountAsync(), 3, 12);
    }

    [Fact]
    public async Task Language_Switched_IsRemembered()
    {
        var page = await surroundings.NewPhone("zh-CN");
        await page.GotoAsync("/");
        await Expect(page.Locator("#tab-claim")).ToHaveTextAsync("领券");
        await page.Locator("#language").ClickAsync();
        await Expect(page.Locator("#tab-claim")).ToHaveTextAsync("Claim");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.ReloadAsync();
        await Expect(page.Locator("#tab-claim")).ToHaveTextAsync("Claim");
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-GB")]
    public async Task Page_At360Pixels_FitsAndEveryTargetIsLargeEnough(string language)
    {
        var page = await surroundings.NewPhone(language);
        foreach (var address in new[] { "/", "/#wallet" })
        {
            await page.GotoAsync(address);
            await Expect(page.Locator(".cards:visible").First).ToBeVisibleAsync();
            await page.ExpectNoSidewaysScroll();
            foreach (var target in await page.Locator("a:visible, button:visible, summary:visible").AllAsync())
            {
                var box = await target.BoundingBoxAsync();
                if (box is { X: >= 0 }) Assert.InRange(box.Height, 44, 740);
            }
        }
    }

    [Fact]
    public async Task Page_Whole_IsSmallToTransfer_AndKeepsItsContentSecurityPolicy()
    {
        var page = await surroundings.NewPhone();
        var session = await page.Context.NewCDPSessionAsync(page);
        var transferred = 0d;
        session.Event("Network.loadingFinished").OnEvent += (_, message) =>
            transferred += message!.Value.GetProperty("encodedDataLength").GetDouble();
        await session.SendAsync("Network.enable");
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        var answer = await page.GotoAsync("/");
        await Expect(page.Locator("[data-batch]").First).ToBeVisibleAsync();
        Assert.InRange(transferred, 1_000, TransferredBytesMax);
        Assert.Empty(complaints);
        var policy = await answer!.HeaderValueAsync("content-security-policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    public static TheoryData<string> ClaimRefusals() =>
        new("not-eligible", "limit-reached", "sold-out", "paused", "closed", "key-reused", "unknown-batch");

    [Theory]
    [MemberData(nameof(ClaimRefusals))]
    public async Task Claim_Refused_SaysWhatHappenedWhatItMeansAndWhatToDo(string code)
    {
        Assert.True(Refusals.TryFind(code, out var refusal));
        var page = await surroundings.NewPhone("zh-CN");
        await page.RouteAsync(PhonePage.ClaimsPattern, route => route.FulfillAsync(new()
        {
            Status = refusal.Status,
            ContentType = Problem.ContentType,
            BodyBytes = Problem.Utf8(refusal),
        }));
        await page.GotoAsync("/");
        await page.ClaimButton().ClickAsync();
        var result = page.Locator(".result:visible");
        foreach (var text in new[] { refusal.Happened, refusal.Meaning, refusal.Next })
        {
            await Expect(result).ToContainTextAsync(text.Zh);
        }

        await Expect(page.Locator("#live")).ToContainTextAsync(refusal.Happened.Zh);
        await page.Locator("#language").ClickAsync();
        await Expect(result).ToContainTextAsync(refusal.Next.En);
        await page.ExpectNoSidewaysScroll();
    }

    [Fact]
    public async Task Pause_IsSeenByTheWaitingCitizen_WithoutReload_AndEnds()
    {
        var page = await surroundings.NewPhone("en-GB");
        var paused = false;
        await page.RouteAsync(CampaignPattern, async route =>
        {
            if (!paused)
            {
                await route.ContinueAsync();
                return;
            }

            var headers = route.Request.Headers.Where(header => header.Key != "if-none-match");
            var answer = await route.FetchAsync(new() { Headers = headers });
            var campaign = JsonNode.Parse(await answer.TextAsync())!;
            campaign["phase"] = "paused";
            campaign["notice"] = new JsonObject { ["zh"] = "检修中<b>", ["en"] = "Under repair <b>" };
            campaign["resumesAt"] = "2031-01-01T00:00:00Z";
            await route.FulfillAsync(new() { ContentType = "application/json", Body = campaign.ToJsonString() });
        });
        await page.GotoAsync("/");
        await Expect(page.ClaimButton()).ToBeVisibleAsync();
        paused = true;
        await Expect(page.Locator(".hero .lead")).ToHaveTextAsync("Under repair <b>");
        await Expect(page.Locator(".hero")).ToContainTextAsync("Jan 2031");
        await Expect(page.ClaimButton()).ToHaveCountAsync(0);
        paused = false;
        await Expect(page.ClaimButton()).ToBeVisibleAsync();
    }
}
