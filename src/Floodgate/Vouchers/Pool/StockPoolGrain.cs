using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Placement;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Pool;

/// <summary>Owns the lifetime of one campaign's pool on this node; the work is in <see cref="PoolOwner"/>.</summary>
[Reentrant, KeepAlive, PoolPlacement]
internal sealed class StockPoolGrain(VoucherNode node) : BookGrain<PoolOwner, StockPool>(node), IStockPoolGrain
{
    protected override PoolOwner Own(long key) => Node.OwnerOf((int)key);

    public Task<JoinReply> JoinAsync(JoinRequest request) => Owner.JoinAsync(request);

    public Task<StockReply> RequestStockAsync(StockRequest request) => Owner.RequestStockAsync(request);

    public Task<StockReply> RequestCapAsync(CapRequest request) => Owner.RequestCapAsync(request);

    public Task<ApplyReply> ApplyAsync(byte[] definition, int expectedVersion, byte codeKey) =>
        Owner.ApplyAsync(definition, expectedVersion, codeKey);

    public Task<bool> PauseAsync(byte[] pause) => Owner.PauseAsync(pause);

    public Task<bool> ResumeAsync(string key, string reason, string actor, long ifStamp) =>
        Owner.ResumeAsync(key, reason, actor, ifStamp);

    public Task<ExtendKind> ExtendAsync(byte[] extension) => Owner.ExtendAsync(extension);

    public Task<PoolFigures> FiguresAsync() => Owner.FiguresAsync();

    public Task<PoolFacts> FactsAsync(int version, int extensions) => Owner.FactsAsync(version, extensions);
}
