using Floodgate.Storage;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Floodgate.Vouchers.Placement;

/// <summary>A shard's book is placed by <see cref="BookHomes"/>.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("floodgate.placement.book.v1")]
internal sealed class BookPlacement : PlacementStrategy;

/// <summary>So is a pool, whose key is the campaign's number.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("floodgate.placement.pool.v1")]
internal sealed class PoolPlacement : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class BookPlacementAttribute() : PlacementAttribute(new BookPlacement());

[AttributeUsage(AttributeTargets.Class)]
internal sealed class PoolPlacementAttribute() : PlacementAttribute(new PoolPlacement());

/// <summary>Where a book's activation goes that nobody has yet.</summary>
internal sealed class BookPlacementDirector(BookHomes homes) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (silos is [var only]) return Task.FromResult(only);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } told)
            return Task.FromResult(told);
        var key = target.GrainIdentity.GetIntegerKey();
        var chain = strategy is PoolPlacement ? ChainId.Pool((int)key) : ChainId.FromValue(key);
        return Task.FromResult(homes.SiloOf(chain) is { } home && silos.Contains(home) ? home : Anywhere(silos));
    }

    /// <summary>The same for all who ask: two that guess differently would meet in the directory.</summary>
    private static SiloAddress Anywhere(SiloAddress[] silos) => silos.Min()!;
}
