using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What a cashier does and sees, in the page's own nouns.</summary>
internal static class TillPage
{
    public static ILocator Answer(this IPage page) => page.Locator(".answer");

    public static ILocator TodayRows(this IPage page) => page.Locator("#today .rows li");

    public static async Task SignInToTill(this IPage page, string key, bool remember = false)
    {
        await page.GotoAsync("/till");
        await page.Locator("input[name=key]").FillAsync(key);
        if (remember) await page.Locator("input[name=remember]").CheckAsync();
        await page.Locator("#sign-in .main").ClickAsync();
        await Expect(page.Locator("#work")).ToBeVisibleAsync();
    }

    public static async Task TakeVoucher(this IPage page, string code, string amount)
    {
        await page.Locator("input[name=code]").FillAsync(code);
        await page.Locator("input[name=amount]").FillAsync(amount);
        await page.Locator("#take .main").ClickAsync();
    }
}
