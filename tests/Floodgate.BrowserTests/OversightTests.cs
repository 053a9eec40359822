using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>Two people raise a stock, and an auditor sees it, in a real browser.</summary>
public sealed class OversightTests(Surroundings surroundings)
{
    /// <summary>Puts the demo campaign with more stock, as the page's own person.</summary>
    private const string Raise = """
        async () => {
          const address = '/api/v1/ops/campaigns/demo';
          const read = await fetch(address);
          const campaign = await read.json();
          campaign.batches[0].stock += 100;
          campaign.budget.amount += 100 * campaign.batches[0].faceValue.amount;
          const put = await fetch(address + '?reason=' + encodeURIComponent('第一轮一分钟领完'), {
            method: 'PUT', body: JSON.stringify(campaign),
            headers: {'Content-Type': 'application/json', 'If-Match': read.headers.get('ETag')}
          });
          return put.status;
        }
        """;

    [Fact]
    public async Task Raise_IsApprovedByASecondPersonWithTheDifferenceInView_AndIsInTheAudit()
    {
        await using var node = await DemoNode.StartAsync();
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenStaff();
        var bea = await surroundings.NewPhone("zh-CN", node.Url);
        await bea.SetUp(await admin.Invite("finance"), "bea");
        Assert.Equal(202, await admin.EvaluateAsync<int>(Raise));

        await admin.OpenPage("/console/approvals");
        var own = admin.Locator("[data-approval]").First;
        await Expect(own).ToContainTextAsync("stock");
        await Expect(own.GetByText("Approve and carry out")).ToHaveCountAsync(0);
        await Expect(own.GetByText("Withdraw")).ToBeVisibleAsync();
        await Looked(admin, "approvals-desk");

        await bea.OpenPage("/console/approvals");
        var card = bea.Locator(".fg-approval").First;
        await Expect(card).ToContainTextAsync("第一轮一分钟领完");
        await Expect(card.Locator(".fg-after").First).ToBeVisibleAsync();
        await bea.ExpectNoSidewaysScroll();
        await Looked(bea, "approvals-phone");
        await card.GetByText("批准并执行").TapAsync();
        await Expect(bea.Locator(".fg-rows [data-approval]").First).ToContainTextAsync("已执行");
        await bea.GotoAsync("/console/audit");
        await Expect(bea.Locator(".fg-audit-form")).ToHaveCountAsync(0);

        await admin.OpenPage("/console/audit");
        await admin.Locator(".fg-audit-form input").Nth(1).FillAsync("approval.executed");
        await admin.GetByText("Search", new() { Exact = true }).ClickAsync();
        var row = admin.Locator(".fg-audit-row").First;
        await Expect(row).ToContainTextAsync("approved by bea");
        await row.Locator("summary").ClickAsync();
        await Expect(row.Locator(".fg-after").First).ToBeVisibleAsync();
        await Looked(admin, "audit-desk");
    }

    [Fact]
    public async Task Auditor_ReadsAll_OnAPhone_AndWritesNothing()
    {
        await using var node = await DemoNode.StartAsync();
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenStaff();
        Assert.Equal(202, await admin.EvaluateAsync<int>(Raise));
        var auditor = await surroundings.NewPhone("zh-CN", node.Url);
        await auditor.SetUp(await admin.Invite("auditor"), "ada");
        await auditor.OpenPage("/console/audit");
        await Expect(auditor.Locator(".fg-audit-row").First).ToBeVisibleAsync();
        await auditor.Locator(".fg-audit-row summary").First.TapAsync();
        await auditor.ExpectNoSidewaysScroll();
        await Looked(auditor, "audit-phone");
        await auditor.OpenPage("/console/approvals");
        await Expect(auditor.Locator("[data-approval]").First).ToBeVisibleAsync();
        await Expect(auditor.Locator(".fg-approval button")).ToHaveCountAsync(0);
        Assert.Equal(403, await auditor.EvaluateAsync<int>(Raise));
    }

    /// <summary>No fault that a machine can find; and a picture for people, where one is asked for.</summary>
    private static async Task Looked(IPage page, string name)
    {
        var audit = new AxeAudit();
        await audit.Look(page, name);
        audit.ExpectNoFault();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        if (Environment.GetEnvironmentVariable("FLOODGATE_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
