using Floodgate.Storage;

namespace Floodgate.Vouchers;

/// <summary>Owns the lifetime of one book on this node; the work is in its owner, a plain class.</summary>
internal abstract class BookGrain<TOwner, TBook> : Grain
    where TOwner : BookOwner<TBook>
    where TBook : Storage.Book
{
    private TOwner? _owner;

    /// <summary>A fenced owner has lost its book to another: this activation gives way to a new one.</summary>
    protected TOwner Owner
    {
        get
        {
            if (_owner!.State == BookState.Gone) DeactivateOnIdle();
            return _owner;
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _owner = Own(this.GetPrimaryKeyLong());
        _ = _owner.OpenAsync();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _owner?.Stop();
        (_owner as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The owner of the book this grain's key names.</summary>
    protected abstract TOwner Own(long key);
}
