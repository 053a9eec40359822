using Floodgate.Vouchers.Placement;

namespace Floodgate.Vouchers.Nodes;

/// <summary>A book that is on a node.</summary>
/// <param name="Epoch">The one it is written under; 0 while it is not open.</param>
/// <param name="Row">The last row it has written or read.</param>
[GenerateSerializer, Immutable, Alias("floodgate.nodefacts.book.v1")]
internal readonly record struct BookFact(
    [property: Id(0)] long Chain, [property: Id(1)] long Epoch, [property: Id(2)] long Row,
    [property: Id(3)] bool IsOpen);

/// <summary>What a node says of itself to whoever looks at the cluster.</summary>
/// <param name="Silo">Where the other nodes reach it.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Books">At most <see cref="NodeFigures.BooksMax"/>, open or not.</param>
/// <param name="BooksTotal">How many there are.</param>
/// <param name="RowsBehind">
/// Rows of its open books that the tables of wallets and reports do not have yet; null: not looked at yet.
/// </param>
/// <param name="Moves">The last it has seen, the oldest first.</param>
[GenerateSerializer, Immutable, Alias("floodgate.nodefacts.v1")]
internal sealed record NodeFacts(
    [property: Id(0)] string Silo, [property: Id(1)] long StartedMicros, [property: Id(2)] string Version,
    [property: Id(3)] BookFact[] Books, [property: Id(4)] int BooksTotal, [property: Id(5)] long? RowsBehind,
    [property: Id(6)] BookMove[] Moves);

/// <summary>One node; the key is its name. It is there or nowhere.</summary>
[Alias("floodgate.nodefacts.node.v1")]
internal interface INodeFactsGrain : IGrainWithStringKey
{
    [Alias("facts")]
    Task<NodeFacts> FactsAsync();
}
