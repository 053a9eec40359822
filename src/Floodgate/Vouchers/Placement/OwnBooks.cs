using System.Collections.Concurrent;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Placement;

/// <summary>A book this node has, open or not.</summary>
/// <param name="Chain">Which.</param>
/// <param name="State">Whether it can be asked.</param>
/// <param name="LeaveAsync">Gives it to another node; ends when it is there, or after a while.</param>
/// <param name="Head">The epoch it is written under and the row it is at; zeros while it is not open.</param>
internal sealed record OwnBook(
    ChainId Chain, Func<BookState> State, Func<SiloAddress, Task> LeaveAsync, Func<(long Epoch, long Row)> Head);

/// <summary>
/// The books whose grains live on this node. What is done for a book in the background is done where it is.
/// </summary>
internal sealed class OwnBooks
{
    private readonly ConcurrentDictionary<ChainId, OwnBook> _books = new();
    private long _changes;

    /// <summary>Rises whenever a book comes or goes.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    public IEnumerable<OwnBook> All => _books.Values;

    public bool Has(ChainId chain) => _books.ContainsKey(chain);

    public bool IsOpen(ChainId chain) => _books.GetValueOrDefault(chain)?.State() == BookState.Open;

    public void Add(OwnBook book)
    {
        _books[book.Chain] = book;
        Interlocked.Increment(ref _changes);
    }

    /// <summary>Not one that has been replaced since.</summary>
    public void Remove(OwnBook book)
    {
        if (_books.TryRemove(KeyValuePair.Create(book.Chain, book))) Interlocked.Increment(ref _changes);
    }
}
