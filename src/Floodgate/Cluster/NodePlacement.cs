using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Floodgate.Cluster;

/// <summary>On the node of that name, or nowhere.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("floodgate.placement.node.v1")]
internal sealed class NodePlacement : PlacementStrategy;

/// <summary>For a grain that speaks for a node; its key is the node's name.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NodePlacementAttribute() : PlacementAttribute(new NodePlacement());

/// <summary>Places what speaks for a node on it.</summary>
internal sealed class NodePlacementDirector(LivingNodes nodes) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var name = target.GrainIdentity.Key.ToString()!;
        return nodes.Find(name) is { } silo && context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo) : throw new OrleansException($"there is no node {name}");
    }
}
