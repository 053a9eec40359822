using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Simulation.Planted;

/// <summary>
/// The places where a fault can be planted, all around the program and none inside it. This one plants nothing.
/// </summary>
internal class PlantedFault
{
    public static PlantedFault None { get; } = new();

    /// <summary>Whether the store refuses the rows of an older epoch.</summary>
    public virtual bool GuardsEpochs => true;

    /// <summary>Whether a commit is on disk when it returns.</summary>
    public virtual bool Syncs => true;

    /// <summary>Whether what a book answers from memory alone waits for a look at the chain's epoch.</summary>
    public virtual bool Holds => true;

    public virtual IJournal Journal(SimWorld world, SimNode node, IJournal journal) => journal;

    public virtual IStockPoolGrain Pool(SimWorld world, IStockPoolGrain pool) => pool;

    public virtual Task<ClaimAnswer[]?> ClaimAsync(ShardOwner owner, ClaimRequest[] requests) =>
        owner.ClaimAsync(requests);

    public virtual Task<RedemptionAnswer> RedeemAsync(ShardOwner owner, RedeemRequest request) =>
        owner.RedeemAsync(request);

    public virtual Task<RefundAnswer> RefundAsync(ShardOwner owner, RefundRequest request) =>
        owner.RefundAsync(request);

    public virtual Task<ExpiryStep> ExpireAsync(
        ShardOwner owner, int from, int scanMax, int expireMax, long graceMicros) =>
        owner.ExpireAsync(from, scanMax, expireMax, graceMicros);

    public virtual bool IsSoldOutFor(CampaignGate gate, int batch, int shard, PersonId person) =>
        gate.IsSoldOutFor(batch, shard, person);

    public virtual void BeforeOpen(SimWorld world, SimNode node, ChainId chain)
    {
    }

    public virtual void Begin(SimWorld world)
    {
    }
}
