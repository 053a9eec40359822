using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Placement;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Wallets;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Shards;

/// <summary>
/// Owns the lifetime of one shard's book on this node; it only enqueues. The work is in <see cref="ShardOwner"/>.
/// </summary>
[Reentrant, KeepAlive, BookPlacement]
internal sealed class VoucherBookGrain(VoucherNode node) : BookGrain<ShardOwner, VoucherBook>(node), IVoucherBookGrain
{
    protected override ShardOwner Own(long key) => Node.OwnerOf(ChainId.FromValue(key));

    public Task<ClaimAnswer[]?> ClaimAsync(ClaimRequest[] requests) => Owner.ClaimAsync(requests);

    public Task<WalletItem[]?> WalletAsync(UInt128 person) => Owner.WalletAsync(person);

    public Task<bool> DefineAsync(VersionMessage version) => Owner.DefineAsync(version);

    public Task<bool> PauseAsync(byte[] pause, long stamp) => Owner.PauseAsync(pause, stamp);

    public Task<bool> ResumeAsync(string key, string reason, string actor, long stamp) =>
        Owner.ResumeAsync(key, reason, actor, stamp);

    public Task<bool> ExtendAsync(int number, byte[] extension) => Owner.ExtendAsync(number, extension);

    public Task<RecallReply> RecallAsync(int batch, long granted) => Owner.RecallAsync(batch, granted);

    public Task<RecallReply> RecallCapAsync(string counter, long granted, int version) =>
        Owner.RecallCapAsync(counter, granted, version);

    public Task<bool[]?> HoldersAsync(UInt128[] persons) => Owner.HoldersAsync(persons);

    public Task<ShardFigures> FiguresAsync() => Owner.FiguresAsync();

    public Task<BookFacts> FactsAsync() => Owner.FactsAsync();

    public Task<RedemptionAnswer> RedeemAsync(RedeemRequest request) => Owner.RedeemAsync(request);

    public Task<RedemptionAnswer[]?> RedeemManyAsync(RedeemRequest[] requests) => Owner.RedeemManyAsync(requests);

    public Task<RefundAnswer> RefundAsync(RefundRequest request) => Owner.RefundAsync(request);

    public Task<RedemptionAnswer> UndoAsync(UndoRequest request) => Owner.UndoAsync(request);

    public Task<MarkAnswer> MarkAsync(MarkRequest request) => Owner.MarkAsync(request);

    public Task<RedemptionAnswer[]?> ByOrderAsync(int store, ulong order) => Owner.ByOrderAsync(store, order);

    public Task<VoucherLife> LifeAsync(long number) => Owner.LifeAsync(number);

    public Task<ExpiryStep> ExpireAsync(int from, int scanMax, int expireMax, long graceMicros) =>
        Owner.ExpireAsync(from, scanMax, expireMax, graceMicros);

    public Task<bool> EnsureOpenAsync() => Owner.WhenOpenAsync();
}
