using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Floodgate.BrowserTests;

/// <summary>A node's plan, changed as two people do it: one applies, another approves.</summary>
internal static class NodePlan
{
    private const string Plans = "/api/v1/ops/plans/default";
    private const string Shipped = "serviceFirstSeconds: 5";

    /// <summary>
    /// Service staff see a notice so many seconds before the public: a slow machine has shown it to them by then. No
    /// step runs by itself, as before any plan is approved.
    /// </summary>
    public static async Task TellServiceFirst(this DemoNode node, int seconds)
    {
        var plan = await File.ReadAllTextAsync(Path.Combine(Root(), "plans", "default.yaml"));
        Assert.Contains(Shipped, plan, StringComparison.Ordinal);
        using var author = await Staff(node, "admin");
        using var second = await Staff(node, "commander");
        using var text = new StringContent(plan.Replace(
            Shipped, $"serviceFirstSeconds: {seconds}", StringComparison.Ordinal));
        text.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        await Good(author.PutAsync(Plans, text));
        await Good(second.PostAsJsonAsync(Plans + "/versions/1/approve", new { }));
        await Good(second.PutAsJsonAsync("/api/v1/ops/automation", new { on = false, why = "a test" }));
    }

    private static async Task<HttpClient> Staff(DemoNode node, string role)
    {
        var client = new HttpClient { BaseAddress = new Uri(node.Url) };
        var key = await node.CreateKey(role);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task Good(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Floodgate.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder.FullName;
    }
}
