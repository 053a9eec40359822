using Floodgate.Storage;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Pool;

/// <summary>Owns the lifetime of one campaign's pool on this node; the work is in <see cref="PoolOwner"/>.</summary>
[Reentrant, KeepAlive]
internal sealed class StockPoolGrain(VoucherNode node) : Grain, IStockPoolGrain
{
    private PoolOwner? _owner;

    /// <summary>A fenced owner has lost its chain to another: this activation gives way to a new one.</summary>
    private PoolOwner Owner
    {
        get
        {
            if (_owner!.State == BookState.Gone) DeactivateOnIdle();
            return _owner;
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _owner = node.OwnerOf((int)this.GetPrimaryKeyLong());
        _ = _owner.OpenAsync();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _owner?.Stop();
        _owner?.Dispose();
        return Task.CompletedTask;
    }

    public Task<JoinReply> JoinAsync(JoinRequest request) => Owner.JoinAsync(request);

    public Task<StockReply> RequestStockAsync(StockRequest request) => Owner.RequestStockAsync(request);

    public Task<ApplyReply> ApplyAsync(byte[] definition, int expectedVersion, byte codeKey) =>
        Owner.ApplyAsync(definition, expectedVersion, codeKey);

    public Task<bool> PauseAsync(byte[] pause) => Owner.PauseAsync(pause);

    public Task<bool> ResumeAsync(string key, string reason, string actor) => Owner.ResumeAsync(key, reason, actor);

    public Task<PoolFigures> FiguresAsync() => Owner.FiguresAsync();
}
