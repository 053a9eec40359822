using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Floodgate.BrowserTests;

/// <summary>
/// Looks for what a machine can find of the Web Content Accessibility Guidelines 2.2, levels A and AA, in light and in
/// dark, and tells all of it at once.
/// </summary>
internal sealed class AxeAudit
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    };

    /// <summary>What depends on colours. Names, roles and order are the same in the dark.</summary>
    private static readonly AxeRunOptions Colours = new()
    {
        RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block"),
    };

    private readonly List<string> faults = [];

    public async Task Look(IPage page, string what)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            // Half faded in, nothing has the contrast it will have.
            await page.EvaluateAsync(
                "Promise.allSettled(document.getAnimations().filter(one => one.effect.getTiming().iterations < 99)" +
                ".map(one => one.finished)).then(() => true)");
            // Until its circuit is up the console's head is drawn twice, and between them it has no title.
            if (await page.Locator(".fg-bar").CountAsync() > 0) await page.ExpectListens();
            // The title comes with the page's own data; a page that never has one ends here.
            await Assertions.Expect(page.Locator("head > title").First).Not.ToBeEmptyAsync();
            var result = await page.RunAxe(scheme == ColorScheme.Light ? Rules : Colours);
            // A page that was not there yet would be without a fault too.
            Assert.Contains(result.Passes, rule => rule.Id == "color-contrast");
            faults.AddRange(
                from rule in result.Violations
                from node in rule.Nodes
                select $"{what}, {scheme}: {rule.Id} ({rule.Help}) at {node.Target}: {node.Html}");
        }
    }

    public IReadOnlyList<string> Faults => faults;

    public void ExpectNoFault() =>
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults.Distinct(StringComparer.Ordinal)));
}
