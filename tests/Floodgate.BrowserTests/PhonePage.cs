using Microsoft.Playwright;

namespace Floodgate.BrowserTests;

/// <summary>What a citizen does and sees, in the page's own nouns.</summary>
internal static class PhonePage
{
    public const string ClaimsPattern = "**/claims";
    private const string Claimable = "button[data-batch][aria-disabled=false]";

    public static ILocator ClaimButton(this IPage page) => page.Locator(Claimable).First;

    public static ILocator Success(this IPage page) => page.Locator(".result[data-tone=good]");

    public static ILocator Vouchers(this IPage page) => page.Locator("#wallet-view .ticket");

    public static ILocator Detail(this IPage page) => page.Locator("dialog[open]");

    public static async Task Claim(this IPage page)
    {
        await page.GotoAsync("/");
        await page.ClaimButton().ClickAsync();
        await Assertions.Expect(page.Success()).ToHaveCountAsync(1);
    }

    public static async Task OpenWallet(this IPage page)
    {
        await page.Locator("#tab-wallet").ClickAsync();
        await Assertions.Expect(page.Vouchers().First).ToBeVisibleAsync();
    }

    public static Task ExpectNoSidewaysScroll(this IPage page) => page.ExpectFits(360);

    /// <summary>Nothing scrolls sideways but what says so; else what sticks out is named.</summary>
    public static async Task ExpectFits(this IPage page, int width)
    {
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width) return;
        var wide = await page.EvaluateAsync<string[]>(
            "most => [...document.querySelectorAll('body *')].filter(one => one.children.length === 0 " +
            "&& one.getBoundingClientRect().right > most).slice(0, 5).map(one => one.outerHTML.slice(0, 200))", width);
        Assert.Fail($"{page.Url} is wider than {width}: {string.Join(Environment.NewLine, wide)}");
    }
}
