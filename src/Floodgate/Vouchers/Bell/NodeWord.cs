namespace Floodgate.Vouchers.Bell;

/// <summary>What one node tells the others at once, instead of letting them find out.</summary>
internal enum WordKind : byte
{
    /// <summary>Shut the gates now, and keep the pause until every book has it.</summary>
    Paused,

    /// <summary>The pool has lifted it: what was kept of it is forgotten.</summary>
    Lifted,
}

/// <param name="Pause">Its JSON.</param>
[GenerateSerializer, Immutable, Alias("floodgate.word.v1")]
internal readonly record struct NodeWord(
    [property: Id(0)] WordKind Kind, [property: Id(1)] string Campaign, [property: Id(2)] byte[] Pause);

/// <summary>One node; the key is its name. It is there or nowhere.</summary>
[Alias("floodgate.node.v1")]
internal interface INodeGrain : IGrainWithStringKey
{
    /// <summary>Returns when the gates are shut and the pauses are kept.</summary>
    [Alias("hear")]
    Task HearAsync(NodeWord[] words);

    /// <summary>Whether the store answers that node.</summary>
    [Alias("store")]
    Task<bool> HearsStoreAsync();
}
