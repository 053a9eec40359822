using System.Net;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Nodes of a cluster, each a process, on a primary that dies.</summary>
public sealed class ClusterFailoverTests
{
    [Fact]
    public async Task Nodes_WhenTheStandbyIsPromoted_AllGoOnThere_AndTheirMembershipToo()
    {
        await using var pair = await Pair.StartAsync();
        await using var nodes = await NodeProcesses.StartAsync(2, pair);
        await using var first = await FailoverNode.OpenAsync(pair.Connection, nodes[0], shards: 4);
        await first.UntilStandbyAsync("synchronous");
        var people = first.People(40);
        foreach (var person in people.Take(20)) await first.UntilServedAsync(person, nodes[1]);

        await pair.Primary.KillAsync();
        await first.UntilStandbyAsync("unknown");
        (HttpStatusCode Status, string? Code, string? Id) proposed = default;
        await Patience.UntilAsync(
            async () => (proposed = await first.ActAsync("promote")).Status == HttpStatusCode.Accepted,
            () => $"{proposed}\n{nodes[0].Tail()}");
        await first.ApproveAsync(proposed.Id!);
        await first.UntilStandbyAsync("released");
        foreach (var person in people) await first.UntilServedAsync(person, nodes[1]);
        Assert.Equal(40, (await first.Desk.LedgerAsync("autumn")).Issued);

        // The old one is back and first in the list, and a node that starts again joins at the new one.
        await pair.Primary.StartAgainAsync();
        await nodes[1].RestartAsync();
        var there = pair.Standby.SameAs(pair.Database);
        await Patience.UntilAsync(
            async () => await Pair.AskAsync(there, "SELECT count(*) FROM floodgate.silo WHERE status = 3") is 2L,
            () => nodes[1].Tail());
        Assert.Equal(0L, await Pair.AskAsync(
            pair.Database, "SELECT count(*) FROM pg_stat_activity WHERE application_name ~ '/(membership|journal)$'"));
        await first.UntilServedAsync(people[0], nodes[1]);
    }
}
