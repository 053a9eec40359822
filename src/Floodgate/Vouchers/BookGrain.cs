using Floodgate.Storage;
using Floodgate.Vouchers.Placement;
using Orleans.Runtime.Placement;

namespace Floodgate.Vouchers;

/// <summary>Owns the lifetime of one book on this node; the work is in its owner, a plain class.</summary>
internal abstract class BookGrain<TOwner, TBook>(VoucherNode node) : Grain
    where TOwner : BookOwner<TBook>
    where TBook : Storage.Book
{
    private static readonly DeactivationReason Lost = new(
        DeactivationReasonCode.ApplicationRequested, "another node has the book");

    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(5);

    private TOwner? _owner;
    private OwnBook? _own;

    /// <summary>A fenced owner has lost its book to another: this activation gives way to a new one.</summary>
    protected TOwner Owner
    {
        get
        {
            if (_owner!.State == BookState.Gone) DeactivateOnIdle();
            return _owner;
        }
    }

    protected VoucherNode Node => node;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (owner, context) = (Own(this.GetPrimaryKeyLong()), GrainContext);
        // Also an owner that nobody calls any more must go, or its node would say that it keeps the book.
        owner.Lost = () => context.Deactivate(Lost, CancellationToken.None);
        _owner = owner;
        _own = new OwnBook(owner.Chain, () => owner.State, home => LeaveAsync(context, home), () => owner.Head);
        node.Own.Add(_own);
        _ = owner.OpenAsync();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_own is not null) node.Own.Remove(_own);
        if (_owner is null) return;
        // The round that is under way may wait for the store: not on a thread that others' grains need.
        await _owner.StopAsync();
    }

    /// <summary>The owner of the book this grain's key names.</summary>
    protected abstract TOwner Own(long key);

    /// <summary>
    /// What is under way is answered, what comes meanwhile waits and goes where the book goes. Given up and opened by
    /// whoever is asked next, it could come back: a node that has not heard of the new home yet would place it by its
    /// older plan.
    /// </summary>
    private async Task LeaveAsync(IGrainContext context, SiloAddress home)
    {
        context.Migrate(
            new Dictionary<string, object>(StringComparer.Ordinal) { [IPlacementDirector.PlacementHintKey] = home },
            CancellationToken.None);
        await Task.WhenAny(context.Deactivated, Task.Delay(LeaveWithin, node.Environment.Clock));
    }
}
