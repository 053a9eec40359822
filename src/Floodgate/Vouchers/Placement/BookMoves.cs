using Floodgate.Storage;

namespace Floodgate.Vouchers.Placement;

/// <summary>A book that another node has opened.</summary>
/// <param name="AtMicros">When this node saw it, up to a second later.</param>
/// <param name="Epoch">The one it was opened with: every node that saw it says the same.</param>
[GenerateSerializer, Immutable, Alias("floodgate.move.v1")]
internal readonly record struct BookMove(
    [property: Id(0)] long AtMicros, [property: Id(1)] long Chain, [property: Id(2)] string From,
    [property: Id(3)] string To, [property: Id(4)] long Epoch);

/// <summary>The last moves, as the store shows them: by whatever a book changed its node, it is seen here.</summary>
internal sealed class BookMoves
{
    private const int MovesMax = 64;
    private readonly Lock _gate = new();
    private readonly Queue<BookMove> _moves = new(MovesMax);
    private Dictionary<ChainId, string> _owners = [];

    /// <summary>The oldest first.</summary>
    public BookMove[] All
    {
        get
        {
            lock (_gate) return [.. _moves];
        }
    }

    /// <param name="owners">What the store says.</param>
    /// <param name="nowMicros">When it was asked.</param>
    public void Learn(IReadOnlyList<ChainOwner> owners, long nowMicros)
    {
        lock (_gate)
        {
            foreach (var owner in owners)
            {
                if (!_owners.TryGetValue(owner.Chain, out var before) || before == owner.Node) continue;
                if (_moves.Count == MovesMax) _moves.Dequeue();
                _moves.Enqueue(new BookMove(nowMicros, owner.Chain.Value, before, owner.Node, owner.Epoch));
            }

            _owners = owners.ToDictionary(owner => owner.Chain, owner => owner.Node);
        }
    }
}
