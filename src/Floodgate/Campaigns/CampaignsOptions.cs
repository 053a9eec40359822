using System.ComponentModel.DataAnnotations;

namespace Floodgate.Campaigns;

/// <summary>Limits of what operators upload. What a campaign itself may be at most is in CampaignLimits.</summary>
public sealed class CampaignsOptions
{
    /// <summary>Bytes of one uploaded allow list; 1 KiB to 1 GiB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int AllowListBytesMax { get; set; } = 128 * 1024 * 1024;

    /// <summary>
    /// Lines of one uploaded allow list, 1 to 20,000,000; each takes 16 bytes of memory while it is sorted.
    /// </summary>
    [Range(1, 20_000_000)]
    public int AllowListLinesMax { get; set; } = 2_000_000;

    /// <summary>Bytes of one line of a list; 16 to 4,096.</summary>
    [Range(16, 4096)]
    public int AllowListLineBytesMax { get; set; } = 512;

    /// <summary>Lists taken in at the same time; 1 to 16. One more is told to come back.</summary>
    [Range(1, 16)]
    public int AllowListUploadsMax { get; set; } = 2;
}
