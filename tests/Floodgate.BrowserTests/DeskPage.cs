using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What a member of staff does and sees, in the pages' own nouns (in English).</summary>
internal static partial class DeskPage
{
    public const string Password = "Correct-horse-9-battery";

    /// <summary>Opens a one-time link, chooses name and password, and is signed in then.</summary>
    public static async Task SetUp(this IPage desk, string link, string name = "admin")
    {
        await desk.GotoAsync(link);
        await desk.FillAccount(name);
        await desk.Locator("form button").ClickAsync();
        await Expect(desk).ToHaveURLAsync(TwoFactor());
    }

    public static async Task FillAccount(this IPage desk, string name)
    {
        await desk.Locator("#name").FillAsync(name);
        await desk.Locator("#password").FillAsync(Password);
        await desk.Locator("#again").FillAsync(Password);
    }

    public static async Task SignOut(this IPage desk)
    {
        await desk.GotoAsync("/account/two-factor");
        await desk.Locator("form[action^='/sign-out'] button").ClickAsync();
        await Expect(desk).ToHaveURLAsync(SignInAddress());
    }

    public static async Task SignIn(this IPage desk, string name = "admin", string password = Password)
    {
        await desk.GotoAsync("/sign-in");
        await desk.Locator("#name").FillAsync(name);
        await desk.Locator("#password").FillAsync(password);
        await desk.Locator("form button").ClickAsync();
    }

    /// <summary>The board, once it moves: before that a click is heard by nobody.</summary>
    public static async Task OpenBoard(this IPage desk)
    {
        await desk.GotoAsync("/console");
        await desk.ExpectBoardMoves();
    }

    public static async Task ExpectBoardMoves(this IPage desk)
    {
        var clock = desk.Locator(".fg-clock");
        await Expect(clock).ToBeVisibleAsync();
        var shown = await clock.GetAttributeAsync("datetime");
        await Expect(clock).Not.ToHaveAttributeAsync("datetime", shown!);
    }

    /// <summary>Says what to pause and why in the console's own dialog; answers what citizens were promised.</summary>
    public static async Task<PauseSeen> Pause(this IPage desk, string reason)
    {
        await desk.Locator(".fg-pause").ClickAsync();
        await desk.Locator(".fg-fields > .fg-field textarea").FillAsync(reason);
        var seen = new PauseSeen(
            await desk.Locator(".fg-dialog textarea[lang=zh-CN]").InputValueAsync(),
            await desk.Locator(".fg-dialog textarea[lang=en]").InputValueAsync(),
            (await desk.Locator(".fg-dialog input[type=datetime-local]").InputValueAsync())[^5..]);
        await desk.GetByText("Pause now").ClickAsync();
        await Expect(desk.Locator(".fg-dialog")).ToHaveCountAsync(0);
        return seen;
    }

    public static async Task Resume(this IPage desk, string reason)
    {
        await desk.GetByText("Resume claims").ClickAsync();
        await desk.Locator(".fg-dialog textarea").FillAsync(reason);
        await desk.GetByText("Resume now").ClickAsync();
        await Expect(desk.Locator(".fg-dialog")).ToHaveCountAsync(0);
    }

    /// <summary>Marks the document, so that a reload would be noticed.</summary>
    public static Task Mark(this IPage page) => page.EvaluateAsync("window.sameDocument = true");

    public static async Task ExpectSameDocument(this IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"), "The page was loaded anew.");

    [GeneratedRegex("/account/two-factor", RegexOptions.None, 1000)]
    private static partial Regex TwoFactor();

    [GeneratedRegex("/sign-in", RegexOptions.None, 1000)]
    private static partial Regex SignInAddress();
}

/// <summary>The notices of a pause and the time of day it promises (HH:mm in the campaign's zone).</summary>
internal sealed record PauseSeen(string Zh, string En, string Until);
