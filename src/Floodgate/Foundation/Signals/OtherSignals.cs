namespace Floodgate.Foundation.Signals;

/// <summary>
/// What the other nodes have counted since this one first heard of them: the sum of what was added from one word to the
/// next. So it never falls, whichever node dies or begins anew, and nothing that was counted before counts as now.
/// Empty where a node is alone.
/// </summary>
internal sealed class OtherSignals
{
    private const int ColumnsMax = LatencyHistogram.Buckets;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeSignals> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _sums = new(StringComparer.Ordinal);
    private HashSet<string> _silent = [];

    /// <summary>A node's newest word.</summary>
    public void Take(string node, NodeSignals said)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(node, out var before))
            {
                // The same process goes on counting; another one began at nothing.
                var same = before.Process == said.Process;
                foreach (var (row, pairs) in said.Rows.Take(NodeSignals.RowsMax))
                    Add(row, pairs, same ? before.Rows.GetValueOrDefault(row) : null);
            }

            _last[node] = said;
        }
    }

    /// <summary>
    /// Only these nodes speak now: what stood at the others stands no more, what they counted stays.
    /// </summary>
    public void RetainGauges(IReadOnlyCollection<string> nodes)
    {
        lock (_gate) _silent = [.. _last.Keys.Except(nodes, StringComparer.Ordinal)];
    }

    public long Count(string row, int column)
    {
        lock (_gate) return _sums.TryGetValue(row, out var sums) && column < sums.Length ? sums[column] : 0;
    }

    /// <summary>
    /// Of all rows whose name begins so, and goes on with <paramref name="rest"/> where one is given.
    /// </summary>
    public long CountOf(string prefix, string? rest)
    {
        lock (_gate)
            return _sums.Where(row => rest is null
                    ? row.Key.StartsWith(prefix, StringComparison.Ordinal) : row.Key == prefix + rest)
                .Sum(row => row.Value[0]);
    }

    /// <summary>Adds a row to what a node has counted itself.</summary>
    public void AddTo(string row, Span<long> target)
    {
        lock (_gate)
        {
            if (!_sums.TryGetValue(row, out var sums)) return;
            for (var column = 0; column < Math.Min(sums.Length, target.Length); column++)
                target[column] += sums[column];
        }
    }

    /// <summary>Of all nodes that speak; 0 where nobody said.</summary>
    public double Sum(string gauge)
    {
        lock (_gate) return Speaking.Sum(node => node.Gauges.GetValueOrDefault(gauge));
    }

    /// <summary>The highest of the nodes that speak; null where nobody said.</summary>
    public double? Most(string gauge)
    {
        lock (_gate)
            return Speaking.Where(node => node.Gauges.ContainsKey(gauge))
                .Max(node => (double?)node.Gauges[gauge]);
    }

    public StoreTrouble? Worst()
    {
        lock (_gate)
            return Speaking.Select(node => node.Worst).OfType<StoreTrouble>().Cast<StoreTrouble?>()
                .MaxBy(one => one!.Value.Percent);
    }

    private IEnumerable<NodeSignals> Speaking =>
        _last.Where(node => !_silent.Contains(node.Key)).Select(node => node.Value);

    private void Add(string row, long[] pairs, long[]? before)
    {
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            if (pairs[i] is < 0 or >= ColumnsMax) continue;
            var more = pairs[i + 1] - Of(before, pairs[i]);
            if (more <= 0) continue;
            if (!_sums.TryGetValue(row, out var sums))
            {
                if (_sums.Count >= NodeSignals.RowsMax) return;
                _sums.Add(row, sums = new long[ColumnsMax]);
            }

            sums[pairs[i]] += more;
        }
    }

    private static long Of(long[]? pairs, long column)
    {
        for (var i = 0; i + 1 < pairs?.Length; i += 2)
            if (pairs[i] == column) return pairs[i + 1];
        return 0;
    }
}
