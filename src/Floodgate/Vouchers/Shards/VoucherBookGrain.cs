using Floodgate.Storage;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Wallets;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Shards;

/// <summary>
/// Owns the lifetime of one shard's book on this node; it only enqueues. The work is in <see cref="ShardOwner"/>.
/// </summary>
[Reentrant, KeepAlive]
internal sealed class VoucherBookGrain(VoucherNode node) : Grain, IVoucherBookGrain
{
    private ShardOwner? _owner;

    /// <summary>A fenced owner has lost its book to another: this activation gives way to a new one.</summary>
    private ShardOwner Owner
    {
        get
        {
            if (_owner!.State == BookState.Gone) DeactivateOnIdle();
            return _owner;
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _owner = node.OwnerOf(ChainId.FromValue(this.GetPrimaryKeyLong()));
        _ = _owner.OpenAsync();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _owner?.Stop();
        return Task.CompletedTask;
    }

    public Task<ClaimAnswer[]?> ClaimAsync(ClaimRequest[] requests) => Owner.ClaimAsync(requests);

    public Task<WalletItem[]?> WalletAsync(UInt128 person) => Owner.WalletAsync(person);

    public Task<bool> DefineAsync(VersionMessage version) => Owner.DefineAsync(version);

    public Task<bool> PauseAsync(byte[] pause, long stamp) => Owner.PauseAsync(pause, stamp);

    public Task<bool> ResumeAsync(string key, string reason, string actor, long stamp) =>
        Owner.ResumeAsync(key, reason, actor, stamp);

    public Task<RecallReply> RecallAsync(int batch, long granted) => Owner.RecallAsync(batch, granted);

    public Task<ShardFigures> FiguresAsync() => Owner.FiguresAsync();

    public Task<bool> EnsureOpenAsync() => Owner.WhenOpenAsync();
}
