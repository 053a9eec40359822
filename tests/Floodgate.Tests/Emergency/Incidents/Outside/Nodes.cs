using System.Collections.Concurrent;
using Floodgate.Emergency.Nodes;

namespace Floodgate.Tests.Emergency.Incidents.Outside;

/// <summary>Nodes as a test says they are.</summary>
internal sealed class Nodes : INodeLoads
{
    private readonly ConcurrentDictionary<string, NodeLoad> _loads = new(StringComparer.Ordinal);

    public string Me { get; set; } = "single";

    /// <summary>What happens whenever they are asked.</summary>
    public Action? EachRead { get; set; }

    public IEnumerable<string> Members => _loads.Keys.Append(Me).Distinct(StringComparer.Ordinal);

    public Nodes Has(string node, int books)
    {
        _loads.AddOrUpdate(
            node, new NodeLoad(books, 0, 0, null), (_, load) => load with { Books = books });
        return this;
    }

    public Nodes Works(string node, int decides, int answers)
    {
        _loads.AddOrUpdate(
            node, _ => throw new InvalidOperationException($"there is no {node}"),
            (_, load) => load with { Decided = load.Decided + decides, Answered = load.Answered + answers });
        return this;
    }

    public void Dies(string node) => _loads.TryRemove(node, out _);

    public Task<IReadOnlyDictionary<string, NodeLoad>> ReadAsync()
    {
        EachRead?.Invoke();
        return Task.FromResult<IReadOnlyDictionary<string, NodeLoad>>(new Dictionary<string, NodeLoad>(_loads));
    }
}
