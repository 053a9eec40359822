using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>A till's day with the network cut, in the browser, over a real node.</summary>
public sealed class TillOfflineTests(Surroundings surroundings, TillNode node) : IClassFixture<TillNode>
{
    private const float SyncMillisecondsMax = 60_000;
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FLOODGATE_TEST_PICTURES");

    [Theory]
    [InlineData(360, "zh-CN", "商户")]
    [InlineData(1280, "en-GB", "the merchant")]
    public async Task ADay_WithTheNetworkCut_IsHandedIn_AndTheConflictNamesWhoBearsIt(
        int width, string language, string liable)
    {
        var page = await surroundings.NewDesk(node.Url, language, width);
        await page.SignInToTill(node.Key, remember: true);
        var first = await node.VoucherAsync();
        await page.TakeVoucher(first.Code, "128.50");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        var (kept, spent) = (await OfflineAsync(), await OfflineAsync());
        await ReadyAsync(page);

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.Locator("#work")).ToBeVisibleAsync();
        await Expect(page.Locator("#offline")).ToContainTextAsync("20");
        await page.TakeVoucher(kept.Payload, "120");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await Expect(page.Answer()).ToContainTextAsync("90");
        await page.TakeVoucher(kept.Payload, "120");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "bad");
        await page.TakeVoucher(spent.Payload[..^9] + "AAAAAAAAA", "120");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "bad");
        await page.TakeVoucher(first.Code, "120");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "bad");
        await page.TakeVoucher(spent.Payload, "120");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await LookAsync(page, width, $"till-offline-{width}-{language}");

        // The same voucher at another store's till, which has a connection.
        await node.SendAsync(HttpMethod.Post, "/api/v1/redemptions", node.OtherKey, new JsonObject
        {
            ["code"] = spent.Code,
            ["orderRef"] = $"elsewhere-{width}",
            ["orderAmount"] = new JsonObject { ["amount"] = 12_000, ["currency"] = "CNY" },
            ["terminal"] = "hill-1",
        });

        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await Expect(page.Locator("#news")).ToContainTextAsync(liable, new() { Timeout = SyncMillisecondsMax });
        await Expect(page.Locator("#news .fault")).ToHaveCountAsync(1);
        await Expect(page.Locator("#offline")).ToBeHiddenAsync();
        await LookAsync(page, width, $"till-handed-in-{width}-{language}");
        var wallet = await node.SendAsync(HttpMethod.Get, $"/api/v1/me/vouchers/{kept.Id}", kept.Token, null);
        Assert.Equal("redeemed", wallet.GetProperty("state").GetString());
        await page.Locator("#news button").ClickAsync();
        await Expect(page.Locator("#news")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task BeyondTheQuota_NothingIsTaken()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        await page.RouteAsync("**/api/v1/till/quota", async route =>
        {
            var answer = await route.FetchAsync();
            var quota = JsonNode.Parse(await answer.TextAsync())!;
            quota["count"] = 1;
            await route.FulfillAsync(new()
            {
                Status = 201,
                ContentType = "application/json",
                Body = quota.ToJsonString(),
            });
        });
        // The other store: the days of this class use up what one store may have out.
        await page.SignInToTill(node.OtherKey, remember: true);
        var (one, two) = (await OfflineAsync(), await OfflineAsync());
        await ReadyAsync(page);
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.Locator("#offline")).ToContainTextAsync("1 more");
        await page.TakeVoucher(one.Payload, "120");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await page.TakeVoucher(two.Payload, "120");
        await Expect(page.Answer()).ToContainTextAsync("used up");
        Assert.Equal("1", await page.EvaluateAsync<string>(
            "import('/till/js/offline.js').then((offline) => String(offline.waiting()))"));
    }

    /// <summary>T3: checking a payload takes a till 20 ms at most; every changed character is refused.</summary>
    [Fact]
    public async Task Payload_IsCheckedInThePage_Fast_ByTheBrowserAndByTheFileBesideIt()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        await page.SignInToTill(node.Key);
        var voucher = await OfflineAsync();
        var keys = await node.SendAsync(HttpMethod.Get, "/api/v1/till/keys", node.Key, null);
        var found = await page.EvaluateAsync<double[]>(
            """
            async ([payload, given]) => {
              const keys = JSON.parse(given);
              const { open } = await import('/till/js/payload.js');
              let wrong = 0;
              for (let i = 4; i < payload.length; i += 3) {
                const changed = payload.slice(0, i) + (payload[i] === 'A' ? 'B' : 'A') + payload.slice(i + 1);
                if (await open(changed, keys)) wrong++;
              }
              const time = async () => {
                const took = [];
                for (let i = 0; i < 100; i++) {
                  const begun = performance.now();
                  if (!await open(payload, keys)) wrong++;
                  took.push(performance.now() - begun);
                }
                took.sort((a, b) => a - b);
                return [took[50], took[98]];
              };
              const native = await time();
              crypto.subtle.importKey = () => Promise.reject(new Error('no Ed25519 here'));
              return [wrong, ...native, ...await time()];
            }
            """, new[] { voucher.Payload, keys.GetProperty("keys").GetRawText() });
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"T3 verification: browser p50 {found[1]:0.0} p99 {found[2]:0.0} ms; "
            + $"file p50 {found[3]:0.0} p99 {found[4]:0.0} ms");
        Assert.Equal(0, found[0]);
    }

    /// <summary>The citizen's phone without a network shows the offline code that it kept.</summary>
    [Fact]
    public async Task Wallet_WithoutANetwork_ShowsTheOfflineCode()
    {
        var page = await surroundings.NewPhone("en-GB");
        await page.Claim();
        await page.OpenWallet();
        await page.WaitForFunctionAsync(
            "Object.keys(localStorage).some((name) => name.startsWith('fg.offline.'))", null,
            new() { Timeout = SyncMillisecondsMax });
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Vouchers().Locator("button").ClickAsync();
        await Expect(page.Detail()).ToContainTextAsync("Offline code, good until");
        var payload = await page.Detail().Locator(".qr img").GetAttributeAsync("data-payload");
        Assert.StartsWith("FG2.", payload, StringComparison.Ordinal);
        await page.ExpectNoSidewaysScroll();
    }

    private async Task<(string Id, string Code, string Token, string Payload)> OfflineAsync()
    {
        var (token, id, code) = await node.VoucherAsync();
        var signed = await node.SendAsync(HttpMethod.Get, $"/api/v1/me/vouchers/{id}/offline", token, null);
        return (id, code, token, signed.GetProperty("payload").GetString()!);
    }

    /// <summary>The page's files are kept and the quota is on disk.</summary>
    private static async Task ReadyAsync(IPage page)
    {
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.WaitForFunctionAsync(
            "import('/till/js/offline.js').then((offline) => offline.left() !== null)", null,
            new() { Timeout = SyncMillisecondsMax });
    }

    private static async Task LookAsync(IPage page, int width, string name)
    {
        await page.ExpectFits(width);
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        var audit = new AxeAudit();
        await audit.Look(page, name);
        audit.ExpectNoFault();
    }
}
