using Orleans.Runtime.Placement;

namespace Floodgate.Vouchers.Placement;

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
