using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

public sealed class HandPictures(Surroundings surroundings)
{
    [Fact]
    public async Task Cluster()
    {
        var url = Environment.GetEnvironmentVariable("HAND_URL")!;
        var folder = Environment.GetEnvironmentVariable("FLOODGATE_PICTURES")!;
        var admin = await surroundings.NewDesk(url);
        if (Environment.GetEnvironmentVariable("HAND_SETUP") is { Length: > 0 } link) await admin.SetUp(link);
        else await admin.SignIn();
        await admin.OpenPage("/console/cluster");
        await Expect(admin.Locator(".fg-nodes > li")).ToHaveCountAsync(3);
        var audit = new AxeAudit();
        await audit.Look(admin, "cluster");
        await admin.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await admin.ScreenshotAsync(new() { Path = folder + "/c-desk-en.png", FullPage = true });
        await admin.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await admin.ScreenshotAsync(new() { Path = folder + "/c-desk-dark.png", FullPage = true });
        await admin.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await admin.GetByText("Drain…").Nth(1).ClickAsync();
        await Expect(admin.Locator(".fg-dialog")).ToBeVisibleAsync();
        await audit.Look(admin, "cluster-dialog");
        await admin.ScreenshotAsync(new() { Path = folder + "/c-dialog-en.png" });
        await admin.Locator(".fg-dialog textarea").FillAsync("for a picture");
        await admin.GetByText("Drain it now").ClickAsync();
        await Expect(admin.Locator(".fg-dialog")).ToHaveCountAsync(0);
        await Expect(admin.Locator(".fg-nodes > li").Nth(1)).ToContainTextAsync("Draining");
        var phone = await surroundings.NewPhone("zh-CN", url);
        await phone.SignIn();
        await phone.OpenPage("/console/cluster");
        await Expect(phone.Locator(".fg-nodes > li")).ToHaveCountAsync(3);
        await audit.Look(phone, "cluster-phone");
        await phone.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await phone.ScreenshotAsync(new() { Path = folder + "/c-phone-zh.png", FullPage = true });
        var desk = await surroundings.NewDesk(url, "zh-CN");
        await desk.SignIn();
        await desk.OpenPage("/console/cluster");
        await desk.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await desk.ScreenshotAsync(new() { Path = folder + "/c-desk-zh.png", FullPage = true });
        await desk.GetByText("恢复服务…").First.ClickAsync();
        await desk.Locator(".fg-dialog textarea").FillAsync("看过了");
        await desk.ScreenshotAsync(new() { Path = folder + "/c-dialog-zh.png" });
        await desk.GetByText("现在恢复").ClickAsync();
        await Expect(desk.Locator(".fg-dialog")).ToHaveCountAsync(0);
        audit.ExpectNoFault();
    }
}
