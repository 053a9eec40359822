using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Floodgate.Host.Commands;

/// <summary><c>node list|cordon|uncordon|drain</c>: the running nodes, through any one of them.</summary>
internal static class NodeOrders
{
    /// <summary>A drained node's books move two at a time; longer than this, somebody must look.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly Option<Uri?> Url = ServerUrl.Option("Any node's console address.", ServerUrl.Default);

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "A key of role operator (list: any of staff); else the environment's FLOODGATE_API_KEY.",
    };

    private static readonly Argument<string> Name = new("NODE") { Description = "The node's name." };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why; kept in the audit trail.",
        Required = true,
    };

    public static Command List()
    {
        var command = new Command("list", "Every node: what it is for, its books, its clock, how far behind it is.")
        {
            Url, ApiKey,
        };
        command.SetAction((asked, cancellation) => WithAsync(asked, client => client.GuardAsync(async () =>
        {
            if (await client.ReadAsync("cluster", cancellation) is not { } cluster) return Exit.DoesNotHold;
            foreach (var node in cluster.GetProperty("nodes").EnumerateArray()) Console.WriteLine(Line(node));
            return Exit.Good;
        })));
        return command;
    }

    public static Command Cordon() => Order("cordon", "Moves a node's books to the others; it goes on answering.",
        "cordoned: its books go to the others", null);

    public static Command Uncordon() => Order("uncordon", "Lets a node have books again, and visitors.",
        "serving: it gets its share of the books", null);

    public static Command Drain() => Order("drain",
        "As cordon, and the balancer sends it nobody more. Returns when its books are with the others; then stop it.",
        "draining: the balancer sends nobody more", EmptyAsync);

    private static Command Order(
        string verb, string description, string done, Func<OpsClient, string, CancellationToken, Task<int>>? then)
    {
        var command = new Command(verb, description) { Name, Reason, Url, ApiKey };
        command.SetAction((asked, cancellation) => WithAsync(asked, async client =>
        {
            var name = asked.GetRequiredValue(Name);
            var exit = await client.PostAtAsync(
                $"cluster/nodes/{Uri.EscapeDataString(name)}/{verb}", name,
                new { reason = asked.GetRequiredValue(Reason) }, done, cancellation);
            return exit != Exit.Good || then is null ? exit : await then(client, name, cancellation);
        }));
        return command;
    }

    private static Task<int> EmptyAsync(OpsClient client, string name, CancellationToken cancellation) =>
        client.GuardAsync(async () =>
        {
            var clock = TimeProvider.System;
            var began = clock.GetTimestamp();
            while (clock.GetElapsedTime(began) < DrainMax)
            {
                if (await client.ReadAsync("cluster", cancellation) is not { } cluster) return Exit.DoesNotHold;
                var node = cluster.GetProperty("nodes").EnumerateArray()
                    .FirstOrDefault(one => one.GetProperty("name").GetString() == name);
                if (node.ValueKind == JsonValueKind.Undefined
                    || (node.GetProperty("silence").ValueKind == JsonValueKind.Null
                        && node.GetProperty("booksTotal").GetInt32() == 0))
                {
                    Console.WriteLine($"{name}: has no books left; it may be stopped");
                    return Exit.Good;
                }

                await Task.Delay(Between, clock, cancellation);
            }

            Console.Error.WriteLine($"{name}: still has books after {DrainMax.TotalMinutes:F0} minutes.");
            return Exit.DoesNotHold;
        });

    private static string Line(JsonElement node)
    {
        string Text(string member) => node.GetProperty(member).ToString();
        var head = $"{Text("name"),-12} {Text("state"),-9}";
        if (Text("silence") is { Length: > 0 } silence) return $"{head} {silence}";
        var skew = node.GetProperty("skewMs") is { ValueKind: JsonValueKind.Number } ahead
            ? ahead.GetDouble().ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " ms" : "not measured";
        var apart = node.GetProperty("clockApart").GetBoolean() ? " APART" : "";
        return $"{head} {Text("booksTotal"),4} books  clock {skew}{apart}  "
            + $"{(Text("rowsBehind") is { Length: > 0 } rows ? rows : "?")} rows behind  {Text("address")}  "
            + $"{Text("version")}  since {Text("startedAt")}";
    }

    private static async Task<int> WithAsync(ParseResult asked, Func<OpsClient, Task<int>> run)
    {
        var key = asked.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
        if (string.IsNullOrEmpty(key))
        {
            await Console.Error.WriteLineAsync(
                "An API key is needed: --api-key KEY, or FLOODGATE_API_KEY in the environment.");
            return Exit.Usage;
        }

        using var client = new OpsClient(asked.GetValue(Url)!, key);
        return await run(client);
    }
}
