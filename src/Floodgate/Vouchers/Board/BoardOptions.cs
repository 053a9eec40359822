using System.ComponentModel.DataAnnotations;

namespace Floodgate.Vouchers.Board;

/// <summary>Limits of the live board.</summary>
public sealed class BoardOptions
{
    /// <summary>
    /// Seconds of history kept for each campaign; 60 to 3,600. In memory only: it begins anew with the process.
    /// </summary>
    [Range(60, 3600)]
    public int PointsMax { get; set; } = 600;

    /// <summary>Open boards one node feeds at once; 1 to 10,000. One more is told that there are too many.</summary>
    [Range(1, 10_000)]
    public int WatchersMax { get; set; } = 200;
}
