using Floodgate.Cluster;

namespace Floodgate.Emergency.Nodes;

/// <summary>What a node is asked to be.</summary>
internal enum NodeWish
{
    /// <summary>It takes books again.</summary>
    Serve,

    /// <summary>It answers whoever asks and gives its books away.</summary>
    Cordon,

    /// <summary>As cordoned, and the balancer is told to send nobody.</summary>
    Drain,
}

/// <summary>The cluster's own operations on its nodes, as a runbook's step needs them.</summary>
internal interface INodeOperations
{
    /// <summary>Asks the node; a node that is not alive is remembered as such by the others.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="wish">What it is to be.</param>
    /// <param name="why">For whoever reads it later.</param>
    /// <returns>Null: it was taken; else why not, in words.</returns>
    Task<string?> TurnAsync(string node, NodeWish wish, string why);
}

/// <summary>By the node's own word, which it keeps and tells the others.</summary>
internal sealed class NodeOperations(OtherNodes nodes) : INodeOperations
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    public async Task<string?> TurnAsync(string node, NodeWish wish, string why)
    {
        var state = wish switch
        {
            NodeWish.Serve => NodeState.Serving,
            NodeWish.Cordon => NodeState.Cordoned,
            _ => NodeState.Draining,
        };
        var answer = await nodes.AskAsync<INodeStandingGrain, NodeTurned>(node, one => one.TurnAsync(state), Within);
        if (!answer.HasAnswered) return $"{node} does not answer: {answer.Silence}";
        if (answer.Said.IsLast) return $"{node} is the last that serves";
        return answer.Said.Fault;
    }
}
