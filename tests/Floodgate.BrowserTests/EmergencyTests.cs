using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>The control room in a real browser; each test has a node of its own.</summary>
public sealed class EmergencyTests(Surroundings surroundings, ITestOutputHelper output)
{
    private const string Engineer = "tech-lead";
    private const int TapsMax = 3;

    [Fact]
    public async Task EngineersNight_OnAPhone_TakesThreeTapsFromThePagesLinkToTheFirstStep()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.Declare();
        var citizen = await surroundings.NewPhone("en-GB", node.Url);
        await citizen.GotoAsync("/");
        await Expect(citizen.ClaimButton()).ToBeVisibleAsync();

        var phone = await surroundings.NewPhone("en-GB", node.Url);
        await phone.SignIn(Engineer);
        await phone.ExpectBoardMoves();
        var link = await phone.PageLink();
        var (taps, clock) = (0, Stopwatch.StartNew());
        async Task Tap(ILocator target)
        {
            await target.TapAsync();
            taps++;
        }

        await phone.GotoAsync(link);
        await Tap(phone.Locator("form button").First);
        await Tap(phone.Locator("a[href^='/console/incidents/']"));
        var go = phone.Locator("button.fg-go");
        await Expect(go).ToBeEnabledAsync();
        await Expect(go).ToHaveTextAsync("Do it now");
        await Tap(go);
        var first = phone.Locator(".fg-steps > li").First;
        await Expect(first.Locator(".fg-state")).ToHaveTextAsync("Done");
        Assert.InRange(taps, 1, TapsMax);
        // 30 seconds are promised. Printed, not judged: this machine runs other tests meanwhile.
        output.WriteLine($"FIGURE from the page's link to the first step: {clock.Elapsed.TotalSeconds:N1} s");
        await phone.ExpectNoSidewaysScroll();
        await Expect(citizen.ClaimButton()).ToHaveCountAsync(0);
        await Expect(desk.Locator(".fg-steps > li").First.Locator(".fg-state")).ToHaveTextAsync("Done");
    }

    [Fact]
    public async Task Room_IsOnEveryMembersScreen_WithoutReload()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.GotoAsync("/console/incidents");
        await Expect(desk.GetByText("All is quiet")).ToBeVisibleAsync();
        await desk.Declare();
        var phone = await surroundings.NewPhone("en-GB", node.Url);
        await phone.SignIn(Engineer);
        await phone.ExpectBoardMoves();
        await phone.Locator("a.fg-live").TapAsync();
        await Expect(phone.Locator("button.fg-go")).ToBeEnabledAsync();
        await desk.Mark();
        await phone.Mark();

        await phone.Locator("#say").FillAsync("The disk is full");
        await phone.GetByText("Send", new() { Exact = true }).ClickAsync();
        await Expect(desk.Locator(".fg-talk")).ToContainTextAsync("The disk is full");
        await desk.Locator("#say").FillAsync("Logs moved away");
        await desk.GetByText("Send", new() { Exact = true }).ClickAsync();
        await Expect(phone.Locator(".fg-talk")).ToContainTextAsync("Logs moved away");

        await desk.GetByText("Write a notice").ClickAsync();
        var title = desk.Locator(".fg-dialog fieldset[lang=en] input");
        await title.FillAsync("Claims wait for a repair");
        await Expect(desk.Locator(".fg-dialog .fg-preview[lang=en]")).ToContainTextAsync("Claims wait for a repair");
        await desk.GetByText("Publish", new() { Exact = true }).ClickAsync();
        var shown = phone.Locator("#notice .fg-preview[lang=en]").First;
        await Expect(shown).ToContainTextAsync("Claims wait for a repair");
        await desk.ExpectSameDocument();
        await phone.ExpectSameDocument();
    }

    [Fact]
    public async Task Automation_IsStoppedWithAReasonOnly_AndTheRoomSaysWhoAndWhy()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.Declare();
        var stop = desk.GetByText("Stop automation…");
        await Expect(stop).ToBeEnabledAsync();
        await stop.ClickAsync();
        await desk.GetByText("Stop it now").ClickAsync();
        await Expect(desk.Locator(".fg-dialog .fg-faults")).ToContainTextAsync("nothing was changed");
        await desk.Locator(".fg-dialog textarea").FillAsync("It pauses too early");
        await desk.GetByText("Stop it now").ClickAsync();
        await Expect(desk.Locator(".fg-switch.fg-alert")).ToContainTextAsync("It pauses too early");
        await Expect(desk.Locator(".fg-timeline")).ToContainTextAsync("automation off: It pauses too early");
    }

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task EmergencyPages_HaveNoFaultThatAMachineCanFind(int width, string language)
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var desk = await surroundings.NewDesk(node.Url, language, width);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.Look(audit, "/console/incidents", ".fg-quiet-house", width, language);
        await desk.Declare();
        await desk.Look(audit, new Uri(desk.Url).AbsolutePath, ".fg-next-card", width, language);
        await desk.Look(audit, "/console/incidents", ".fg-incident", width, language);
        await desk.Look(audit, "/console/plan", ".fg-matrix", width, language);
        await desk.Look(audit, "/console/people", ".fg-duty", width, language);
        audit.ExpectNoFault();
    }
}
