using Floodgate.Foundation;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>Every page, by axe-core, at the narrowest width we promise and at a desk's.</summary>
public sealed class AccessibilityTests(Surroundings surroundings)
{
    [Fact]
    public async Task Audit_FindsAPlantedFault()
    {
        var audit = new AxeAudit();
        var page = await surroundings.NewPhone();
        await page.GotoAsync("/");
        await Expect(page.ClaimButton()).ToBeVisibleAsync();
        await page.EvaluateAsync(
            "document.documentElement.lang = ''; document.querySelector('.ticket h3').style.color = 'gray'; " +
            "document.querySelector('.ticket h3').style.background = '#888'");
        await audit.Look(page, "planted");
        Assert.Contains(audit.Faults, fault => fault.Contains("html-has-lang", StringComparison.Ordinal));
        Assert.Contains(audit.Faults, fault => fault.Contains("color-contrast", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task CitizensPages_HaveNoFaultThatAMachineCanFind(int width, string language)
    {
        var audit = new AxeAudit();
        var page = await surroundings.NewDesk(surroundings.Url, language, width);
        await page.GotoAsync("/");
        await Expect(page.ClaimButton()).ToBeVisibleAsync();
        await audit.Look(page, "campaign");
        foreach (var summary in await page.Locator("footer summary").AllAsync()) await summary.ClickAsync();
        await audit.Look(page, "rules and data");

        await page.ClaimButton().ClickAsync();
        await Expect(page.Success()).ToHaveCountAsync(1);
        await audit.Look(page, "claimed");
        await page.OpenWallet();
        await audit.Look(page, "wallet");
        await page.Vouchers().Locator("button").ClickAsync();
        await Expect(page.Detail().Locator(".qr img")).ToBeVisibleAsync();
        await audit.Look(page, "voucher");
        audit.ExpectNoFault();
    }

    [Theory]
    [InlineData(360, "sold-out")]
    [InlineData(1280, "not-eligible")]
    public async Task Refusal_HasNoFaultThatAMachineCanFind(int width, string code)
    {
        Assert.True(Refusals.TryFind(code, out var refusal));
        var audit = new AxeAudit();
        var page = await surroundings.NewDesk(surroundings.Url, "en-GB", width);
        await page.RouteAsync(PhonePage.ClaimsPattern, route => route.FulfillAsync(new()
        {
            Status = refusal.Status,
            ContentType = Problem.ContentType,
            BodyBytes = Problem.Utf8(refusal),
        }));
        await page.GotoAsync("/");
        await page.ClaimButton().ClickAsync();
        await Expect(page.Locator(".result:visible")).ToContainTextAsync(refusal.Happened.En);
        await audit.Look(page, code);
        audit.ExpectNoFault();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task StaffsPages_HaveNoFaultThatAMachineCanFind(int width)
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var desk = await surroundings.NewDesk(node.Url, width: width);
        var link = await node.SetupLink();
        await desk.GotoAsync(link);
        await audit.Look(desk, "setup");
        await desk.FillAccount("a name with spaces");
        await desk.Locator("form button").ClickAsync();
        await Expect(desk.Locator(".fault")).ToBeVisibleAsync();
        await audit.Look(desk, "setup with a fault");
        await desk.SetUp(link);
        await audit.Look(desk, "two-step sign-in");
        await desk.SignOut();
        await audit.Look(desk, "sign-in");
        await desk.SignIn(password: "Wrong-horse-9-battery");
        await Expect(desk.Locator(".fault")).ToBeVisibleAsync();
        await audit.Look(desk, "sign-in refused");

        await desk.SignIn();
        await desk.ExpectBoardMoves();
        await audit.Look(desk, "board");
        await desk.Locator(".fg-figures summary").ClickAsync();
        await Expect(desk.Locator(".fg-figures table")).ToBeVisibleAsync();
        await audit.Look(desk, "board's table");
        await desk.Locator(".fg-pause").ClickAsync();
        await Expect(desk.Locator(".fg-dialog")).ToBeVisibleAsync();
        await desk.GetByText("Pause now").ClickAsync();
        await Expect(desk.Locator(".fg-faults")).ToBeVisibleAsync();
        await audit.Look(desk, "pause dialog");

        await desk.OpenStaff();
        await desk.Invite("auditor");
        await audit.Look(desk, "staff");
        await desk.Locator("[data-account=admin]").GetByText("Lock").ClickAsync();
        await desk.GetByText("Lock now").ClickAsync();
        await Expect(desk.Locator(".fg-faults")).ToBeVisibleAsync();
        await audit.Look(desk, "staff with a fault");
        audit.ExpectNoFault();
    }
}
