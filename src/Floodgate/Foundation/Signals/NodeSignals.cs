namespace Floodgate.Foundation.Signals;

/// <summary>What one node has counted since it began, as it tells the others.</summary>
/// <param name="Process">Names the start: with another one all counts begin at nothing again.</param>
/// <param name="Rows">
/// Counters by row; each as pairs of column and count, and only those that are not 0.
/// </param>
/// <param name="Gauges">What stands at this moment.</param>
/// <param name="Worst">The store in the greatest trouble there.</param>
internal sealed record NodeSignals(
    string Process, IReadOnlyDictionary<string, long[]> Rows, IReadOnlyDictionary<string, double> Gauges,
    StoreTrouble? Worst)
{
    /// <summary>Campaigns, histograms and calls together; more are left out.</summary>
    public const int RowsMax = 4_096;

    /// <summary>A campaign's counters.</summary>
    public static string Counts(string campaign) => "counts|" + campaign;

    /// <summary>A campaign's durations at a station, by the buckets of <see cref="LatencyHistogram"/>.</summary>
    public static string Times(string campaign, Station station) => $"times|{campaign}|{(int)station}";

    /// <summary>A campaign's calls at the service desk, reason by reason.</summary>
    public static string Calls(string campaign) => $"calls|{campaign}|";

    /// <summary>Commands that wait in a campaign's queues.</summary>
    public static string Depth(string campaign) => "depth|" + campaign;

    /// <summary>Pairs of column and count, of the columns that have one.</summary>
    public static long[] Pairs(ReadOnlySpan<long> columns)
    {
        var pairs = new List<long>();
        for (var column = 0; column < columns.Length; column++)
            if (columns[column] != 0) pairs.AddRange([column, columns[column]]);
        return [.. pairs];
    }
}
