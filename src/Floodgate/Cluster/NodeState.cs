namespace Floodgate.Cluster;

/// <summary>What a node is for just now.</summary>
internal enum NodeState : byte
{
    Serving,

    /// <summary>It answers whoever asks and has no books: they go to the others.</summary>
    Cordoned,

    /// <summary>As cordoned, and the balancer is told to send nobody.</summary>
    Draining,

    /// <summary>
    /// As cordoned, until it knows every campaign: a process that has just begun opens a book slowly, and whoever
    /// claims from it waits.
    /// </summary>
    Joining,
}

/// <summary>What a node says of itself.</summary>
/// <param name="State">What it is for.</param>
/// <param name="Stamp">Rises with each change of the state, as long as the process lives.</param>
/// <param name="ClockMicros">Its clock when it said so.</param>
[GenerateSerializer, Immutable, Alias("floodgate.standing.said.v1")]
internal readonly record struct NodeSaid(
    [property: Id(0)] NodeState State, [property: Id(1)] long Stamp, [property: Id(2)] long ClockMicros);

/// <summary>How an order to a node came out.</summary>
/// <param name="IsLast">Nothing was changed: no other node serves.</param>
/// <param name="Fault">Nothing was changed: the node cannot write its state; null when it could.</param>
/// <param name="Untold">Nodes that did not hear of it at once; they ask within a second.</param>
[GenerateSerializer, Immutable, Alias("floodgate.standing.turned.v1")]
internal readonly record struct NodeTurned(
    [property: Id(0)] bool IsLast, [property: Id(1)] string? Fault, [property: Id(2)] string[] Untold);

/// <summary>One node; the key is its name. It is there or nowhere.</summary>
[Alias("floodgate.standing.v1")]
internal interface INodeStandingGrain : IGrainWithStringKey
{
    [Alias("say")]
    Task<NodeSaid> SayAsync();

    /// <summary>Another node tells of itself.</summary>
    [Alias("hear")]
    Task<bool> HearAsync(string node, NodeSaid said);

    /// <summary>Changes this node's state, keeps it over a restart, and tells the others.</summary>
    [Alias("turn")]
    Task<NodeTurned> TurnAsync(NodeState state);
}
