using System.Globalization;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Nodes;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Asks for more nodes and believes nobody: it is done when the nodes that are seen to serve have become more and have
/// their share of books, within the step's time and before the forecast comes true. It has failed otherwise, so that
/// the next step follows. What the new nodes then carry is measured and said.
/// </summary>
internal sealed class ScaleOutAction(
    CapacityDrivers drivers, ServingNodes nodes, INodeLoads loads, TimeProvider clock) : IRunbookAction
{
    private const string Baseline = "nodesBefore";
    private const string BaselineNames = "namesBefore";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan EndBefore = TimeSpan.FromSeconds(2);

    /// <summary>What the step that follows needs to take effect before the forecast comes true.</summary>
    private static readonly TimeSpan ForTheNextStep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MeasureOver = TimeSpan.FromSeconds(2);

    public string Name => "scale-out";

    /// <summary>A restart has heard of no other node yet: it must not take that for the beginning.</summary>
    public IReadOnlyDictionary<string, string> Before()
    {
        var names = nodes.Names();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Baseline] = names.Count.ToString(CultureInfo.InvariantCulture),
            [BaselineNames] = string.Join(' ', names),
        };
    }

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var before = request.Input(BaselineNames)?.Split(' ') ?? [.. nodes.Names()];
        var count = (int)(request.Number(Baseline) ?? before.Length);
        var wanted = Wanted(request, count);
        var asked = await drivers.AskAsync(request, (int)wanted - count, nodes.Names(), cancel);
        if (asked.Fault is { } fault)
            return ActionResult.Failed($"{asked.Name}: {fault}; capacity stays {count} nodes");
        var limit = LimitOf(request);
        while (true)
        {
            var (now, took) = (nodes.Names(), clock.GetElapsedTime(started));
            var came = now.Except(before, StringComparer.Ordinal).ToArray();
            var share = now.Count >= wanted ? await ShareAsync(came) : null;
            if (share is { IsFair: true } || (share is { Books: > 0 } && took >= limit))
                return ActionResult.Done(
                    $"capacity {count} -> {now.Count} nodes after {took.TotalSeconds:0} s"
                    + await EffectAsync(came, share, limit - took, cancel));
            if (asked.Broken() is { } broken)
                return ActionResult.Failed($"{asked.Name}: {broken}; capacity {count} -> {now.Count} nodes");
            if (took >= limit)
                return ActionResult.Failed(Late(request, asked.Name, limit)
                    + $"capacity {count} -> {now.Count} nodes of {wanted} within {took.TotalSeconds:0} s"
                    + (share is null ? "" : ", and the new ones have no books"));
            await Task.Delay(Look, clock, cancel);
        }
    }

    /// <summary>The step's own limit, or what the forecast leaves of it.</summary>
    private static TimeSpan LimitOf(ActionRequest request)
    {
        var own = request.Limit - EndBefore;
        if (request.Lead is not { } lead) return own;
        return TimeSpan.FromTicks(Math.Clamp((lead - ForTheNextStep).Ticks, 0, own.Ticks));
    }

    private static string Late(ActionRequest request, string driver, TimeSpan limit) =>
        request.Lead is { } lead && limit < request.Limit - EndBefore
            ? $"{driver} took the call and cannot be in time: the forecast leaves {lead.TotalSeconds:0} s of the "
                + $"step's {request.Limit.TotalSeconds:0} s; "
            : $"{driver} took the call, ";

    /// <summary>One more at least, and as many as the step says.</summary>
    private static long Wanted(ActionRequest request, int before)
    {
        var percent = request.Number("percentAtLeast") ?? 0;
        var byShare = (long)Math.Ceiling(before * (100 + percent) / 100m);
        return Math.Max(Math.Max(before + 1, byShare), before + (request.Number("nodes") ?? 1));
    }

    /// <summary>
    /// Null: a new node of the cluster does not answer yet. A node that only sends heartbeats has a store of its own,
    /// and no books to be given.
    /// </summary>
    private async Task<Share?> ShareAsync(string[] came)
    {
        var members = came.Where(nodes.IsMember).ToArray();
        if (members.Length == 0) return new Share(0, 0, IsFair: true);
        var all = await loads.ReadAsync();
        if (members.Any(node => !all.ContainsKey(node))) return null;
        var (books, total) = (members.Sum(node => all[node].Books), all.Values.Sum(load => load.Books));
        var fair = members.All(node => all[node].Books >= total / all.Count);
        return new Share(books, total, fair);
    }

    /// <summary>What the new nodes carry, over a short time; nothing is said that could not be measured.</summary>
    private async Task<string> EffectAsync(string[] came, Share share, TimeSpan left, CancellationToken cancel)
    {
        var members = came.Where(nodes.IsMember).ToArray();
        if (members.Length == 0) return "";
        var (who, has) = (string.Join(", ", members), $"owns {share.Books} of {share.Total} books");
        if (left < MeasureOver) return $"; {who} {has}";
        var before = await loads.ReadAsync();
        await Task.Delay(MeasureOver, clock, cancel);
        var after = await loads.ReadAsync();
        var decided = Flow.Of(before, after, members, load => load.Decided);
        var answered = Flow.Of(before, after, members, load => load.Answered);
        return $"; {who} {has}, in {MeasureOver.TotalSeconds:0} s decided {decided} and answered {answered}";
    }

    private sealed record Share(int Books, int Total, bool IsFair);

    /// <summary>How much of what all nodes did the new ones did.</summary>
    private readonly record struct Flow(long Theirs, long All)
    {
        public static Flow Of(
            IReadOnlyDictionary<string, NodeLoad> before, IReadOnlyDictionary<string, NodeLoad> after, string[] members,
            Func<NodeLoad, long> count)
        {
            var grown = after.Where(node => before.ContainsKey(node.Key)).ToDictionary(
                node => node.Key, node => Math.Max(0, count(node.Value) - count(before[node.Key])),
                StringComparer.Ordinal);
            return new Flow(members.Sum(node => grown.GetValueOrDefault(node)), grown.Values.Sum());
        }

        public override string ToString() => All == 0
            ? "none of 0" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * Theirs / All:0} % of {All}");
    }
}

/// <summary>
/// Nodes that serve: this one, the others of its cluster, and those with a store of their own whose heartbeat
/// <c>node-NAME</c> came lately.
/// </summary>
/// <param name="members">This node's cluster by the membership, itself included.</param>
internal sealed class ServingNodes(Func<IEnumerable<string>> members, Heartbeats heartbeats)
{
    private const string Prefix = "node-";
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(15);

    /// <summary>In order of their names.</summary>
    public IReadOnlyList<string> Names() =>
    [
        .. members().Union(heartbeats.Alive(Prefix, Lately).Select(source => source[Prefix.Length..]))
            .Order(StringComparer.Ordinal),
    ];

    public bool IsMember(string node) => members().Contains(node, StringComparer.Ordinal);
}
