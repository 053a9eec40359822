using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>A cashier's page over a real node.</summary>
public sealed class TillTests(Surroundings surroundings, TillNode node) : IClassFixture<TillNode>
{
    private const int TransferredBytesMax = 60 * 1024;
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FLOODGATE_TEST_PICTURES");

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(360, "en-GB")]
    [InlineData(1280, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task ADay_SignIn_Take_Refusal_Undo_FitsAndReads(int width, string language)
    {
        var page = await surroundings.NewDesk(node.Url, language, width);
        await page.GotoAsync("/till");
        await page.Locator("input[name=key]").FillAsync("fgk_wrong");
        await page.Locator("#sign-in .main").ClickAsync();
        await Expect(page.Locator("#key-fault")).Not.ToBeEmptyAsync();
        await LookAsync(page, width, $"till-sign-in-{width}-{language}");
        await page.SignInToTill(node.Key);
        Assert.DoesNotContain("fgk_", page.Url, StringComparison.Ordinal);

        var (_, _, code) = await node.VoucherAsync();
        await page.TakeVoucher(code, "128.50");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await Expect(page.Answer()).ToContainTextAsync("98.5");
        await Expect(page.Answer()).ToBeFocusedAsync();
        await Expect(page.TodayRows()).Not.ToHaveCountAsync(0);
        await LookAsync(page, width, $"till-taken-{width}-{language}");

        await page.TakeVoucher(code, "128.50");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "bad");
        await LookAsync(page, width, $"till-refused-{width}-{language}");

        await page.TodayRows().First.Locator("button").ClickAsync();
        await page.Locator("#confirm[open] .button:not(.second)").ClickAsync();
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await Expect(page.TodayRows().First).ToHaveClassAsync("gone");
        var voucher = await node.VoucherAsync();
        await page.TakeVoucher(voucher.Code, "abc");
        await Expect(page.Locator("#take-fault")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("input[name=amount]")).ToBeFocusedAsync();
    }

    /// <summary>A moving code is typed in as a scanner with a keyboard's plug would type it.</summary>
    [Fact]
    public async Task MovingCode_IsTaken()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        await page.SignInToTill(node.Key);
        var (token, id, _) = await node.VoucherAsync();
        var qr = await node.SendAsync(HttpMethod.Get, $"/api/v1/me/vouchers/{id}/qr", token, null);
        await page.TakeVoucher(qr.GetProperty("payload").GetString()!, "100");
        await Expect(page.Answer()).ToContainTextAsync("70");
    }

    [Fact]
    public async Task LostAnswer_IsNeverCalledFailed_AndTheOrderIsAskedFor()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        await page.SignInToTill(node.Key);
        var (_, _, code) = await node.VoucherAsync();
        await page.RouteAsync("**/api/v1/redemptions", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/by-order/**", async route =>
        {
            await asked.Task;
            await route.ContinueAsync();
        });
        await page.TakeVoucher(code, "128.50");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "wait");
        await Expect(page.Answer()).ToContainTextAsync("Not known yet");
        asked.SetResult();
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        await Expect(page.Answer()).ToContainTextAsync("98.5");
    }

    [Fact]
    public async Task LostRequest_IsSaidToBeNotTaken_AndTakenAgainWithTheSameKey()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        await page.SignInToTill(node.Key);
        var (_, _, code) = await node.VoucherAsync();
        var keys = new List<string>();
        await page.RouteAsync("**/api/v1/redemptions", async route =>
        {
            keys.Add(route.Request.Headers["idempotency-key"]);
            if (keys.Count == 1) await route.AbortAsync();
            else await route.ContinueAsync();
        });
        await page.TakeVoucher(code, "128.50");
        await Expect(page.Answer()).ToContainTextAsync("Not taken");
        await page.Answer().Locator("button").ClickAsync();
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task Keyboard_Alone_TakesAVoucher()
    {
        var page = await surroundings.NewDesk(node.Url);
        await page.SignInToTill(node.Key);
        var (_, _, code) = await node.VoucherAsync();
        await Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(code);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("120");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Answer()).ToHaveAttributeAsync("data-tone", "good");
    }

    /// <summary>The decoder beside the page reads what the node draws, where a browser has none of its own.</summary>
    [Fact]
    public async Task Decoder_ReadsTheCodeThatTheNodeDraws()
    {
        var page = await surroundings.NewPhone("en-GB", node.Url);
        await page.SignInToTill(node.Key);
        var (token, id, _) = await node.VoucherAsync();
        var qr = await node.SendAsync(HttpMethod.Get, $"/api/v1/me/vouchers/{id}/qr", token, null);
        var read = await page.EvaluateAsync<string>(
            """
            async (svg) => {
              globalThis.BarcodeDetector = undefined;
              const { reader } = await import('/till/js/scan.js');
              const image = new Image(480, 480);
              image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
              await image.decode();
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 480;
              canvas.getContext('2d').drawImage(image, 0, 0, 480, 480);
              return await (await reader())(canvas);
            }
            """, qr.GetProperty("svg").GetString());
        Assert.Equal(qr.GetProperty("payload").GetString(), read);
    }

    [Fact]
    public async Task Page_IsSmallToTransfer_AndKeepsItsContentSecurityPolicy()
    {
        var page = await surroundings.NewPhone("zh-CN", node.Url);
        var session = await page.Context.NewCDPSessionAsync(page);
        var transferred = 0d;
        session.Event("Network.loadingFinished").OnEvent += (_, message) =>
            transferred += message!.Value.GetProperty("encodedDataLength").GetDouble();
        await session.SendAsync("Network.enable");
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        var answer = await page.GotoAsync("/till");
        await Expect(page.Locator("input[name=key]")).ToBeVisibleAsync();
        TestContext.Current.SendDiagnosticMessage($"the till's page: {transferred:0} bytes");
        Assert.InRange(transferred, 1_000, TransferredBytesMax);
        Assert.Empty(complaints);
        Assert.Contains(
            "camera=(self)", await answer!.HeaderValueAsync("permissions-policy") ?? "", StringComparison.Ordinal);
    }

    private static async Task LookAsync(IPage page, int width, string name)
    {
        await page.ExpectFits(width);
        foreach (var target in await page.Locator("a:visible, button:visible").AllAsync())
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
}
