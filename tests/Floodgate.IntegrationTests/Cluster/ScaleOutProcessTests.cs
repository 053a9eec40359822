using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>The plan's step starts a real fourth node.</summary>
[Collection(ProcessCollection.Name)]
public sealed partial class ScaleOutProcessTests(ITestOutputHelper output)
{
    private const string Campaign = "rush";
    private const int Shards = 12;

    /// <summary>
    /// Somebody declares that more come than can be served; the plan does the rest: the process that the server's
    /// configuration names is started, joins, owns books and decides claims, and the timeline says how much.
    /// </summary>
    [Fact]
    public async Task FourthNode_StartedByThePlansStep_OwnsBooks_AndDecidesItsShare()
    {
        const int people = 60_000;
        await using var cluster = await NodeProcesses.StartAsync(3, spare: true);
        using var desk = await OpsDesk.OpenAsync(cluster[0]);
        await desk.ApplyAsync(Campaign, people, Shards);
        await Patience.UntilAsync(() => Books(cluster) == "node1 4, node2 4, node3 4", () => Books(cluster));
        using var room = await RoomReader.OpenAsync(cluster[0], "overload");
        await room.ApproveDefaultPlanAsync(await PlanAsync());
        using var crowd = new Crowd(cluster[1].Url, Campaign, OpsDesk.Batch, connections: 6);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = crowd.RunAsync(cluster.People(Campaign, people), over.Token);
        await DeclareAsync(cluster[0]);

        var seen = await room.WaitAsync(one => Ended(one) is not null);
        var (begun, ended) = (FactOf(seen, "stepBegun")!.Value, Ended(seen)!.Value);
        await over.CancelAsync();
        await running;
        var text = ended.Fact.GetProperty("text").GetString()!;
        output.WriteLine($"{(ended.At - begun.At).TotalSeconds:F1} s from the step's begin to its end: {text}");
        Assert.True(ended.Fact.GetProperty("end").GetString() == "Done", $"{text}\n{cluster[0].Tail()}");
        var effect = Effect().Match(text);
        Assert.True(effect.Success, text);
        Assert.InRange(Number(effect, "books"), 2, Shards);
        Assert.InRange(Number(effect, "share"), 15, 100);
        Assert.True(Number(effect, "all") > 0, text);
        Assert.Equal("node1 3, node2 3, node3 3, node4 3", Books(cluster));
        Assert.Empty(crowd.Strange);
        Assert.Equal(
            crowd.Receipts.Count,
            crowd.Receipts.Select(one => one.VoucherId).Distinct(StringComparer.Ordinal).Count());
        using var ready = await cluster.Spare!.Client.GetAsync("/health/ready");
        Assert.True(ready.IsSuccessStatusCode);
    }

    private static async Task<string> PlanAsync()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "plans", "default.yaml"));
        const string shipped = "inputs: {driver: webhook, endpoint: capacity, percentAtLeast: 15}";
        Assert.Contains(shipped, text, StringComparison.Ordinal);
        return text.Replace(
            shipped, "inputs: {driver: process, endpoint: here, percentAtLeast: 15}", StringComparison.Ordinal);
    }

    private static async Task DeclareAsync(HostProcess at)
    {
        using var client = new HttpClient { BaseAddress = at.Url };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await at.CreateKeyAsync("commander"));
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/ops/incidents", new { risk = "overload", campaigns = new[] { Campaign }, text = "a test" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static (DateTimeOffset At, JsonElement Fact)? Ended(JsonElement incident) => FactOf(incident, "stepEnded");

    private static (DateTimeOffset At, JsonElement Fact)? FactOf(JsonElement incident, string kind) =>
        RoomReader.Facts(incident, kind).Where(one => one.Fact.GetProperty("step").GetString() == "scale-out")
            .Select(one => ((DateTimeOffset, JsonElement)?)one).FirstOrDefault();

    private static string Books(NodeProcesses cluster) => string.Join(", ", cluster.Owners()
        .Where(owner => !owner.Chain.IsPool).CountBy(owner => owner.Node)
        .OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"));

    private static int Number(Match effect, string name) => int.Parse(effect.Groups[name].Value, null);

    [GeneratedRegex(@"node4 owns (?<books>\d+) of 12 books, in 2 s decided (?<share>\d+) % of (?<all>\d+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Effect();
}
