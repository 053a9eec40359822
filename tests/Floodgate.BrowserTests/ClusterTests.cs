using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>The cluster's page where one node has the store alone.</summary>
public sealed class ClusterTests(Surroundings surroundings)
{
    [Fact]
    public async Task OneNode_IsShownPlainly_WithItsBooks_AndNothingToOrder()
    {
        await using var node = await DemoNode.StartAsync();
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenPage("/console/cluster");
        await Expect(admin.Locator("h1")).ToHaveTextAsync("One node");
        await Expect(admin.Locator(".fg-nodes > li")).ToHaveCountAsync(1);
        await Expect(admin.Locator(".fg-nodes")).ToContainTextAsync("Serving");
        // The demo's books: a pool and its shards, told in words to whom the picture says nothing.
        var strip = admin.Locator(".fg-books").First;
        await Expect(strip.Locator("div").First).ToContainTextAsync("pool");
        Assert.Contains("shard 0", await strip.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        await Expect(admin.Locator(".fg-nodes button")).ToHaveCountAsync(0);
        await admin.Locator(".fg-figures summary").ClickAsync();
        await Expect(admin.Locator(".fg-book-table tbody tr").First).ToContainTextAsync("open");
        await Looked(admin, "cluster-one-desk");

        var phone = await surroundings.NewPhone("zh-CN", node.Url);
        await phone.SignIn();
        await phone.OpenPage("/console/cluster");
        await Expect(phone.Locator("h1")).ToHaveTextAsync("单节点");
        await phone.ExpectNoSidewaysScroll();
        await Looked(phone, "cluster-one-phone");
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
