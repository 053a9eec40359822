using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>An administrator and an operator, each in a browser of their own.</summary>
public sealed partial class StaffTests(Surroundings surroundings)
{
    [Fact]
    public async Task Operator_InvitedByALink_SignsIn_AndDoesNotSeeTheStaffPage_UntilTheSessionIsEnded()
    {
        await using var node = await DemoNode.StartAsync();
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenStaff();
        var olga = await surroundings.NewDesk(node.Url);
        await olga.SetUp(await admin.Invite("operator"), "olga");
        await olga.SignOut();
        await olga.SignIn("olga");
        await olga.ExpectBoardMoves();
        await Expect(olga.Locator(".fg-pause")).ToBeVisibleAsync();
        await olga.GotoAsync("/console/people");
        await Expect(olga.Locator(".fg-subnav a")).ToHaveTextAsync(["On call"]);
        await admin.GotoAsync("/console/people");
        await Expect(admin.Locator(".fg-subnav a")).ToHaveTextAsync(["On call", "Accounts"]);
        await admin.OpenStaff();
        var other = await olga.Context.NewPageAsync();
        Assert.Equal(403, (await other.GotoAsync("/console/staff"))!.Status);

        await admin.ReloadAsync();
        var row = admin.Locator("[data-account=olga]");
        await Expect(row.Locator("select")).ToHaveValueAsync("operator");
        await admin.ExpectListens();
        await row.GetByText("End sessions").ClickAsync();
        await row.GetByText("End now").ClickAsync();
        await Expect(olga).ToHaveURLAsync(SignInAddress());
    }

    [Fact]
    public async Task LastAdministrator_CannotBeLocked_AndIsToldWhy_InBothLanguages()
    {
        await using var node = await DemoNode.StartAsync();
        var admin = await surroundings.NewDesk(node.Url, "zh-CN", 360);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenStaff();
        await admin.ExpectNoSidewaysScroll();
        await LockAdmin(admin, "锁定", "确认锁定");
        await Expect(admin.Locator(".fg-faults")).ToContainTextAsync("最后一位管理员");
        await admin.GetByText("English").ClickAsync();
        // Its own navigation first: another one would end it half-way.
        await Expect(admin.Locator("html[lang=en]")).ToBeAttachedAsync();
        await admin.OpenStaff();
        await LockAdmin(admin, "Lock", "Lock now");
        await Expect(admin.Locator(".fg-faults")).ToContainTextAsync("last administrator");
        await admin.ExpectNoSidewaysScroll();
    }

    private static async Task LockAdmin(IPage admin, string button, string sure)
    {
        var row = admin.Locator("[data-account=admin]");
        await row.GetByText(button, new() { Exact = true }).ClickAsync();
        await row.GetByText(sure, new() { Exact = true }).ClickAsync();
    }

    [GeneratedRegex("/sign-in", RegexOptions.None, 1000)]
    private static partial Regex SignInAddress();
}
