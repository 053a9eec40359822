using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

public sealed class ClaimTests(Surroundings surroundings)
{
    [Fact]
    public async Task Claim_OnAPhone_IsSeenInTheWallet()
    {
        var page = await surroundings.NewPhone();
        await page.Claim();
        await page.ExpectNoSidewaysScroll();
        await page.Success().Locator("a").ClickAsync();
        await Expect(page.Vouchers()).ToHaveCountAsync(1);
        await page.ExpectNoSidewaysScroll();

        await page.Vouchers().Locator("button").ClickAsync();
        await Expect(page.Detail().Locator(".qr img")).ToBeVisibleAsync();
        Assert.NotEqual(0, await page.Detail().Locator(".qr img").EvaluateAsync<int>("image => image.naturalWidth"));
        Assert.InRange(await page.Detail().Locator(".code b").CountAsync(), 3, 12);
        await page.ExpectNoSidewaysScroll();
    }

    [Fact]
    public async Task Claim_DoubleClicked_IsSentOnce()
    {
        var page = await surroundings.NewPhone();
        var keys = RecordKeys(page);
        await page.GotoAsync("/");
        await page.ClaimButton().DblClickAsync();
        await Expect(page.Success()).ToHaveCountAsync(1);
        Assert.Single(keys);
        await page.OpenWallet();
        await Expect(page.Vouchers()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Claim_WhenTheAnswerIsLost_IsAskedAgainWithTheSameKey()
    {
        var page = await surroundings.NewPhone();
        var keys = RecordKeys(page);
        var lost = 0;
        await page.RouteAsync(PhonePage.ClaimsPattern, async route =>
        {
            if (lost++ > 0)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.Claim();
        Assert.True(keys.Count > 1);
        Assert.Single(keys.Distinct());
        await page.OpenWallet();
        await Expect(page.Vouchers()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Claim_WhenThePageIsClosedBeforeTheAnswer_IsAskedAgainWithTheSameKey()
    {
        var page = await surroundings.NewPhone();
        var keys = RecordKeys(page);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        // The first answer is held for ever. Taking the route away would let it through after all, sometimes.
        await page.RouteAsync(PhonePage.ClaimsPattern, async route =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            arrived.TrySetResult();
        });
        await page.GotoAsync("/");
        await page.ClaimButton().ClickAsync();
        await arrived.Task;
        await page.ReloadAsync();

        await Expect(page.Locator(".result[data-tone=wait]")).ToHaveCountAsync(1);
        await page.Locator("[data-claim=pending] button").ClickAsync();
        await Expect(page.Success()).ToHaveCountAsync(1);
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
        await page.OpenWallet();
        await Expect(page.Vouchers()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Claim_WithTheKeyboardOnly_AndTheVoucherShown()
    {
        var page = await surroundings.NewPhone("en-GB");
        await page.GotoAsync("/");
        await Expect(page.ClaimButton()).ToBeVisibleAsync();
        await TabTo(page, "[data-batch][aria-disabled=false]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Success().Locator("a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Vouchers()).ToHaveCountAsync(1);
        await TabTo(page, "#wallet-view .ticket button");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Detail()).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Detail()).ToHaveCountAsync(0);
        await Expect(page.Vouchers().Locator("button")).ToBeFocusedAsync();
    }

    private static ConcurrentQueue<string> RecordKeys(IPage page)
    {
        var keys = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (request.Headers.TryGetValue("idempotency-key", out var key)) keys.Enqueue(key);
        };
        return keys;
    }

    private static async Task TabTo(IPage page, string selector)
    {
        for (var step = 0; step < 30; step++)
        {
            var there = await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)",
                selector);
            if (there) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The Tab key does not lead to {selector}.");
    }
}
