namespace Floodgate.Cluster;

/// <summary>
/// Nodes that are to have no books, by name. Every node must hear of one, else they plan differently.
/// </summary>
internal sealed class Cordons
{
    private volatile string[] _nodes = [];

    public IReadOnlyList<string> Nodes => _nodes;

    public bool Has(string node) => _nodes.Contains(node, StringComparer.Ordinal);

    public void Set(IEnumerable<string> nodes) => _nodes = [.. nodes.Order(StringComparer.Ordinal)];
}
