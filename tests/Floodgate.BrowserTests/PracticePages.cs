using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Floodgate.BrowserTests;

/// <summary>What people do to practise.</summary>
internal static class PracticePages
{
    public static Task Answer(this IPage page, string question, string choice) =>
        page.Locator($".fg-quiz input[name={question}][value={choice}]").ClickAsync();

    /// <summary>A picture where <c>FLOODGATE_PICTURES</c> names a folder.</summary>
    public static async Task Keep(this IPage page, string name, int width, string language)
    {
        if (Environment.GetEnvironmentVariable("FLOODGATE_PICTURES") is not { } folder) return;
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, $"{name}-{width}-{language}.png"),
            FullPage = true,
        });
    }

    /// <summary>The result of a drill that missed something, as <c>drill run --record</c> hands it in.</summary>
    public static async Task HandInDrill(this IPage page)
    {
        var ended = TimeProvider.System.GetUtcNow().AddMinutes(-2);
        var report = new JsonObject
        {
            ["drill"] = "overload",
            ["title"] = Both("超过承载能力", "More people than can be served"),
            ["drillHash"] = new string('a', 64),
            ["risks"] = new JsonArray("overload"),
            ["plan"] = "default " + new string('b', 64),
            ["program"] = "0.1.0",
            ["seed"] = "7",
            ["startedAt"] = ended.AddSeconds(-93),
            ["endedAt"] = ended,
            ["ending"] = "completed",
            ["shadow"] = true,
            ["score"] = new JsonObject { ["met"] = 2, ["all"] = 3, ["full"] = false },
            ["injects"] = new JsonArray(
                Inject("每次落盘慢 80 毫秒", "Every write takes 80 ms longer", 0.1),
                Inject("每秒六十人领取", "Sixty people a second claim", 0.4),
                Inject("存储恢复", "Writes are fast again", 28.5)),
            ["expectations"] = new JsonArray(
                Expectation("认出超载，事件已开启", "The overload is seen and an incident is open", "25 秒内", "within 25 s",
                    met: false, null, null, "未见到", "not seen"),
                Expectation("技术、客服、运营被呼叫", "Tech, customer service and operations are paged", "5 秒内", "within 5 s",
                    met: true, 0.73, 14.2, "0.73 秒（tech 0.73, operations 0.71）", "0.73 s (tech 0.73, operations 0.71)"),
                Expectation("请求都有明确答复", "Requests get a definite answer", "至少 99%", "at least 99 %",
                    met: true, null, 93, "2,400/2,400（100.0%）", "2,400 of 2,400 (100.0 %)")),
            ["rollback"] = new JsonArray(
                new JsonObject { ["step"] = "stopLoad", ["done"] = true },
                new JsonObject { ["step"] = "storageBack", ["done"] = true },
                new JsonObject { ["step"] = "endProcesses", ["done"] = true }),
            ["actions"] = new JsonArray(new JsonObject
            {
                ["expectation"] = "incident",
                ["text"] = Both("未达到：认出超载，事件已开启。查明原因、改进并重演。",
                    "Missed: the overload is seen and an incident is open: find the cause and repeat the drill."),
            }),
            ["troubles"] = new JsonArray(),
        };
        await page.EvaluateAsync(
            "async body => { const answer = await fetch('/api/v1/ops/drills', {method: 'POST', body, headers: " +
            "{'Content-Type': 'application/json'}}); if (answer.status !== 201) throw new Error(answer.status); }",
            report.ToJsonString());
    }

    private static JsonObject Both(string zh, string en) => new() { ["zh"] = zh, ["en"] = en };

    private static JsonObject Inject(string zh, string en, double at) => new()
    {
        ["id"] = "i",
        ["title"] = Both(zh, en),
        ["kind"] = "claims",
        ["atSeconds"] = at,
    };

    private static JsonObject Expectation(
        string zh, string en, string targetZh, string targetEn, bool met, double? took, double? at, string seenZh,
        string seenEn)
    {
        var one = new JsonObject
        {
            ["id"] = "e",
            ["title"] = Both(zh, en),
            ["of"] = "program",
            ["target"] = Both(targetZh, targetEn),
            ["met"] = met,
            ["seen"] = Both(seenZh, seenEn),
        };
        if (took is { } seconds) one["measuredSeconds"] = seconds;
        if (at is { } moment) one["atSeconds"] = moment;
        return one;
    }
}
