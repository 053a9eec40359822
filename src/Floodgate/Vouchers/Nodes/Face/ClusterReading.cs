using Floodgate.Foundation;

namespace Floodgate.Vouchers.Nodes.Face;

/// <summary>The nodes, their books and the last moves, as one node sees them.</summary>
/// <param name="At">When they were asked.</param>
/// <param name="Node">Which node asked.</param>
/// <param name="Clustered">Several nodes may have the store; else there is this one alone.</param>
/// <param name="Nodes">In order of their names; who did not answer in time is among them.</param>
/// <param name="Moves">The newest first; none are known from before the nodes' start.</param>
/// <param name="SkewAlarmMs">Beyond it two clocks are apart.</param>
/// <param name="Database">Null: nobody watches it from this node.</param>
public sealed record ClusterReading(
    DateTimeOffset At, string Node, bool Clustered, IReadOnlyList<NodeReading> Nodes,
    IReadOnlyList<MoveReading> Moves, double SkewAlarmMs, DatabaseReading? Database);

/// <summary>One node.</summary>
/// <param name="State"><c>joining</c>, <c>serving</c>, <c>cordoned</c>, <c>draining</c> or <c>silent</c>.</param>
/// <param name="Silence">Why nothing more is known of it; null: it answered.</param>
/// <param name="SkewMs">How far its clock is ahead of the asking node's; null: not measured yet.</param>
/// <param name="SkewUncertainMs">Give or take.</param>
/// <param name="ClockApart">The difference is surely beyond the alarm.</param>
/// <param name="RowsBehind">Rows of its books that wallets and reports do not show yet; null: not known.</param>
/// <param name="BooksTotal">Its books; at most 2,000 of them are listed.</param>
public sealed record NodeReading(
    string Name, string State, string? Silence, string? Address, DateTimeOffset? StartedAt, string? Version,
    double? SkewMs, double? SkewUncertainMs, bool ClockApart, long? RowsBehind, int BooksTotal,
    IReadOnlyList<BookReading> Books);

/// <summary>A book on a node.</summary>
/// <param name="Shard">Null: it is the campaign's pool.</param>
/// <param name="Epoch">Rises with each opening; 0 while it is not open.</param>
public sealed record BookReading(string Campaign, int? Shard, long Epoch, bool Open);

/// <summary>A book that changed its node.</summary>
public sealed record MoveReading(
    DateTimeOffset At, string Campaign, int? Shard, string From, string To, long Epoch);

/// <summary>How the database is.</summary>
public sealed record DatabaseReading(bool IsWell, BilingualText Words);
