using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What people do in the control room.</summary>
internal static partial class RoomPages
{
    /// <summary>Declares what the list has first, and lands in its room.</summary>
    public static async Task Declare(this IPage page)
    {
        await page.GotoAsync("/console/incidents");
        var declare = page.Locator(".fg-page-head button");
        await Expect(declare).ToBeEnabledAsync();
        await declare.ClickAsync();
        await page.Locator(".fg-dialog textarea").FillAsync("Nothing can be written");
        await page.Locator(".fg-dialog-actions button").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(RoomAddress());
        await Expect(page.Locator(".fg-next-card")).ToBeVisibleAsync();
    }

    /// <summary>The link in the page that this person was sent.</summary>
    public static async Task<string> PageLink(this IPage page)
    {
        var body = await page.EvaluateAsync<string>("fetch('/api/v1/ops/pages').then(answer => answer.text())");
        using var pages = JsonDocument.Parse(body);
        var first = pages.RootElement.GetProperty("items").EnumerateArray().First();
        return new Uri(first.GetProperty("acknowledgeUrl").GetString()!).PathAndQuery;
    }

    /// <summary>Opens, audits, and keeps a picture where <c>FLOODGATE_PICTURES</c> names a folder.</summary>
    public static async Task Look(
        this IPage page, AxeAudit audit, string address, string shows, int width, string language)
    {
        await page.GotoAsync(address);
        await Expect(page.Locator(shows).First).ToBeVisibleAsync();
        await page.ExpectFits(width);
        if (Environment.GetEnvironmentVariable("FLOODGATE_PICTURES") is { } folder)
        {
            var name = Unfit().Replace(IncidentId().Replace(address, "room"), "-").Trim('-');
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(folder, $"{name}-{shows.Trim('.')}-{width}-{language}.png"),
                FullPage = true,
            });
        }

        await audit.Look(page, address);
    }

    [GeneratedRegex("/console/incidents/.+", RegexOptions.None, 1000)]
    private static partial Regex RoomAddress();

    [GeneratedRegex("(?<=incidents/).+", RegexOptions.None, 1000)]
    private static partial Regex IncidentId();

    [GeneratedRegex(@"\W+", RegexOptions.None, 1000)]
    private static partial Regex Unfit();
}
