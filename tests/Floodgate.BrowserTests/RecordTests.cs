using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What follows an incident, in a real browser; each test has a node of its own.</summary>
public sealed partial class RecordTests(Surroundings surroundings)
{
    private const string Engineer = "tech-lead";
    private static readonly string Tomorrow =
        TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task EngineersNight_GoesOnToAReviewThatASecondPersonCloses_AndAnActionOnTheReadinessBoard()
    {
        await using var node = await DemoNode.StartAsync();
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink(), Engineer);
        await admin.OpenStaff();
        var bea = await surroundings.NewDesk(node.Url);
        await bea.SetUp(await admin.Invite("commander"), "bea");
        await admin.Declare();
        var phone = await surroundings.NewPhone("en-GB", node.Url);
        await phone.SignIn(Engineer);
        await phone.GotoAsync(new Uri(admin.Url).AbsolutePath);
        await phone.Resolve("Logs were moved to another disk");
        await phone.Locator(".fg-go", new() { HasText = "To the review" }).TapAsync();
        await Expect(phone).ToHaveURLAsync(ReviewAddress());
        await phone.ExpectListens();
        await phone.ExpectNoSidewaysScroll();

        await phone.ExpectNotClosed("no root cause");
        await phone.Locator("#root-cause").FillAsync("Nobody watched the log volume");
        await phone.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(phone.Locator(".fg-unsaved")).ToHaveCountAsync(0);
        await phone.ExpectNotClosed("too few improvement actions");
        await phone.AddAction("Watch the log volume", "Lin Tao", Tomorrow);
        await phone.ExpectNotClosed("Whoever edited");

        await bea.OpenPage(new Uri(phone.Url).AbsolutePath);
        await Expect(bea.Locator("#causes")).ToContainTextAsync("Why");
        await bea.GetByText("Close the review").ClickAsync();
        await Expect(bea.Locator("#closing-head")).ToHaveTextAsync("Closed");
        await Expect(bea.Locator(".fg-root-said").First).ToContainTextAsync("Nobody watched the log volume");
        var paper = await bea.EvaluateAsync<string>(
            "fetch(document.querySelector('.fg-exports a[href*=\"review.md\"]').href).then(answer => answer.text())");
        Assert.Contains("Nobody watched the log volume", paper, StringComparison.Ordinal);

        await phone.OpenPage("/console/readiness");
        var shown = phone.Locator("#actions [data-action]").First;
        await Expect(shown).ToContainTextAsync("Watch the log volume");
        await Expect(shown).ToContainTextAsync("Lin Tao");
        await Expect(shown).ToContainTextAsync(Tomorrow);
        await phone.ExpectNoSidewaysScroll();
    }

    [Fact]
    public async Task Sentence_LeadsToTheLineOfTheTimelineItRestsOn()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await Reviewed(node, desk);
        var cite = desk.Locator("#summary ~ ul .fg-cites a").First;
        var label = await cite.TextContentAsync();
        await cite.ClickAsync();
        var line = desk.Locator(".fg-timeline li:focus");
        await Expect(line).ToContainTextAsync(label!);
        await Expect(line).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Meeting_TurnsADecisionIntoAnAction_ThatIsDoneOnlyWithEvidence()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.OpenPage("/console/meetings");
        await desk.Locator(".fg-incident a").First.ClickAsync();
        await Expect(desk.Locator("#agenda-head")).ToBeVisibleAsync();
        await desk.Locator("#attendance").FillAsync("Lin Tao\nHe Jing");
        await desk.Locator("#minutes").FillAsync("The plan was read.");
        var form = desk.Locator("form.fg-action-form");
        await form.Locator("textarea").FillAsync("Ask for a second log volume");
        await form.Locator("input[list]").FillAsync("He Jing");
        await form.Locator("input[type=date]").FillAsync(Tomorrow);
        await form.Locator("button[type=submit]").ClickAsync();
        await desk.GetByText("Keep the minutes, the meeting is over").ClickAsync();
        await Expect(desk.Locator("#decided-head ~ ul")).ToContainTextAsync("Ask for a second log volume");

        await desk.OpenPage("/console/actions");
        var row = desk.Locator(".fg-action").First;
        await row.GetByText("Done…").ClickAsync();
        await row.Locator("button[type=submit]").ClickAsync();
        await Expect(desk.Locator(".fg-faults")).ToContainTextAsync("evidence");
        await row.Locator("textarea").FillAsync("Order 77 is signed");
        await row.Locator("button[type=submit]").ClickAsync();
        await Expect(desk.Locator("#ended-head ~ ul")).ToContainTextAsync("Order 77 is signed");
        await Expect(desk.GetByText("No action is open")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task RecordPages_HaveNoFaultThatAMachineCanFind(int width, string language)
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var desk = await surroundings.NewDesk(node.Url, "en-GB");
        await Reviewed(node, desk);
        var review = new Uri(desk.Url).AbsolutePath;
        await desk.AddAction("Watch the log volume", "Lin Tao", Tomorrow);
        var page = await surroundings.NewDesk(node.Url, language, width);
        await page.SignIn(Engineer);
        await page.ExpectBoardMoves();
        await page.Look(audit, review, ".fg-whys", width, language);
        await page.Look(audit, "/console/reviews", ".fg-incident", width, language);
        await page.Look(audit, "/console/actions", ".fg-action", width, language);
        await page.Look(audit, "/console/meetings", ".fg-incident", width, language);
        await page.Locator(".fg-incident a").First.ClickAsync();
        await Expect(page.Locator("#agenda-head")).ToBeVisibleAsync();
        await page.Look(audit, new Uri(page.Url).AbsolutePath, "#agenda-head", width, language);
        await page.Look(audit, "/console/readiness", ".fg-areas", width, language);
        audit.ExpectNoFault();
    }

    /// <summary>An incident that is over, and its review open on the desk's screen.</summary>
    private static async Task Reviewed(DemoNode node, IPage desk)
    {
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.Declare();
        await desk.Resolve("Logs were moved to another disk");
        await desk.Locator(".fg-go", new() { HasText = "To the review" }).ClickAsync();
        await Expect(desk).ToHaveURLAsync(ReviewAddress());
        await desk.ExpectListens();
    }

    [GeneratedRegex("/console/reviews/.+", RegexOptions.None, 1000)]
    private static partial Regex ReviewAddress();
}
