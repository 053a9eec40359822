using Floodgate.Cluster;
using Floodgate.Emergency.Detection;
using Microsoft.Extensions.Hosting;

namespace Floodgate.Emergency.Nodes;

/// <summary>What the nodes do; asked of all of them.</summary>
internal interface INodeLoads
{
    /// <summary>Of this node and of every other that answers in time, by name. Never throws.</summary>
    Task<IReadOnlyDictionary<string, NodeLoad>> ReadAsync();
}

/// <summary>
/// What this node sees of the others: who was lost, who lives and does not answer, how much of all processors is used.
/// Alone it sees itself.
/// </summary>
internal sealed class NodeSight(
    NodeSight.Parts parts, OwnLoad own, TimeProvider clock) : BackgroundService, INodeLoads
{
    private const int TicksPerLook = 5;

    /// <summary>Often enough that a node which leaves in good order is seen doing so.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(800);
    private readonly LostNodes _lost = new();
    private readonly ProcessSignals _process = new(clock);
    private readonly Dictionary<string, int> _silences = new(StringComparer.Ordinal);
    private volatile string[] _gone = [], _silent = [];
    private volatile IReadOnlyDictionary<string, NodeLoad> _loads = new Dictionary<string, NodeLoad>();

    /// <summary>What a silence needs to be one: a node that has only just come may not answer yet.</summary>
    private const int SilencesLeast = 3;

    /// <summary>Nodes that went without a word, as far as the membership has noticed.</summary>
    public Observation Lost() => Of(_gone, DrillClusterFault.NodeLost);

    /// <summary>Nodes that live for the membership and have not answered this one for three looks.</summary>
    public Observation Unreachable() => Of(_silent, DrillClusterFault.NetworkSplit);

    /// <summary>Percent of the processors of all nodes that answered; null before the first look.</summary>
    public double? CapacityUsed()
    {
        var measured = _loads.Values.Select(load => load.Cpu).OfType<double>().ToArray();
        return measured.Length == 0 ? null : measured.Average();
    }

    /// <summary>Nodes that are lost, else those that do not answer: what a step without a name is about.</summary>
    public IReadOnlyList<string> InTrouble()
    {
        var lost = With(_gone, DrillClusterFault.NodeLost);
        return lost.Length > 0 ? lost : With(_silent, DrillClusterFault.NetworkSplit);
    }

    public bool Lives(string node) => parts.Nodes.Find(node) is not null;

    /// <summary>Somebody has seen to it: it is not waited for any more, at no node.</summary>
    public void Forget(string node)
    {
        HearForgotten(node);
        _ = parts.Others.AskAsync<INodeLoadGrain, bool>(other => other.ForgetAsync(node), Within);
    }

    /// <summary>As another node has it.</summary>
    public void HearForgotten(string node)
    {
        lock (_lost) _lost.Forget(node);
        LookForLost();
    }

    public async Task<IReadOnlyDictionary<string, NodeLoad>> ReadAsync()
    {
        var answers = await parts.Others.AskAsync<INodeLoadGrain, NodeLoad>(node => node.LoadAsync(), Within);
        var loads = answers.Where(answer => answer.HasAnswered)
            .ToDictionary(answer => answer.Node, answer => answer.Said, StringComparer.Ordinal);
        loads[parts.Nodes.Me] = own.Read();
        return loads;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            for (var tick = 0; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                LookForLost();
                if (tick % TicksPerLook == 0) await LookAsync(tick / TicksPerLook);
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private void LookForLost()
    {
        lock (_lost)
        {
            _lost.Learn(parts.Members());
            // One that dies while it joins was asked for nothing else: it is lost.
            _gone = _lost.Names(name => parts.Cordons.Of(name) is NodeState.Cordoned or NodeState.Draining);
        }
    }

    private async Task LookAsync(long second)
    {
        _process.Read(second);
        own.Cpu = _process.Cpu;
        var living = parts.Nodes.Now.Keys.Where(name => name != parts.Nodes.Me).ToArray();
        _loads = await ReadAsync();
        foreach (var name in _silences.Keys.Except(living).ToArray()) _silences.Remove(name);
        foreach (var name in living)
            _silences[name] = _loads.ContainsKey(name) ? 0 : _silences.GetValueOrDefault(name) + 1;
        _silent = [.. _silences.Where(one => one.Value >= SilencesLeast).Select(one => one.Key)
            .Order(StringComparer.Ordinal)];
    }

    private Observation Of(string[] names, DrillClusterFault fault)
    {
        var all = With(names, fault);
        return new Observation(all.Length, Text: all.Length == 0 ? null : string.Join(", ", all));
    }

    /// <summary>What a drill plays comes on top of what is so.</summary>
    private string[] With(string[] names, DrillClusterFault fault) =>
        parts.Faults?.Current?.Kind == fault ? [.. names, ClusterFaults.PlayedNode] : names;

    /// <param name="Members">The membership, with those who are dead.</param>
    /// <param name="Faults">Only on a node for drills.</param>
    internal sealed record Parts(
        LivingNodes Nodes, OtherNodes Others, Cordons Cordons, Func<IEnumerable<Member>> Members,
        ClusterFaults? Faults);
}
