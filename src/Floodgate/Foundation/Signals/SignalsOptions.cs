using System.ComponentModel.DataAnnotations;

namespace Floodgate.Foundation.Signals;

/// <summary>Limits of what is counted, so that no stream of requests can grow the memory of its own
/// measurement.</summary>
public sealed class SignalsOptions
{
    /// <summary>Campaigns counted one by one; later ones share the name <c>other</c>. 1 to 4,096.</summary>
    [Range(1, 4096)]
    public int CampaignsMax { get; set; } = 256;

    /// <summary>Batches of a campaign with a gauge of their own; 1 to 4,096. Later ones have none.</summary>
    [Range(1, 4096)]
    public int BatchesMax { get; set; } = 256;

    /// <summary>Stores whose tills are watched one by one; 1 to 100,000. Later ones count among all only.</summary>
    [Range(1, 100_000)]
    public int StoresMax { get; set; } = 2_000;

    /// <summary>Durations a second (per core and histogram) handed to listeners whole before sampling begins. 0 to
    /// 100,000.</summary>
    [Range(0, 100_000)]
    public int WholeSamplesPerSecondMax { get; set; } = 64;

    /// <summary>Beyond that, one of so many is handed on. 1 to 100,000; a power of two.</summary>
    [Range(1, 100_000)]
    public int SampleEvery { get; set; } = 64;
}
