using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>A member of customer service on the telephone.</summary>
public sealed class AgentTests(Surroundings surroundings)
{
    private const string Title = "Claims wait for a repair";

    [Fact]
    public async Task Agent_ReadsTheNoticeFirst_LooksTheCallerUpMasked_AndTalliesTheCall()
    {
        await using var node = await DemoNode.StartAsync();
        await node.TellServiceFirst(30);
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenStaff();
        var ann = await surroundings.NewPhone("en-GB", node.Url);
        await ann.SetUp(await admin.Invite("service"), "ann");
        var voucher = await Claim(await surroundings.NewPhone("en-GB", node.Url));
        await ann.OpenPage("/console/desk");
        await Expect(ann.GetByText("Nothing to tell callers")).ToBeVisibleAsync();
        await ann.Mark();

        await admin.Declare();
        await Publish(admin);
        var said = ann.Locator(".fg-saying");
        await Expect(said).ToContainTextAsync(Title);
        await Expect(said).ToContainTextAsync("Before the public");
        Assert.DoesNotContain(Title, await Public(ann), StringComparison.Ordinal);

        await ann.Locator("#caller-voucher").FillAsync(voucher);
        await ann.GetByText("Look up", new() { Exact = true }).ClickAsync();
        await Expect(ann.Locator(".fg-faults")).ToContainTextAsync("Choose why they call");
        await ann.Locator("#caller-reason").SelectOptionAsync("Cannot claim a voucher");
        await ann.GetByText("Look up", new() { Exact = true }).ClickAsync();
        var caller = ann.Locator(".fg-caller");
        await Expect(caller).ToContainTextAsync("Holds 1, affected");
        await Expect(caller.Locator(".fg-number")).ToHaveTextAsync("•••••••••" + voucher[^4..]);
        await Expect(ann.Locator("#caller-voucher")).ToHaveValueAsync("");
        Assert.DoesNotContain(voucher, await ann.ContentAsync(), StringComparison.Ordinal);

        var reason = ann.Locator("[data-reason=cannot-claim]");
        await reason.TapAsync();
        await Expect(reason.Locator("b")).ToHaveTextAsync("1");
        await Expect(said.Locator("b").First).ToHaveTextAsync("Public");
        Assert.Contains(Title, await Public(ann), StringComparison.Ordinal);
        await ann.ExpectSameDocument();
        await ann.ExpectNoSidewaysScroll();
    }

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task DeskAndCalendar_HaveNoFaultThatAMachineCanFind(int width, string language)
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var voucher = await Claim(await surroundings.NewPhone("en-GB", node.Url));
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink(), "tech-lead");
        var page = await surroundings.NewDesk(node.Url, language, width);
        await page.SignIn("tech-lead");
        await page.ExpectBoardMoves();
        await page.Look(audit, "/console/desk", ".fg-none", width, language);
        await admin.Declare();
        await Publish(admin);
        await page.Look(audit, "/console/desk", ".fg-saying", width, language);
        await page.ExpectListens();
        await page.Locator("#caller-voucher").FillAsync(voucher);
        await page.Locator("#caller-reason").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.Locator("form .fg-primary").ClickAsync();
        await Expect(page.Locator(".fg-caller")).ToBeVisibleAsync();
        await audit.Look(page, "a caller");
        await page.Look(audit, "/console/people", ".fg-calendar", width, language);
        audit.ExpectNoFault();
    }

    [Fact]
    public async Task Calendar_ShowsWhoStandsIn_AndTheResultOfATest_WithoutReload()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), "tech-lead");
        await desk.OpenPage("/console/people");
        await desk.Mark();
        var person = desk.Locator("[data-person=tech-lead]");
        await Expect(person).ToContainTextAsync("never tested");
        await person.GetByText("Test", new() { Exact = true }).ClickAsync();
        await Expect(person).ToContainTextAsync("passed");
        await desk.GetByText("Name somebody").ClickAsync();
        await desk.GetByText("Name them", new() { Exact = true }).ClickAsync();
        await Expect(desk.Locator(".fg-track-days .c-override").First).ToBeVisibleAsync();
        await desk.GetByText("Take back").ClickAsync();
        await Expect(desk.Locator(".fg-track-days .c-override")).ToHaveCountAsync(0);
        await desk.ExpectSameDocument();
    }

    private static async Task Publish(IPage admin)
    {
        await admin.GetByText("Write a notice").ClickAsync();
        await admin.Locator(".fg-dialog fieldset[lang=en] input").FillAsync(Title);
        await admin.GetByText("Publish", new() { Exact = true }).ClickAsync();
        await Expect(admin.Locator("#notice")).ToContainTextAsync(Title);
    }

    private static async Task<string> Claim(IPage citizen)
    {
        await citizen.GotoAsync("/");
        var answer = await citizen.RunAndWaitForResponseAsync(
            () => citizen.ClaimButton().ClickAsync(), PhonePage.ClaimsPattern);
        using var claimed = JsonDocument.Parse(await answer.TextAsync());
        return claimed.RootElement.GetProperty("voucherId").GetString()!;
    }

    private static Task<string> Public(IPage page) =>
        page.EvaluateAsync<string>("fetch('/api/v1/status').then(answer => answer.text())");
}
