using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>What befalls a cluster of three nodes.</summary>
internal enum Fault
{
    /// <summary>SIGKILL to a node; it is started again.</summary>
    NodeKilled,

    /// <summary>A node stands still until the others have its books, and wakes.</summary>
    NodeFrozen,

    /// <summary>The node on the wire reaches the database, and no other node.</summary>
    NodeCutOff,

    /// <summary>The node on the wire reaches the other nodes, and not the database.</summary>
    NodeWithoutDatabase,

    /// <summary>The database stands still for longer than a commit may take: what was under way is unknown.</summary>
    DatabaseFrozen,

    /// <summary>The database ends the sessions of all journals at once.</summary>
    SessionsEnded,

    /// <summary>SIGKILL to the database and all of it; it is started again.</summary>
    DatabaseKilled,

    /// <summary>SIGKILL to all nodes at once; they are started again.</summary>
    AllNodesKilled,
}

/// <summary>One of them, at a node where it is about one.</summary>
internal readonly record struct Blow(Fault Fault, int Node)
{
    /// <summary>
    /// Different faults first, in an order and at nodes that follow from the seed, and among them the one that surely
    /// leaves commits unknown; then more, by chance.
    /// </summary>
    public static IReadOnlyList<Blow> Plan(int seed, int count)
    {
#pragma warning disable CA5394 // A test's order, to be had again from its seed.
        var chance = new Random(seed);
        var faults = Enum.GetValues<Fault>();
        chance.Shuffle(faults);
        var frozen = Array.IndexOf(faults, Fault.DatabaseFrozen);
        var early = Math.Min(frozen, chance.Next(count));
        (faults[frozen], faults[early]) = (faults[early], faults[frozen]);
        return [.. Enumerable.Range(0, count).Select(i => new Blow(
            i < faults.Length ? faults[i] : faults[chance.Next(faults.Length)], chance.Next(3)))];
#pragma warning restore CA5394
    }

    public override string ToString() =>
        Fault is Fault.NodeKilled or Fault.NodeFrozen ? $"{Fault} node{Node + 1}" : $"{Fault}";
}

/// <summary>Deals the blows, and heals what was hit; returns when every node is ready again.</summary>
internal sealed class Faults(NodeProcesses cluster, Wire wire)
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan DatabaseFrozen = TimeSpan.FromSeconds(3);

    public async Task StrikeAsync(Blow blow)
    {
        switch (blow.Fault)
        {
            case Fault.NodeKilled:
                cluster[blow.Node].Kill();
                break;
            case Fault.NodeFrozen:
                cluster[blow.Node].Freeze();
                await WaitAsync(Frozen);
                await UntilBooksLeftAsync(blow.Node);
                cluster[blow.Node].Wake();
                break;
            case Fault.NodeCutOff:
                wire.Cut(wire.HereToo);
                await UntilBooksLeftAsync(cluster.Nodes.Count - 1);
                wire.Mend(wire.HereToo);
                break;
            case Fault.NodeWithoutDatabase:
                wire.Cut(wire.Store);
                await UntilBooksLeftAsync(cluster.Nodes.Count - 1);
                wire.Mend(wire.Store);
                break;
            case Fault.DatabaseFrozen:
                cluster.Database.Stop();
                await WaitAsync(DatabaseFrozen);
                cluster.Database.Continue();
                break;
            case Fault.SessionsEnded:
                await cluster.Database.ExecuteAsync(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'floodgate'");
                break;
            case Fault.DatabaseKilled:
                await cluster.Database.RestartAsync();
                break;
            default:
                foreach (var node in cluster.Nodes) node.Kill();
                break;
        }

        await Task.WhenAll(cluster.Nodes.Select(HealAsync));
    }

    /// <summary>
    /// A node that ended, or ends because the others went on without it, is started again, as systemd would.
    /// </summary>
    private static async Task HealAsync(HostProcess node)
    {
        var ready = 0;
        await Patience.UntilAsync(
            async () =>
            {
                // Whatever it ended of: systemd would not ask either.
                if (!node.IsRunning) node.Launch();
                // For a while: one that was taken for dead may not know of it yet.
                ready = await node.IsReadyAsync() ? ready + 1 : 0;
                return ready > 20;
            },
            () => $"a node is not ready again\n{node.Tail()}");
    }

    /// <summary>None of the chains is written down as that node's.</summary>
    private Task UntilBooksLeftAsync(int node) => Patience.UntilAsync(
        () => cluster.Owners().All(owner => owner.Node != $"node{node + 1}"),
        () => $"books stay with node{node + 1}: {string.Join(' ', cluster.Owners())}");

    private static Task WaitAsync(TimeSpan time) =>
        Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);
}
