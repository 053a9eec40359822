using System.Reflection;
using Floodgate.Cluster;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Placement;
using Floodgate.Vouchers.Projection;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Nodes;

/// <summary>What this node says of itself, from memory alone.</summary>
internal sealed class NodeFigures(
    VoucherNode node, LivingNodes nodes, Projector projector, BookMoves moves, TimeProvider clock)
{
    public const int BooksMax = 2_000;

    private static readonly string Program = typeof(NodeFigures).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private readonly long _started = clock.NowMicros();

    public NodeFacts Read()
    {
        var books = node.Own.All.OrderBy(book => book.Chain.Value).ToArray();
        return new NodeFacts(
            nodes.Find(nodes.Me)?.Endpoint.ToString() ?? "", _started, Program,
            [.. books.Take(BooksMax).Select(Fact)], books.Length, RowsBehind(books), moves.All);
    }

    private static BookFact Fact(OwnBook book)
    {
        var (epoch, row) = book.Head();
        return new BookFact(book.Chain.Value, epoch, row, book.State() == BookState.Open);
    }

    private long? RowsBehind(OwnBook[] books)
    {
        long? behind = null;
        foreach (var book in books)
        {
            if (book.Chain.IsPool || projector.Reached(book.Chain) is not { } reached) continue;
            behind = (behind ?? 0) + Math.Max(0, book.Head().Row - reached);
        }

        return behind;
    }
}

/// <summary>Answers for its node.</summary>
[Reentrant, KeepAlive, NodePlacement]
internal sealed class NodeFactsGrain(NodeFigures figures) : Grain, INodeFactsGrain
{
    public Task<NodeFacts> FactsAsync() => Task.FromResult(figures.Read());
}
