namespace Floodgate.Cluster;

/// <summary>What another node said, or why it said nothing.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Said">Its answer; the default value without one.</param>
/// <param name="Silence">Why there is no answer: dead, late, or its own words; null with one.</param>
internal readonly record struct NodeAnswer<T>(string Node, T? Said, string? Silence)
{
    public bool HasAnswered => Silence is null;
}

/// <summary>
/// Speaks to all other living nodes at once, each through the grain that stands for it (its key is the node's name; see
/// <see cref="NodePlacementAttribute"/>). Waits for nobody longer than it is told to: a node that is silent is part of
/// the answer. Where one node is alone there is nobody to ask.
/// </summary>
internal sealed class OtherNodes(LivingNodes nodes, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Asks all; in order of their names. Never throws.</summary>
    public async Task<IReadOnlyList<NodeAnswer<T>>> AskAsync<TNode, T>(Func<TNode, Task<T>> ask, TimeSpan within)
        where TNode : IGrainWithStringKey =>
        await Task.WhenAll(nodes.Now.Keys.Where(name => name != nodes.Me).Order(StringComparer.Ordinal)
            .Select(name => AskAsync(name, ask, within)));

    /// <summary>Asks one. Never throws.</summary>
    public async Task<NodeAnswer<T>> AskAsync<TNode, T>(string name, Func<TNode, Task<T>> ask, TimeSpan within)
        where TNode : IGrainWithStringKey
    {
        try
        {
            return new NodeAnswer<T>(
                name, await ask(grains.GetGrain<TNode>(name)).WaitAsync(within, clock), Silence: null);
        }
#pragma warning disable CA1031 // Its silence is the answer.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new NodeAnswer<T>(name, Said: default, fault.Message);
        }
    }
}
