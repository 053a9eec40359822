using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Cluster;

/// <summary>
/// What this node is for, kept in a file of its own so that it holds over a restart. A cordon is a node's own word and
/// needs no database; it is a wish: a node that nobody else serves beside goes on serving.
/// </summary>
/// <param name="file">Where it is kept; null: nowhere.</param>
/// <param name="isReady">Whether it has opened what it serves; until then it joins.</param>
/// <param name="nodes">Who lives.</param>
/// <param name="cordons">What is known of all.</param>
/// <param name="others">Who is told.</param>
/// <param name="clock">The node's.</param>
/// <param name="log">The node's.</param>
internal sealed class NodeStanding(
    string? file, Func<bool> isReady, LivingNodes nodes, Cordons cordons, OtherNodes others, TimeProvider clock,
    ILogger<NodeStanding> log)
{
    private static readonly TimeSpan TellWithin = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private NodeState _state = Read(file, log);
    private long _stamp;
    private bool _ready;
    private volatile bool _leaving;

    public NodeState State
    {
        get
        {
            lock (_gate) return _state == NodeState.Serving && !_ready ? NodeState.Joining : _state;
        }
    }

    /// <summary>
    /// The balancer is to send nobody: this process ends, or was drained while another node is there to be sent to.
    /// </summary>
    public bool IsAway => _leaving || (State == NodeState.Draining && HasServingOther);

    /// <summary>Whether any other node takes books.</summary>
    public bool HasServingOther =>
        nodes.Now.Keys.Any(name => name != nodes.Me && cordons.Of(name) == NodeState.Serving);

    public NodeSaid Say()
    {
        lock (_gate) return new NodeSaid(State, _stamp, clock.NowMicros());
    }

    /// <summary>By order of a person: kept over a restart.</summary>
    public async Task<NodeTurned> TurnAsync(NodeState state)
    {
        if (state != NodeState.Serving && !HasServingOther) return new NodeTurned(IsLast: true, Fault: null, []);
        try
        {
            if (file is not null) File.WriteAllText(file, state.ToString());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new NodeTurned(IsLast: false, fault.Message, []);
        }

        ClusterLog.Turned(log, state);
        // A process that ends is kept, and told, as it is to be; but it takes no books any more.
        return new NodeTurned(IsLast: false, Fault: null, await SetAsync(_leaving ? NodeState.Draining : state));
    }

    /// <summary>This process ends: as drained, for as long as it is there and no longer.</summary>
    public Task<string[]> LeaveAsync()
    {
        _leaving = true;
        return SetAsync(NodeState.Draining);
    }

    /// <summary>
    /// Says to itself what it is, so that its own plan counts it too; and to all others, when it has become ready.
    /// </summary>
    public Task KeepAsync()
    {
        lock (_gate)
        {
            if (_ready || !isReady())
            {
                SayToItself();
                return Task.CompletedTask;
            }

            _ready = true;
            return SetAsync(_state);
        }
    }

    private async Task<string[]> SetAsync(NodeState state)
    {
        lock (_gate)
        {
            _state = state;
            _stamp++;
        }

        SayToItself();
        var (me, said) = (nodes.Me, Say());
        var answers = await others.AskAsync<INodeStandingGrain, bool>(node => node.HearAsync(me, said), TellWithin);
        return [.. answers.Where(answer => !answer.HasAnswered).Select(answer => answer.Node)];
    }

    private void SayToItself() => cordons.Learn(nodes.Me, nodes.Find(nodes.Me), Say());

    private static NodeState Read(string? file, ILogger log)
    {
        try
        {
            if (file is null || !File.Exists(file)) return NodeState.Serving;
            return Enum.TryParse<NodeState>(File.ReadAllText(file), out var kept) && Enum.IsDefined(kept)
                ? kept : NodeState.Serving;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            ClusterLog.StandingUnread(log, fault.Message);
            return NodeState.Serving;
        }
    }
}
