using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>Drills, training and rotations in a real browser; each test has a node of its own.</summary>
public sealed class PracticeTests(Surroundings surroundings)
{
    private const string Engineer = "tech-lead";

    [Fact]
    public async Task Quiz_IsFailed_ThenPassed_AndStandsInTheMatrix()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        var phone = await surroundings.NewPhone("en-GB", node.Url);
        await phone.SignIn(Engineer);
        await phone.OpenPage("/console/training");
        await phone.ExpectNoSidewaysScroll();
        await phone.Locator("[data-course=storage] a").TapAsync();
        await Expect(phone.Locator(".fg-course h3").First).ToBeVisibleAsync();
        await phone.ExpectListens();
        await phone.ExpectNoSidewaysScroll();

        await phone.Locator(".fg-quiz .fg-go").ClickAsync();
        await Expect(phone.Locator(".fg-quiz .fg-faults")).ToContainTextAsync("Not answered yet: 1, 2, 3, 4, 5");
        await phone.Answer("delete-journal", "a");
        await phone.Answer("first-after", "b");
        await phone.Answer("unknown", "c");
        await phone.Answer("safe", "a");
        await phone.Answer("no-effect", "b");
        await phone.Locator(".fg-quiz .fg-go").ClickAsync();
        await Expect(phone.Locator(".fg-marked")).ToContainTextAsync("2 / 5");
        await Expect(phone.Locator(".fg-quiz .q-wrong")).ToHaveCountAsync(3);

        await phone.Answer("delete-journal", "b");
        await phone.Answer("first-after", "a");
        await phone.Answer("safe", "b");
        await phone.Locator(".fg-quiz .fg-go").ClickAsync();
        await Expect(phone.Locator(".fg-marked")).ToContainTextAsync("5 / 5");
        await Expect(phone.Locator(".fg-marked")).ToContainTextAsync("Passed");

        await desk.OpenPage("/console/training");
        await Expect(desk.Locator("[data-course=storage] a.t-valid")).ToBeVisibleAsync();
        await Expect(desk.Locator(".fg-matrix td.t-valid").First).ToContainTextAsync("valid");
    }

    [Fact]
    public async Task Scorecard_ShowsWhatWasMissed_AndMakesAnActionOfIt()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.OpenPage("/console/drills");
        await Expect(desk.Locator("[data-drill=overload]")).ToContainTextAsync("never run");
        await Expect(desk.Locator("[data-drill=overload]")).Not.ToContainTextAsync("--server");
        await Expect(desk.Locator("[data-drill=storage-lost]")).ToContainTextAsync("--server");
        await desk.HandInDrill();
        await desk.OpenPage("/console/drills");
        await Expect(desk.Locator("[data-drill=overload]")).ToContainTextAsync("failed");
        await desk.Locator("[data-drill=overload] .fg-drill-last").ClickAsync();
        await Expect(desk.Locator(".fg-expected .x-missed")).ToContainTextAsync("The overload is seen");
        await desk.ExpectListens();
        await desk.Locator("#improve summary").First.ClickAsync();
        var form = desk.Locator("#improve form");
        await form.Locator("input[list]").FillAsync("Lin Tao");
        await form.Locator("input[type=date]").FillAsync(
            TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await form.Locator("button[type=submit]").ClickAsync();
        await Expect(desk.Locator("#improve")).ToContainTextAsync("It is among the actions");
        await desk.OpenPage("/console/actions");
        await Expect(desk.Locator(".fg-action a").First).ToHaveAttributeAsync("href", "/console/drills/d-1");
    }

    [Fact]
    public async Task Rotation_IsAdded_Changed_AndEnded_WithFaultsUnderTheirFields()
    {
        await using var node = await DemoNode.StartAsync();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.OpenPage("/console/people");
        var panel = desk.Locator("#rotations");
        await panel.GetByText("Add a rotation").ClickAsync();
        var form = panel.Locator("form[data-rotation=new]");
        await form.Locator("input[type=number]").FillAsync("40");
        await form.GetByText("Add it").ClickAsync();
        await Expect(form.Locator("fieldset .fg-field-fault").First).ToBeVisibleAsync();
        await Expect(form.Locator("input[type=number][aria-invalid=true]")).ToBeVisibleAsync();
        await form.Locator("fieldset select").SelectOptionAsync("tech-lead");
        await form.Locator("fieldset select").SelectOptionAsync("tech-deputy");
        await form.Locator("input[type=number]").FillAsync("7");
        await form.Locator("select").First.SelectOptionAsync("tech");
        await form.GetByText("Add it").ClickAsync();
        var row = panel.Locator(".fg-rotation");
        await Expect(row).ToContainTextAsync("7 days a shift");

        await row.GetByText("Change", new() { Exact = true }).ClickAsync();
        await row.Locator("input[type=number]").FillAsync("1");
        await row.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(row).ToContainTextAsync("1 days a shift");
        await row.GetByText("End", new() { Exact = true }).ClickAsync();
        await row.GetByText("End this rotation").ClickAsync();
        await Expect(row.Locator(".fg-step-head .fg-state")).ToContainTextAsync("to 2");
    }

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1280, "en-GB")]
    public async Task PracticePages_HaveNoFaultThatAMachineCanFind(int width, string language)
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var desk = await surroundings.NewDesk(node.Url);
        await desk.SetUp(await node.SetupLink(), Engineer);
        await desk.OpenPage("/console/drills");
        await desk.HandInDrill();
        var page = await surroundings.NewDesk(node.Url, language, width);
        await page.SignIn(Engineer);
        await page.ExpectBoardMoves();
        await page.Look(audit, "/console/drills", ".fg-drill", width, language);
        await page.Look(audit, "/console/drills/d-1", ".fg-expected", width, language);
        await page.Look(audit, "/console/training", ".fg-matrix", width, language);
        await page.Look(audit, "/console/training/storage", ".fg-quiz", width, language);
        await page.Look(audit, "/console/readiness", ".fg-areas", width, language);
        await page.Look(audit, "/console/people", "#rotations", width, language);
        await page.ExpectListens();
        await page.Locator("#rotations > details > summary").ClickAsync();
        await page.Locator("#rotations .fg-primary").ClickAsync();
        await Expect(page.Locator("#rotations .fg-field-fault").First).ToBeVisibleAsync();
        await page.ExpectFits(width);
        await page.Keep("rotation-form", width, language);
        await audit.Look(page, "rotation form with a fault");
        audit.ExpectNoFault();
    }
}
