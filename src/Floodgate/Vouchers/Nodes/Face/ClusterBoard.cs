using Floodgate.Cluster;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Nodes.Face;

/// <summary>What a node can be ordered to be.</summary>
public enum NodeOrder
{
    /// <summary>To have no books; it goes on answering.</summary>
    Cordon,

    /// <summary>To serve again.</summary>
    Uncordon,

    /// <summary>To have no books, and no visitors from the balancer.</summary>
    Drain,
}

/// <summary>The cluster for the console and the API: asks all nodes at once, and waits for none of them long.</summary>
public sealed class ClusterBoard
{
    private const int MovesMax = 50;
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan OrderWithin = TimeSpan.FromSeconds(3);
    private readonly Parts _parts;

    internal ClusterBoard(Parts parts) => _parts = parts;

    /// <summary>Never throws; a silent node is part of the answer.</summary>
    public async Task<ClusterReading> ReadAsync()
    {
        var (nodes, clock) = (_parts.Nodes, _parts.Clock);
        var others = await _parts.Others.AskAsync<INodeFactsGrain, NodeFacts>(node => node.FactsAsync(), AskWithin);
        NodeAnswer<NodeFacts>[] all =
        [
            .. others.Append(new NodeAnswer<NodeFacts>(nodes.Me, _parts.Figures.Read(), Silence: null))
                .OrderBy(answer => answer.Node, StringComparer.Ordinal),
        ];
        var database = _parts.Database?.Read();
        return new ClusterReading(
            clock.GetUtcNow(), nodes.Me, _parts.Node.IsShared, [.. all.Select(Reading)],
            Moves(all), ClockSkews.AlarmMilliseconds,
            database is null ? null : new DatabaseReading(database.IsWell, database.Words));
    }

    /// <summary>Null: it was done. A refusal in words else.</summary>
    public async Task<BilingualText?> OrderAsync(string node, NodeOrder order) =>
        (await OrderNodeAsync(node, order)).Refusal?.InWords();

    /// <summary>Orders a node to be so. <c>Untold</c>: nodes that hear of it within a second.</summary>
    internal async Task<(Refusal? Refusal, string[] Untold)> OrderNodeAsync(string name, NodeOrder order)
    {
        if (_parts.Nodes.Find(name) is null) return (Refusals.UnknownNode, []);
        var state = order switch
        {
            NodeOrder.Cordon => NodeState.Cordoned,
            NodeOrder.Drain => NodeState.Draining,
            NodeOrder.Uncordon => NodeState.Serving,
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };
        var answer = await _parts.Others.AskAsync<INodeStandingGrain, NodeTurned>(
            name, node => node.TurnAsync(state), OrderWithin);
        if (!answer.HasAnswered || answer.Said.Fault is not null) return (Refusals.NodeSilent, []);
        return answer.Said.IsLast ? (Refusals.NodeLast, []) : (null, answer.Said.Untold);
    }

    private NodeReading Reading(NodeAnswer<NodeFacts> answer)
    {
        var skew = answer.Node == _parts.Nodes.Me ? default(ClockSkew) : _parts.Skews.Of(answer.Node);
        var apart = skew is { } one
            && Math.Abs(one.Milliseconds) - one.UncertainMilliseconds > ClockSkews.AlarmMilliseconds;
        var (ahead, uncertain) = (Rounded(skew?.Milliseconds), Rounded(skew?.UncertainMilliseconds));
        if (answer.Said is not { } facts)
            return new NodeReading(
                answer.Node, "silent", answer.Silence, null, null, null, ahead, uncertain, apart, null, 0, []);
        return new NodeReading(
            answer.Node, Name(_parts.Cordons.Of(answer.Node)), null, facts.Silo,
            UnixTime.ToTime(facts.StartedMicros), facts.Version, ahead, uncertain, apart, facts.RowsBehind,
            facts.BooksTotal, [.. facts.Books.Select(Reading)]);
    }

    private BookReading Reading(BookFact fact)
    {
        var (campaign, shard) = Place(fact.Chain);
        return new BookReading(campaign, shard, fact.Epoch, fact.IsOpen);
    }

    /// <summary>Each node has seen what was so while it lived; what several saw is one move.</summary>
    private List<MoveReading> Moves(IEnumerable<NodeAnswer<NodeFacts>> answers)
    {
        var moves = new List<MoveReading>(MovesMax);
        foreach (var group in answers.SelectMany(answer => answer.Said?.Moves ?? [])
            .GroupBy(move => (move.Chain, move.Epoch)).Select(group => group.MinBy(move => move.AtMicros))
            .OrderByDescending(move => move.AtMicros).ThenBy(move => move.Chain).Take(MovesMax))
        {
            var (campaign, shard) = Place(group.Chain);
            moves.Add(new MoveReading(
                UnixTime.ToTime(group.AtMicros), campaign, shard, group.From, group.To, group.Epoch));
        }

        return moves;
    }

    private (string Campaign, int? Shard) Place(long value)
    {
        var chain = ChainId.FromValue(value);
        var campaign = _parts.Node.Gates.Find(chain.Campaign)?.Id ?? $"{chain.Campaign}";
        return (campaign, chain.IsPool ? null : chain.Shard);
    }

    private static double? Rounded(double? milliseconds) => milliseconds is { } value ? Math.Round(value, 1) : null;

    private static string Name(NodeState state) => state switch
    {
        NodeState.Serving => "serving",
        NodeState.Cordoned => "cordoned",
        NodeState.Draining => "draining",
        NodeState.Joining => "joining",
        _ => throw new InvalidOperationException($"{state} has no name"),
    };

    /// <summary>What it is made of.</summary>
    internal sealed record Parts(
        VoucherNode Node, NodeFigures Figures, LivingNodes Nodes, OtherNodes Others, Cordons Cordons, ClockSkews Skews,
        TimeProvider Clock, IDatabaseReading? Database);
}
