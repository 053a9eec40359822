using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What staff see of tills: a voucher's life, redemptions as they come, the money.</summary>
public sealed class TillConsoleTests(Surroundings surroundings, TillNode node) : IClassFixture<TillNode>
{
    [Fact]
    public async Task Voucher_IsFoundByItsCode_Refunded_AndFrozen_OnAPhone()
    {
        var (_, id, code) = await node.VoucherAsync();
        await node.RedeemAsync(code, "A-1001", 12_850);
        var phone = await surroundings.NewPhone("zh-CN", node.Url);
        await node.SignInAsync(phone);
        await phone.OpenPage("/console/vouchers");
        await phone.Field("voucher").FillAsync(code.ToLowerInvariant());
        await phone.GetByRole(AriaRole.Button, new() { Name = "查找" }).TapAsync();
        await Expect(phone.Locator($"[data-voucher='{id}']")).ToBeVisibleAsync();
        var redeemed = phone.Locator("[data-event=redeemed]");
        await Expect(redeemed).ToContainTextAsync("A-1001");
        await Expect(redeemed).ToContainTextAsync("账本 0:");
        await redeemed.GetByText("退款…").TapAsync();
        await Expect(phone.Field("refund")).ToHaveValueAsync("128.5");
        await redeemed.GetByRole(AriaRole.Button, new() { Name = "退款", Exact = true }).TapAsync();
        await Expect(phone.Locator("[data-event=refunded]")).ToContainTextAsync("+¥30");

        await Expect(phone.Locator(".fg-life-head .fg-state")).ToContainTextAsync("可用");
        await phone.GetByText("冻结…").TapAsync();
        await phone.Field("why").FillAsync("持券人报失");
        await phone.GetByRole(AriaRole.Button, new() { Name = "冻结", Exact = true }).TapAsync();
        await Expect(phone.Locator("[data-event=frozen]")).ToContainTextAsync("持券人报失");
        await Expect(phone.Locator(".fg-life-head .fg-state")).ToContainTextAsync("已冻结");
        await LookedAsync(phone, "voucher", $"/console/vouchers/{id}");
    }

