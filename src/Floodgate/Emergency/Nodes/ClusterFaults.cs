using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Nodes;

/// <summary>What a drill plays on a node that has no cluster to break.</summary>
internal enum DrillClusterFault
{
    /// <summary>As if a further node had died.</summary>
    NodeLost,

    /// <summary>As if a further node lived and did not answer.</summary>
    NetworkSplit,

    /// <summary>As if the database behind the store were gone; the store itself is left alone.</summary>
    DatabaseLost,
}

/// <summary>What is played now.</summary>
/// <param name="By">Who asked for it.</param>
internal sealed record ClusterFault(DrillClusterFault Kind, DateTimeOffset Until, string By);

/// <summary>
/// Has this node's detectors see what a cluster would show, for a drill: nothing is killed or cut, and whoever looks is
/// told that it is played. There is one only on a node that was started for drills. A fault ends by itself when whoever
/// asked for it does not ask again.
/// </summary>
internal sealed class ClusterFaults(TimeProvider clock, ILogger<ClusterFaults> log)
{
    /// <summary>What the node is called that is not there.</summary>
    public const string PlayedNode = "drill-node (played)";

    private volatile ClusterFault? _fault;

    public ClusterFault? Current => _fault is { } fault && fault.Until > clock.GetUtcNow() ? fault : null;

    /// <summary>Begins a fault, or lets the same one go on; another one takes its place.</summary>
    public void Arm(DrillClusterFault kind, TimeSpan lasts, string by)
    {
        var before = Current;
        _fault = new ClusterFault(kind, clock.GetUtcNow() + lasts, by);
        if (before?.Kind != kind || before.By != by) NodesLog.FaultBegun(log, kind, by);
    }

    /// <summary>Ends the fault now.</summary>
    public void Clear(string by)
    {
        if (Interlocked.Exchange(ref _fault, null) is not null) NodesLog.FaultEnded(log, by);
    }

    /// <summary>Before the database is probed.</summary>
    /// <exception cref="IOException">The drill has it gone.</exception>
    public void BeforeProbe()
    {
        if (Current?.Kind == DrillClusterFault.DatabaseLost)
            throw new IOException("the database does not answer (played for a drill)");
    }
}
