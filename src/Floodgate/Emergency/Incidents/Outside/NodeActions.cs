using Floodgate.Emergency.Nodes;

namespace Floodgate.Emergency.Incidents;

/// <summary>Has a node give its books away and get nobody new; done when it has none.</summary>
internal sealed class DrainNodeAction(NodeTurns turns) : IRunbookAction
{
    public string Name => "drain-node";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel) =>
        turns.RunAsync(request, NodeWish.Drain, cancel);
}

/// <summary>Has a node give its books away and go on answering; done when it has none.</summary>
internal sealed class CordonNodeAction(NodeTurns turns) : IRunbookAction
{
    public string Name => "cordon-node";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel) =>
        turns.RunAsync(request, NodeWish.Cordon, cancel);
}

/// <summary>What the node steps have in common: whom they mean, what is asked, and what came of it.</summary>
internal sealed class NodeTurns(
    INodeOperations operations, INodeLoads loads, NodeTurns.Sight sight, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan EndBefore = TimeSpan.FromSeconds(2);

    public async Task<ActionResult> RunAsync(ActionRequest request, NodeWish wish, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        if (NameOf(request, out var node) is { } unclear) return ActionResult.Failed(unclear);
        var before = await loads.ReadAsync();
        if (!sight.Lives(node)) return Gone(node, before);
        if (await operations.TurnAsync(node, request.Undo ? NodeWish.Serve : wish, request.Run) is { } fault)
            return ActionResult.Failed($"{node}: {fault}");
        if (request.Undo) return ActionResult.Done($"{node} takes books again");
        var had = Books(before, node);
        while (true)
        {
            var (after, took) = (await loads.ReadAsync(), clock.GetElapsedTime(started));
            var has = Books(after, node);
            if (has == 0)
                return ActionResult.Done($"{node} had {had ?? 0} books and has none after {took.TotalSeconds:0} s; "
                    + $"the others have {after.Where(one => one.Key != node).Sum(one => one.Value.Books)}");
            if (!sight.Lives(node)) return Gone(node, after);
            if (took >= request.Limit - EndBefore)
                return ActionResult.Failed(has is null
                    ? $"{node} lives and does not say what it has, after {took.TotalSeconds:0} s"
                    : $"{node} had {had} books and still has {has} after {took.TotalSeconds:0} s");
            await Task.Delay(Look, clock, cancel);
        }
    }

    /// <summary>Its books are with the others already: it is not waited for any more.</summary>
    private ActionResult Gone(string node, IReadOnlyDictionary<string, NodeLoad> loads)
    {
        sight.Forget(node);
        return ActionResult.Done($"{node} is not alive and has no books; the others have "
            + $"{loads.Where(one => one.Key != node).Sum(one => one.Value.Books)}");
    }

    /// <summary>The step's node, else the one that is in trouble; null when it is clear.</summary>
    private string? NameOf(ActionRequest request, out string node)
    {
        var lost = sight.InTrouble();
        node = request.Input("node") ?? (lost is [var only] ? only : "");
        if (node.Length > 0) return null;
        return lost.Count == 0
            ? "no node is in trouble: say in the step's input 'node' which one is meant"
            : $"{string.Join(", ", lost)} are in trouble: say in the step's input 'node' which one is meant";
    }

    private static int? Books(IReadOnlyDictionary<string, NodeLoad> loads, string node) =>
        loads.TryGetValue(node, out var load) ? load.Books : null;

    /// <summary>What is seen of the nodes.</summary>
    /// <param name="InTrouble">Those that are lost, else those that do not answer, by name.</param>
    /// <param name="Lives">Whether the membership has it alive.</param>
    /// <param name="Forget">It is not waited for any more.</param>
    internal sealed record Sight(Func<IReadOnlyList<string>> InTrouble, Predicate<string> Lives, Action<string> Forget);
}
