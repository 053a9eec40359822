using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What people do after an incident.</summary>
internal static class RecordPages
{
    /// <summary>A page listens once its circuit is up; before that a tap is heard by nobody.</summary>
    public static Task ExpectListens(this IPage page) => Expect(page.Locator(".fg-bar[data-live]")).ToBeVisibleAsync();

    public static async Task OpenPage(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.ExpectListens();
    }

    /// <summary>Answers the page and ends the incident, in its room.</summary>
    public static async Task Resolve(this IPage page, string how)
    {
        await page.Locator(".fg-go", new() { HasText = "I have it" }).ClickAsync();
        await page.GetByText("Resolve the incident").ClickAsync();
        await page.Locator("details[open] textarea").FillAsync(how);
        await page.GetByText("Resolve", new() { Exact = true }).ClickAsync();
    }

    public static async Task AddAction(this IPage page, string text, string owner, string due)
    {
        var form = page.Locator("form.fg-action-form");
        await form.Locator("textarea").FillAsync(text);
        await form.Locator("input[list]").FillAsync(owner);
        await form.Locator("input[type=date]").FillAsync(due);
        await form.Locator("button[type=submit]").ClickAsync();
        await Expect(page.Locator("#actions .fg-rows").First).ToContainTextAsync(text);
    }

    /// <summary>Asks to close the review and is refused with these words.</summary>
    public static async Task ExpectNotClosed(this IPage page, string why)
    {
        await page.GetByText("Close the review").ClickAsync();
        await Expect(page.Locator("main > .fg-faults")).ToContainTextAsync(why);
    }
}
