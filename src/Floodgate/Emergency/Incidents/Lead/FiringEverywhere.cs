using Floodgate.Emergency.Detection;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// What fires at any node. Sums fire at all of them, but a disk, a clock or a way to the database is one node's own,
/// and only that node sees it. A signal is over when no node that speaks sees it any more. Answers what is new for the
/// room.
/// </summary>
internal sealed class FiringEverywhere
{
    /// <summary>What one node may tell of itself.</summary>
    public const int FindingsMax = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Finding> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Finding>> _nodes = new(StringComparer.Ordinal);

    /// <summary>What this node sees firing itself.</summary>
    public IReadOnlyList<Finding> Own
    {
        get { lock (_gate) return [.. _own.Values.Take(FindingsMax)]; }
    }

    /// <summary>What fires anywhere, each signal once.</summary>
    public IReadOnlyList<Finding> All
    {
        get
        {
            lock (_gate)
                return
                [
                    .. _own.Values.Concat(_nodes.Values.SelectMany(node => node.Values)).DistinctBy(one => one.Key),
                ];
        }
    }

    /// <summary>A finding of this node. Null: another node still sees it.</summary>
    public Finding? Take(Finding finding)
    {
        lock (_gate)
        {
            if (finding.Firing) _own[finding.Key] = finding;
            else _own.Remove(finding.Key);
            return finding.Firing || !FiresElsewhere(finding.Key, except: null) ? finding : null;
        }
    }

    /// <summary>All that a node sees firing now.</summary>
    public IReadOnlyList<Finding> Take(string node, IReadOnlyList<Finding> firing)
    {
        lock (_gate)
        {
            var before = _nodes.GetValueOrDefault(node) ?? [];
            var now = firing.Take(FindingsMax).DistinctBy(one => one.Key)
                .ToDictionary(one => one.Key, StringComparer.Ordinal);
            if (now.Count == 0) _nodes.Remove(node);
            else _nodes[node] = now;
            return
            [
                .. now.Values.Where(one => !before.ContainsKey(one.Key) && !Fires(one.Key, node))
                    .Select(one => one with { Text = $"{node}: {one.Text}" }),
                .. before.Values.Where(one => !now.ContainsKey(one.Key) && !Fires(one.Key, node))
                    .Select(one => one with { Firing = false, Value = null, Text = $"{node}" }),
            ];
        }
    }

    /// <summary>Only these nodes speak now: what others saw is over, or somebody else sees it.</summary>
    public IReadOnlyList<Finding> Retain(IReadOnlyCollection<string> nodes)
    {
        string[] gone;
        lock (_gate) gone = [.. _nodes.Keys.Where(node => !nodes.Contains(node))];
        return [.. gone.SelectMany(node => Take(node, []))];
    }

    private bool Fires(string key, string except) => _own.ContainsKey(key) || FiresElsewhere(key, except);

    private bool FiresElsewhere(string key, string? except) =>
        _nodes.Any(node => node.Key != except && node.Value.ContainsKey(key));
}
