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
        var secondTab = await page.Context.NewPageAsync();
        await secondTab.GotoAsync("/till");
        await ReadyAsync(secondTab);

        await page.Context.SetOfflineAsync(true);
        await Expect(secondTab.Locator("#offline")).ToBeVisibleAsync();
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
        // The other tab has read the record before anything was taken; it goes on with what is there now.
        await secondTab.TakeVoucher(kept.Payload, "120");
        await Expect(secondTab.Answer()).ToHaveAttributeAsync("data-tone", "bad");
        await secondTab.TakeVoucher(spent.Payload, "120");
        await Expect(secondTab.Answer()).ToHaveAttributeAsync("data-tone", "good");
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
        await secondTab.CloseAsync();
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
    public async Task WrongStore_OtherCurrency_PaidOrder_AndBeyondTheQuota_NothingIsTaken()
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
        await page.RouteAsync("**/api/v1/till/keys", async route =>
        {
            var answer = await route.FetchAsync();
            var keys = JsonNode.Parse(await answer.TextAsync())!;
            keys["takes"] = new JsonArray("elsewhere/dining-30");
            await route.FulfillAsync(new() { ContentType = "application/json", Body = keys.ToJsonString() });
        });
        // The other store: the days of this class use up what one store may have out.
        await page.SignInToTill(node.OtherKey, remember: true);
        var (one, two) = (await OfflineAsync(), await OfflineAsync());
        await ReadyAsync(page);
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.Locator("#offline")).ToContainTextAsync("1 more");
        await page.TakeVoucher(one.Payload, "120");
        await Expect(page.Answer()).ToContainTextAsync("does not take this voucher");

        await ChangeAsync(page, "record.takes.push('tills/dining-30'); record.quota.amount.currency = 'JPY'");
        await page.ReloadAsync();
        await Expect(page.Locator("#offline")).ToContainTextAsync("1 more");
        await page.TakeVoucher(one.Payload, "120.5");
        await Expect(page.Locator("#take-fault")).ToContainTextAsync("0 decimals");
        await page.TakeVoucher(one.Payload, "120");
        await Expect(page.Answer()).ToContainTextAsync("another currency");

        // The order has had vouchers of 100 and 30 already, of 150: 20 is left of it.
        await ChangeAsync(page, """
            record.quota.amount.currency = 'CNY';
            record.quota.count = 3;
            record.vouchersPerOrder = { tills: 3 };
            record.entries = [10000, 3000].map((discount, i) => ({ entry: i + 1, hash: 'x', orderRef: 'shared',
              voucher: `other ${i}`, discount, answer: {} }));
            """);
        await page.ReloadAsync();
        await Expect(page.Locator("#offline")).ToContainTextAsync("1 more");
        await page.Locator("input[name=order]").FillAsync("shared");
        await page.TakeVoucher(one.Payload, "130");
        await Expect(page.Answer()).ToContainTextAsync("in full");
        await page.TakeVoucher(one.Payload, "150");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await Expect(page.Answer()).ToContainTextAsync("20");
        // Three vouchers an order, of whatever campaigns; another order finds the quota spent.
        await page.Locator("input[name=order]").FillAsync("shared");
        await page.TakeVoucher(two.Payload, "150");
        await Expect(page.Answer()).ToContainTextAsync("as many vouchers as the campaign allows");
        await page.Locator("input[name=order]").FillAsync("another");
        await page.TakeVoucher(two.Payload, "120");
        await Expect(page.Answer()).ToContainTextAsync("used up");
        Assert.Equal("1", await page.EvaluateAsync<string>(
            "import('/till/js/offline.js').then((offline) => String(offline.waiting()))"));
    }

    /// <summary>
    /// The server answers and cannot redeem, then the key is refused: nothing that was taken is lost, and another key
    /// of the store hands it in.
    /// </summary>
    [Fact]
    public async Task ServerThatCannotRedeem_ThenARefusedKey_LoseNothing()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        var (old, next) = (await node.AnotherKeyAsync(), await node.AnotherKeyAsync());
        var (cut, sent) = (true, new List<int>());
        await HandInOneByOneAsync(page);
        await page.RouteAsync("**/api/v1/till/sync", async route =>
        {
            if (cut)
            {
                await route.AbortAsync();
                return;
            }

            var asked = JsonNode.Parse(route.Request.PostData!)!;
            sent.Add(asked["entries"]!.AsArray().Count);
            var answer = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
            if (sent.Count == 1)
                answer["entries"]![0]!["shortfall"] = new JsonObject { ["amount"] = 700, ["currency"] = "CNY" };
            await route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() });
        });
        var (one, two) = (await OfflineAsync(), await OfflineAsync());
        await page.SignInToTill(old, remember: true);
        await ReadyAsync(page);

        await page.RouteAsync("**/api/v1/redemptions", route =>
            route.FulfillAsync(Problem(503, "till-unavailable", "The redemption cannot be confirmed.", "none")));
        await page.TakeVoucher(one.Payload, "120");
        await Expect(page.Answer()).ToContainTextAsync("cannot be confirmed");
        await page.Answer().GetByText("Take this order offline").ClickAsync();
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await Expect(page.Locator("#offline")).ToContainTextAsync("cannot take vouchers just now");
        await page.TakeVoucher(two.Payload, "120");
        await Expect(page.Answer()).ToContainTextAsync("Taken offline");
        await page.Locator("#leave button").ClickAsync();
        await Expect(page.Answer()).ToContainTextAsync("Not signed out");
        await Expect(page.Answer()).Not.ToContainTextAsync("another voucher");

        await page.RouteAsync("**/api/v1/till/redemptions*", async route =>
        {
            var bearer = route.Request.Headers["authorization"]["Bearer ".Length..];
            if (bearer == old) await route.FulfillAsync(Problem(401, "credentials-invalid", "Revoked."));
            else if (bearer == "fgk_busy") await route.FulfillAsync(Problem(429, "too-many-requests", "Slow down."));
            else await route.ContinueAsync();
        });
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(page.Locator("#sign-in")).ToContainTextAsync("2 offline redemptions wait");
        await Expect(page.Locator("#work")).ToBeHiddenAsync();
        cut = false;
        foreach (var (key, words) in new[] { ("fgk_busy", "Slow down."), (node.Key, "another store") })
        {
            await page.Locator("input[name=key]").FillAsync(key);
            await page.Locator("#sign-in .main").ClickAsync();
            await Expect(page.Locator("#key-fault")).ToContainTextAsync(words);
        }

        Assert.Empty(sent);
        await page.Locator("input[name=key]").FillAsync(next);
        await page.Locator("#sign-in .main").ClickAsync();
        await Expect(page.Locator("#news")).ToContainTextAsync("2 taken", new() { Timeout = SyncMillisecondsMax });
        await Expect(page.Locator("#news .fault")).ToContainTextAsync("¥7 less");
        await Expect(page.Locator("#offline")).ToBeHiddenAsync();
        Assert.Equal([1, 1], sent);
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
        await UntilAsync(page, "Object.keys(localStorage).some((name) => name.startsWith('fg.offline.'))");
        // As if a part of it had been spent since: what is left is signed anew.
        await page.EvaluateAsync("""
            () => {
              const name = Object.keys(localStorage).find((one) => one.startsWith('fg.offline.'));
              const kept = JSON.parse(localStorage[name]);
              localStorage.setItem(name, JSON.stringify({ ...kept, payload: 'old', signedFor: 1 }));
            }
            """);
        await page.ReloadAsync();
        await UntilAsync(page, "Object.values(localStorage).some((value) => value.includes('\"payload\":\"FG2.'))");
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

    /// <summary>Changes what the till keeps, as another of its tabs would.</summary>
    private static Task ChangeAsync(IPage page, string change) => page.EvaluateAsync($$"""
        async () => {
          const { keep, kept } = await import('/till/js/keep.js');
          const record = await kept('offline');
          {{change}};
          await keep('offline', record);
        }
        """);

    private static Task HandInOneByOneAsync(IPage page) => page.RouteAsync("**/api/v1/till/keys", async route =>
    {
        var answer = await route.FetchAsync();
        var keys = JsonNode.Parse(await answer.TextAsync())!;
        keys["entriesMax"] = 1;
        await route.FulfillAsync(new() { ContentType = "application/json", Body = keys.ToJsonString() });
    });

    private static RouteFulfillOptions Problem(int status, string code, string happened, string? outcome = null)
    {
        var words = new JsonObject { ["happened"] = happened, ["next"] = "Wait." };
        var problem = new JsonObject
        {
            ["code"] = code,
            ["outcome"] = outcome,
            ["messages"] = new JsonObject { ["en"] = words },
        };
        return new()
        {
            Status = status,
            ContentType = "application/problem+json",
            Body = problem.ToJsonString(),
        };
    }

    /// <summary>The page's files are kept and the quota is on disk.</summary>
    private static async Task ReadyAsync(IPage page)
    {
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await UntilAsync(page, "(await import('/till/js/offline.js')).left() !== null");
    }

    /// <summary>In the page, as it forbids what Playwright's own waiting does from its second look on.</summary>
    private static Task UntilAsync(IPage page, string isSo) => page.EvaluateAsync($$"""
        async () => {
          for (const until = Date.now() + {{SyncMillisecondsMax}}; !({{isSo}});) {
            if (Date.now() > until) throw new Error('not so in time');
            await new Promise((resolve) => { setTimeout(resolve, 50); });
          }
        }
        """);

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
