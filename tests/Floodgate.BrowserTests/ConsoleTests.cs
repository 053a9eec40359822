using Floodgate.Foundation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>Console and citizens on one real node; these tests pause it, so each starts its own.</summary>
public sealed class ConsoleTests(Surroundings surroundings)
{
    private const string CampaignPattern = "**/api/v1/campaigns/*";
    private const string Second = "button[data-batch='retail-50'][aria-disabled=false]";

    [Fact]
    public async Task Administrator_SetUpByThePrintedLink_SignsIn_AndSeesAClaimArriveOnTheBoard()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        var link = await node.SetupLink();
        await desk.SetUp(link);
        await desk.SignOut();
        var again = await desk.GotoAsync(link);
        Assert.Equal(404, again!.Status);
        await desk.SignIn();
        await Expect(desk).ToHaveURLAsync(node.Url + "/console");
        await desk.ExpectBoardMoves();
        await desk.Mark();
        var stock = desk.Locator(".fg-stock li").First;
        await Expect(stock).ToContainTextAsync("0 issued");
        var before = await Remaining(stock);

        var phone = await surroundings.NewPhone(url: node.Url);
        await phone.Claim();

        await Expect(stock).ToContainTextAsync("1 issued");
        await Expect(desk.Locator(".fg-tile.t-issued")).ToContainTextAsync("1 in all");
        Assert.Equal(before - 1, await Remaining(stock));
        await desk.ExpectSameDocument();
    }

    [Fact]
    public async Task SignIn_WithAWrongPassword_IsRefusedInWords()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink());
        await desk.SignOut();
        await desk.SignIn(password: "Wrong-horse-9-battery");
        await Expect(desk.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        var answer = await desk.GotoAsync("/console");
        Assert.Contains("/sign-in", answer!.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_FromTheConsole_IsSeenByWaitingCitizensWithoutReload_UntilItIsResumed()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink());
        await desk.OpenBoard();
        var (chinese, english) = (await Waiting(node, "zh-CN"), await Waiting(node, "en-GB"));
        var late = await OutOfTouch(node);

        var pause = await desk.Pause("The payment provider does not answer");
        await Expect(desk.Locator(".fg-strip")).ToContainTextAsync(pause.En);
        await Expect(desk.Locator(".fg-strip")).ToContainTextAsync("The payment provider does not answer");
        await ExpectPaused(chinese, pause.Zh, pause.Until);
        await ExpectPaused(english, pause.En, pause.Until);
        Assert.DoesNotContain("payment provider", await english.ContentAsync(), StringComparison.Ordinal);
        await ExpectWalletWorks(chinese);
        await ExpectWalletWorks(english);
        await ExpectClaimRefused(late);

        await desk.Resume("The payment provider answers again");
        await Expect(desk.Locator(".fg-strip")).ToHaveCountAsync(0);
        foreach (var phone in new[] { chinese, english })
        {
            await phone.Locator("#tab-claim").ClickAsync();
            await phone.Locator(Second).ClickAsync();
            await Expect(phone.Locator("[data-claim=claimed]")).ToHaveCountAsync(2);
            await phone.OpenWallet();
            await Expect(phone.Vouchers()).ToHaveCountAsync(2);
            await phone.ExpectSameDocument();
        }
    }

    /// <summary>Holds one voucher and looks at the page for the next.</summary>
    private async Task<IPage> Waiting(DemoNode node, string language)
    {
        var phone = await surroundings.NewPhone(language, node.Url);
        await phone.Claim();
        await phone.Mark();
        await Expect(phone.Locator(Second)).ToBeVisibleAsync();
        return phone;
    }

    /// <summary>Sees the campaign once, and then for ever as it was: the page of someone in a tunnel.</summary>
    private async Task<IPage> OutOfTouch(DemoNode node)
    {
        var phone = await surroundings.NewPhone("en-GB", node.Url);
        IAPIResponse? first = null;
        await phone.RouteAsync(CampaignPattern, async route =>
        {
            first ??= await route.FetchAsync();
            await route.FulfillAsync(new() { Response = first });
        });
        await phone.GotoAsync("/");
        await Expect(phone.Locator(Second)).ToBeVisibleAsync();
        return phone;
    }

    private static async Task ExpectPaused(IPage phone, string notice, string until)
    {
        await Expect(phone.Locator(".hero .lead")).ToHaveTextAsync(notice);
        await Expect(phone.Locator(".hero .small").First).ToContainTextAsync(until);
        await Expect(phone.Locator(Second)).ToHaveCountAsync(0);
        await phone.ExpectNoSidewaysScroll();
        await phone.ExpectSameDocument();
    }

    private static async Task ExpectWalletWorks(IPage phone)
    {
        await phone.OpenWallet();
        await Expect(phone.Vouchers()).ToHaveCountAsync(1);
        await Expect(phone.Locator("#offline")).ToBeHiddenAsync();
        await phone.Vouchers().Locator("button").ClickAsync();
        await Expect(phone.Detail().Locator(".qr img")).ToBeVisibleAsync();
        await phone.Keyboard.PressAsync("Escape");
    }

    private static async Task ExpectClaimRefused(IPage phone)
    {
        Assert.True(Refusals.TryFind("paused", out var refusal));
        var answered = phone.WaitForResponseAsync(answer => answer.Url.Contains("/tickets", StringComparison.Ordinal)
            || answer.Url.EndsWith("/claims", StringComparison.Ordinal));
        await phone.Locator(Second).ClickAsync();
        await answered;
        var result = phone.Locator(".result:visible");
        foreach (var text in new[] { refusal.Happened, refusal.Meaning, refusal.Next })
        {
            await Expect(result).ToContainTextAsync(text.En);
        }

        Assert.Equal(0, await phone.Locator("[data-claim=claimed]").CountAsync());
    }

    private static async Task<int> Remaining(ILocator stock) => int.Parse(
        (await stock.Locator(".fg-stock-left b").InnerTextAsync()).Replace(",", "", StringComparison.Ordinal),
        System.Globalization.CultureInfo.InvariantCulture);
}
