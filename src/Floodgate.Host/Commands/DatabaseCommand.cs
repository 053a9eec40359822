using System.CommandLine;
using System.Text.Json;

namespace Floodgate.Host.Commands;

/// <summary><c>database status|promote|release-standby</c>: the shared database and its standby, at a server.</summary>
internal static class DatabaseCommand
{
    private const string Address = "api/v1/ops/cluster/database";

    private static readonly Option<Uri?> Url = ServerUrl.Option("A node's console address.", ServerUrl.Default);

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "A key of role operator or commander; else the environment's FLOODGATE_API_KEY.",
    };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why; shown to whoever approves it, and kept.",
        Required = true,
    };

    public static Command Create() => new("database", "The shared database of a cluster, and its standby.")
    {
        Status(),
        Act("promote", "Proposes that the standby becomes the primary; a second person approves it."),
        Act("release-standby", "Proposes that commits go on without the standby; a second person approves it."),
    };

    private static Command Status()
    {
        var command = new Command("status", "Which server is the primary, and whether its standby follows.")
        {
            Url, Key,
        };
        command.SetAction((asked, cancel) => WithClientAsync(asked, client => ShowAsync(client, cancel)));
        return command;
    }

    private static Command Act(string verb, string description)
    {
        var command = new Command(verb, description) { Reason, Url, Key };
        command.SetAction((asked, cancel) => WithClientAsync(
            asked, client => ProposeAsync(client, verb, asked.GetRequiredValue(Reason), cancel)));
        return command;
    }

    private static async Task<int> ShowAsync(OpsClient client, CancellationToken cancel)
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, Address);
        using var answer = await client.SendAsync(get, cancel);
        if (!answer.IsSuccessStatusCode) return await RefusedAsync(answer, "status", cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        Console.WriteLine($"standby   {Text(body, "standby")} since {Text(body, "since")}");
        foreach (var (name, member) in new[] { ("by", "by"), ("lag", "lagBytes"), ("why", "why") })
            if (body.TryGetProperty(member, out var value)) Console.WriteLine($"{name,-9} {value}");
        var primary = body.TryGetProperty("primary", out var at) ? $"{at}" : "none";
        Console.WriteLine($"primary   {primary}, timeline {Text(body, "timeline")}");
        foreach (var host in body.GetProperty("hosts").EnumerateArray())
            Console.WriteLine($"server    {Text(host, "host")} {Text(host, "state")}");
        return Exit.Good;
    }

    private static async Task<int> ProposeAsync(
        OpsClient client, string verb, string reason, CancellationToken cancel)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, $"{Address}/{verb}");
        post.Content = JsonContent.Create(new { reason });
        using var answer = await client.SendAsync(post, cancel);
        if (!answer.IsSuccessStatusCode) return await RefusedAsync(answer, verb, cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        Console.WriteLine(
            $"proposed; a second person approves it at this node within the hour: console, or "
            + $"POST /api/v1/ops/approvals/{Text(body, "id")}/approve");
        return Exit.Good;
    }

    private static async Task<int> RefusedAsync(HttpResponseMessage answer, string what, CancellationToken cancel)
    {
        await OpsClient.PrintRefusalAsync(answer, what, cancel);
        return Exit.DoesNotHold;
    }

    private static string Text(JsonElement holder, string member) => holder.GetProperty(member).ToString();

    private static async Task<int> WithClientAsync(ParseResult asked, Func<OpsClient, Task<int>> work)
    {
        var key = asked.GetValue(Key) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
        if (string.IsNullOrEmpty(key))
        {
            Console.Error.WriteLine("An API key is needed: --key KEY, or FLOODGATE_API_KEY in the environment.");
            return Exit.Usage;
        }

        using var client = new OpsClient(asked.GetValue(Url)!, key);
        return await client.GuardAsync(() => work(client));
    }
}
