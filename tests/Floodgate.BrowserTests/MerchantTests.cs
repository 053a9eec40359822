using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>Merchants on the console, by two people, one of them on a phone.</summary>
public sealed class MerchantTests(Surroundings surroundings)
{
    private const string Heading =
        "merchant,merchantNameZh,merchantNameEn,store,storeNameZh,storeNameEn,region,category\n";

    [Fact]
    public async Task Merchant_IsEnteredByOne_ApprovedByAnother_Tested_GivenAKey_AndFrozen()
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var admin = await surroundings.NewDesk(node.Url);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenStaff();
        var ben = await surroundings.NewPhone("en-GB", node.Url);
        await ben.SetUp(await admin.Invite("finance"), "ben");

        await admin.OpenPage("/console/merchants");
        await admin.GetByText("A new application").ClickAsync();
        foreach (var (field, text) in new[]
        {
            ("merchant", "tea"), ("merchant-zh", "龙井茶庄"), ("merchant-en", "Longjing Tea"), ("store", "tea-1"),
            ("store-zh", "河坊街店"), ("store-en", "Hefang Street"), ("region", "330102"), ("category", "retail"),
        }) await admin.Field(field).FillAsync(text);
        await audit.Look(admin, "application");
        await admin.GetByText("Enter the application").ClickAsync();
        await Expect(admin.Locator(".fg-own")).ToContainTextAsync("another operator, or finance");
        await Expect(admin.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await ben.OpenPage("/console/merchants/tea");
        await ben.ExpectNoSidewaysScroll();
        await audit.Look(ben, "merchant that waits");
        await ben.Field("note").FillAsync("Licence seen");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Approve" }).TapAsync();
        await Expect(ben.Locator("[data-store=tea-1] .fg-state")).ToHaveTextAsync("Redeems");

        await admin.OpenPage("/console/stores/tea-1");
        await Expect(admin.Locator(".fg-test-code")).ToBeVisibleAsync();
        await admin.Field("key-name").FillAsync("Till 1");
        await admin.GetByText("Make a key").ClickAsync();
        var key = await admin.Field("key").InputValueAsync();
        Assert.StartsWith("fgk_", key, StringComparison.Ordinal);
        var own = await admin.EvaluateAsync<string>(
            "key => fetch('/api/v1/till/store', {headers: {Authorization: 'Bearer ' + key}}).then(a => a.text())", key);
        Assert.Contains("\"standing\":\"active\"", own, StringComparison.Ordinal);
        await audit.Look(admin, "store");

        await ben.OpenPage("/console/stores/tea-1");
        await ben.GetByText("Freeze…").TapAsync();
        foreach (var (field, text) in new[]
        {
            ("reason-zh", "一笔交易有争议"), ("reason-en", "One sale is in dispute"), ("appeal-zh", "7 日内书面申诉"),
            ("appeal-en", "Object in writing within 7 days"), ("redemptions", "r-1 r-2"),
        }) await ben.Field(field).FillAsync(text);
        await ben.ExpectNoSidewaysScroll();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Freeze", Exact = true }).TapAsync();
        await Expect(ben.Locator(".fg-frozen")).ToContainTextAsync("2 disputed redemptions are held back");
        await ben.ExpectNoSidewaysScroll();
        await audit.Look(ben, "frozen store");
        audit.ExpectNoFault();
    }

    [Fact]
    public async Task File_IsTriedFirst_ItsFaultsNamed_ThenImported()
    {
        await using var node = await DemoNode.StartAsync();
        var audit = new AxeAudit();
        var admin = await surroundings.NewDesk(node.Url, width: 360);
        await admin.SetUp(await node.SetupLink());
        await admin.OpenPage("/console/merchants");
        await admin.GetByText("Import from a file").ClickAsync();
        await Choose(admin, "silk,丝绸,Silk,silk-1,总店,Main,3301 06,retail\n");
        await Expect(admin.Locator(".fg-import")).ToContainTextAsync("Row 2, region");
        await Expect(admin.Locator(".fg-import button")).ToHaveCountAsync(0);
        await audit.Look(admin, "faulty file");
        await Choose(admin, "silk,丝绸,Silk,silk-1,总店,Main,330106,retail\n");
        await admin.Locator(".fg-import button").ClickAsync();
        await Expect(admin.Locator(".fg-import")).ToContainTextAsync("wait for another person's approval");
        await Expect(admin.Locator("[data-merchant=silk]")).ToContainTextAsync("Waits for approval");
        await admin.ExpectFits(360);
        await audit.Look(admin, "merchants");
        audit.ExpectNoFault();
    }

    private static Task Choose(IPage page, string rows) =>
        page.Locator(".fg-import input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "stores.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(Heading + rows),
        });
}

/// <summary>The fields of the forms, by what they hold.</summary>
internal static class MerchantPages
{
    public static ILocator Field(this IPage page, string name) => page.Locator($"[data-field='{name}']");
}