    [Fact]
    public async Task Grant_IsProposedForTheCallerWhoWasLookedUp_AndWaitsForAnother()
    {
        var (_, id, _) = await node.VoucherAsync();
        var phone = await surroundings.NewPhone("zh-CN", node.Url);
        await node.SignInAsync(phone);
        await phone.OpenPage("/console/desk");
        await phone.Locator("#caller-voucher").FillAsync(id);
        await phone.Locator("#caller-reason").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await phone.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).TapAsync();
        await phone.GetByText("手工发放一张券…").TapAsync();
        await phone.Field("grant").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await phone.Field("grant-why").FillAsync("上午十点领取失败");
        var audit = new AxeAudit();
        await audit.Look(phone, "grant");
        audit.ExpectNoFault();
        await phone.ExpectNoSidewaysScroll();
        if (Environment.GetEnvironmentVariable("FLOODGATE_PICTURES") is { } folder)
            await phone.ScreenshotAsync(new() { Path = Path.Combine(folder, "grant-360-zh.png"), FullPage = true });
        await phone.GetByText("提交审批").TapAsync();
        await Expect(phone.Locator(".fg-grant .fg-fine-said")).ToContainTextAsync("已提交");
        await phone.OpenPage("/console/approvals");
        await Expect(phone.Locator(".fg-approval", new() { HasText = "上午十点领取失败" }))
            .ToContainTextAsync("手工发放一张券");
    }

    [Fact]
    public async Task Redemptions_AreSeenAsTheyCome_WithTheStoreAndWhatWasRefused()
    {
        var phone = await surroundings.NewPhone("zh-CN", node.Url);
        await node.SignInAsync(phone);
        await phone.OpenPage("/console/redemptions");
        await phone.Mark();
        var (_, id, code) = await node.VoucherAsync();
        await node.RedeemAsync(code, "B-1", 10_000, hilltop: true);
        await Expect(phone.Locator($".fg-takes a[href$='{id}']")).ToBeVisibleAsync();
        await Expect(phone.Locator(".fg-top").First).ToContainTextAsync("hilltop");
        await Assert.ThrowsAnyAsync<Exception>(() => node.RedeemAsync(code, "B-2", 10_000));
        await Expect(phone.Locator(".fg-takes .fg-no").First).ToBeVisibleAsync();
        await phone.ExpectSameDocument();
        await LookedAsync(phone, "redemptions", "/console/redemptions");
    }

    [Fact]
    public async Task Money_AddsUpToTheBudget_AndCapsShowWhatIsUsed()
    {
        foreach (var order in (string[])["C-1", "C-2", "C-3"])
            await node.RedeemAsync((await node.VoucherAsync()).Code, order, 15_000);
        for (var held = 0; held < 4; held++) await node.VoucherAsync();
        await node.SendAsync(
            HttpMethod.Post, $"/api/v1/ops/vouchers/{(await node.VoucherAsync()).Voucher}/void", node.Staff,
            new() { ["reason"] = "a test" });
        var phone = await surroundings.NewPhone("zh-CN", node.Url);
        await node.SignInAsync(phone);
        await phone.OpenPage("/console/money?campaign=tills");
        await Expect(phone.Locator(".fg-money-total[data-adds]")).ToContainTextAsync("¥3,000");
        await Expect(phone.Locator(".fg-money-bar").First.Locator(".m-redeemed")).ToBeVisibleAsync();
        var caps = phone.Locator(".fg-caps li");
        await Expect(caps).ToHaveCountAsync(4);
        await Expect(caps.Nth(3)).ToContainTextAsync("m-lakeside");
        await Expect(caps.Nth(2)).Not.ToContainTextAsync("¥0 /");
        await LookedAsync(phone, "money", "/console/money?campaign=tills");
        await node.SendAsync(HttpMethod.Post, "/api/v1/ops/merchants", node.Staff, Application());
        await PicturesAsync(phone, "merchants", "/console/merchants");
        await PicturesAsync(phone, "merchant", "/console/merchants/noodles");
        await PicturesAsync(phone, "board", "/console?campaign=tills");
        await PicturesAsync(phone, "approvals", "/console/approvals");
        await PicturesAsync(phone, "audit", "/console/audit");
        await PicturesAsync(phone, "desk", "/console/desk");
    }

    private static System.Text.Json.Nodes.JsonObject Application() => (System.Text.Json.Nodes.JsonObject)
        System.Text.Json.Nodes.JsonNode.Parse("""
            {"id": "noodles", "name": {"zh": "西湖面馆", "en": "West Lake Noodles"}, "contact": "0571 8888",
             "stores": [
               {"id": "noodles-1", "name": {"zh": "湖滨店", "en": "Lakeside"}, "region": "330106", "category": "dining"},
               {"id": "noodles-2", "name": {"zh": "龙井店", "en": "Longjing"}, "region": "330106", "category": "dining"}]}
            """)!;

    /// <summary>No fault that a machine can find, on the phone and on the desk.</summary>
    private static async Task LookedAsync(IPage phone, string name, string address)
    {
        var audit = new AxeAudit();
        await phone.ExpectNoSidewaysScroll();
        await audit.Look(phone, name + " on a phone");
        await phone.SetViewportSizeAsync(1280, 900);
        await audit.Look(phone, name + " at a desk");
        await phone.SetViewportSizeAsync(360, 740);
        audit.ExpectNoFault();
        await PicturesAsync(phone, name, address);
    }

    /// <summary>For people to look at, where somebody asks for them: both sizes, both languages.</summary>
    private static async Task PicturesAsync(IPage page, string name, string address)
    {
        if (Environment.GetEnvironmentVariable("FLOODGATE_PICTURES") is not { } folder) return;
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        foreach (var language in (string[])["en", "zh"])
        {
            await page.GotoAsync($"/console/preferences?language={language}&back=/console");
            foreach (var width in (int[])[360, 1280])
            {
                await page.SetViewportSizeAsync(width, width == 360 ? 740 : 900);
                await page.GotoAsync(address);
                await Expect(page.Locator("main")).ToBeVisibleAsync();
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(folder, $"{name}-{width}-{language}.png"),
                    FullPage = true,
                });
            }
        }

        await page.SetViewportSizeAsync(360, 740);
    }
}
