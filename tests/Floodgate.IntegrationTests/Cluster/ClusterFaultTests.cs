using System.Globalization;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>
/// Three real nodes behind the shipped HAProxy, a crowd, and faults in an order that follows from a seed. By hand with
/// more of them: <c>FLOODGATE_FAULTS=seed:count</c>.
/// </summary>
[Collection(ProcessCollection.Name)]
public sealed class ClusterFaultTests(ITestOutputHelper output)
{
    private const string Campaign = "rush";
    private const int PeopleABlow = 2_000;
    private const int BeforeTheBlow = 300;
    private const int Blows = 5;

    /// <summary>
    /// Under every fault people go on claiming. Whoever was acknowledged finds the receipt, nothing is issued twice or
    /// over stock, everybody gets a definite answer in the end, and issued is stock.
    /// </summary>
    [Fact]
    public async Task RandomFaults_UnderClaims_LoseNoReceipt_AndTheStockIsIssuedToTheLast()
    {
        var (seed, count) = Chosen();
        var blows = Blow.Plan(seed, count);
        output.WriteLine($"FLOODGATE_FAULTS={seed}:{count}");
        var people = PeopleABlow * count;
        var stock = people - (PeopleABlow / 2);
        using var wire = Wire.Lay();
        await using var cluster = await NodeProcesses.StartAsync(3, wire: wire);
        using var desk = await OpsDesk.OpenAsync(cluster[0]);
        await desk.ApplyAsync(Campaign, stock, shards: 12);
        await using var balancer = await Balancer.StartAsync(cluster.Nodes);
        using var crowd = new Crowd(balancer.Url, Campaign, OpsDesk.Batch, connections: 32);
        var faults = new Faults(cluster, wire);
        var claimants = cluster.People(Campaign, people);
        for (var i = 0; i < count; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var unknown = Unknown(crowd);
            var answered = crowd.Answered;
            var running = crowd.RunAsync(
                [.. claimants.Skip(i * PeopleABlow).Take(PeopleABlow)], TestContext.Current.CancellationToken);
            await Patience.UntilAsync(
                () => crowd.Answered >= answered + BeforeTheBlow, () => $"nobody is answered\n{cluster[0].Tail()}");
            await faults.StrikeAsync(blows[i]);
            await running;
            output.WriteLine($"{blows[i]}: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s, "
                + $"{Unknown(crowd) - unknown:N0} unknown, longest answer so far {crowd.Longest.TotalSeconds:F1} s");
        }

        Assert.Empty(crowd.Strange);
        Assert.True(Unknown(crowd) > 0, "no commit was left unknown: the run proves too little");
        Assert.Equal(stock, crowd.Receipts.Count);
        Assert.Equal(stock, crowd.Receipts.Select(one => one.VoucherId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(people - stock, crowd.Refused["sold-out"]);
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts]));
        Assert.Equal((stock, stock), await desk.LedgerAsync(Campaign));
        var verified = await cluster[0].VerifyAsync();
        Assert.True(verified.Exit == 0, verified.All);
        output.WriteLine("tried again after: "
            + string.Join(", ", crowd.Retried.Select(entry => $"{entry.Key} {entry.Value:N0}")));
        output.WriteLine(verified.Output);
    }

    private static int Unknown(Crowd crowd) =>
        crowd.Retried.Where(entry => entry.Key.EndsWith("/unknown", StringComparison.Ordinal))
            .Sum(entry => entry.Value);

    private static (int Seed, int Count) Chosen()
    {
        if (Environment.GetEnvironmentVariable("FLOODGATE_FAULTS") is not { Length: > 0 } text)
            return (Environment.TickCount & 0xFFFF, Blows);
        var parts = text.Split(':');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : Blows);
    }
}
