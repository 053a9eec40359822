using System.Collections.Concurrent;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Three real nodes behind the shipped HAProxy are stopped and started one after the other.</summary>
[Collection(ProcessCollection.Name)]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private const string Campaign = "rush";
    private const int Shards = 12, ClaimsPerBeat = 6;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Each person asks once and never again: whatever goes wrong is seen. Run by hand (<c>--explicit only</c>) on a
    /// machine of its own: where a book takes longer than 2.5 s to move, its claimants are told 503 to ask again.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task RollingRestart_NoClientSeesAFailure()
    {
        const int people = 60_000;
        await using var cluster = await NodeProcesses.StartAsync(3);
        using var desk = await OpsDesk.OpenAsync(cluster[0]);
        await desk.ApplyAsync(Campaign, people, Shards);
        await SpreadAsync(cluster);
        await using var balancer = await Balancer.StartAsync(cluster.Nodes);
        using var crowd = new Crowd(balancer.Url, Campaign, OpsDesk.Batch, connections: 128);
        var claimants = cluster.People(Campaign, people);
        using var over = new CancellationTokenSource();
        var failures = new ConcurrentQueue<string>();
        var claiming = ClaimAsync(crowd, claimants, failures, over.Token);
        var began = TimeProvider.System.GetTimestamp();
        for (var node = 0; node < 3; node++)
        {
            Assert.Equal(0, await cluster[node].StopAsync());
            await cluster[node].StartAgainAsync();
            await SpreadAsync(cluster);
        }

        await over.CancelAsync();
        var asked = await claiming;
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        output.WriteLine($"{asked:N0} claims in {seconds:F0} s ({asked / seconds:F0} a second), "
            + $"{failures.Count} failed, the longest answer {crowd.Longest.TotalMilliseconds:N0} ms");
        Assert.True(asked > 5_000, $"only {asked} were asked");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(20)) + '\n' + balancer.Log + '\n'
            + string.Join('\n', cluster.Nodes.Select(one => one.Tail(60))));
        Assert.Equal((people, asked), await desk.LedgerAsync(Campaign));
    }

    private static Task SpreadAsync(NodeProcesses cluster) => Patience.UntilAsync(
        () => cluster.Owners().Where(owner => !owner.Chain.IsPool).GroupBy(owner => owner.Node)
            .Select(group => group.Count()).SequenceEqual([4, 4, 4]),
        () => $"books: {string.Join(' ', cluster.Owners().Select(owner => $"{owner.Chain}:{owner.Node}"))}\n"
            + string.Join('\n', cluster.Nodes.Select(one => one.Tail(30))));

    /// <summary>So many a second, whoever is still waiting. Answers how many were asked.</summary>
    private static async Task<int> ClaimAsync(
        Crowd crowd, IReadOnlyList<Claimant> people, ConcurrentQueue<string> failures, CancellationToken stop)
    {
        var asked = 0;
        var under = new List<Task>(people.Count);
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        while (!stop.IsCancellationRequested && asked + ClaimsPerBeat <= people.Count)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            for (var i = 0; i < ClaimsPerBeat; i++) under.Add(OnceAsync(crowd, people[asked++], failures));
        }

        await Task.WhenAll(under);
        return asked;
    }

    private static async Task OnceAsync(Crowd crowd, Claimant who, ConcurrentQueue<string> failures)
    {
        var at = TimeProvider.System.GetUtcNow();
        try
        {
            var reply = await crowd.ClaimAsync(who);
            if ((int)reply.Status is not (200 or 201))
                failures.Enqueue($"{at:HH:mm:ss.fff} {(int)reply.Status} {reply.Body}");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            failures.Enqueue($"{at:HH:mm:ss.fff} {fault.Message}");
        }
    }
}
