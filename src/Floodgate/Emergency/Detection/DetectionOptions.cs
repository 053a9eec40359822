using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Detection;

/// <summary>Limits of detection and of what it takes in. Section <c>Floodgate:Detection</c>.</summary>
public sealed class DetectionOptions
{
    /// <summary>Detectors times campaigns that are watched; those beyond are counted and logged.</summary>
    [Range(1, 100_000)]
    public int WatchesMax { get; set; } = 8_192;

    /// <summary>Different probes; those beyond are not asked and their detectors have no data.</summary>
    [Range(1, 10_000)]
    public int ProbesMax { get; set; } = 600;

    /// <summary>Bytes of one delivery of alerts.</summary>
    [Range(1_024, 1_048_576)]
    public int AlertBodyBytesMax { get; set; } = 512 * 1024;

    /// <summary>Alerts read of one delivery; the rest count like alerts that the sender left off.</summary>
    [Range(1, 100_000)]
    public int AlertsPerBodyMax { get; set; } = 1_000;

    /// <summary>Groups of alerts held of one source; later ones share one group called <c>more</c>.</summary>
    [Range(1, 10_000)]
    public int AlertGroupsMax { get; set; } = 64;

    /// <summary>Alerts held of one group; of those beyond only the number is known.</summary>
    [Range(1, 10_000)]
    public int AlertsPerGroupMax { get; set; } = 64;

    /// <summary>A group that the source has been silent about for so long counts as over.</summary>
    [Range(60, 604_800)]
    public int AlertStaleSeconds { get; set; } = 86_400;

    /// <summary>A resolved group must stay so for this long before it is told to be over.</summary>
    [Range(0, 3_600)]
    public int AlertClearSeconds { get; set; } = 60;

    /// <summary>How far a signed delivery's time may be from ours.</summary>
    [Range(10, 3_600)]
    public int SignatureSecondsMax { get; set; } = 300;

    /// <summary>
    /// Ids of signed deliveries remembered so that none is taken twice; while full, further ones are refused.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int MessageIdsMax { get; set; } = 200_000;

    /// <summary>Sources of heartbeats that are known by name.</summary>
    [Range(1, 10_000)]
    public int HeartbeatSourcesMax { get; set; } = 256;
}
