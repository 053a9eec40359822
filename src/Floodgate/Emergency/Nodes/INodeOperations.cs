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

/// <summary>
/// Cordons that every living node is told of, and that the next restart forgets. There is no draining beyond that: the
/// balancer sends on to a node that answers.
/// </summary>
internal sealed class CordonOperations(Cordons cordons, OtherNodes others) : INodeOperations
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    public async Task<string?> TurnAsync(string node, NodeWish wish, string why)
    {
        var wanted = wish == NodeWish.Serve
            ? cordons.Nodes.Where(name => name != node).ToArray() : [.. cordons.Nodes.Append(node).Distinct()];
        cordons.Set(wanted);
        var told = await others.AskAsync<INodeLoadGrain, bool>(one => one.CordonAsync(wanted), Within);
        var silent = told.Where(answer => !answer.HasAnswered).Select(answer => answer.Node).ToArray();
        return silent.Length == 0 ? null : $"{string.Join(", ", silent)} did not hear of it";
    }
}
