using System.ComponentModel.DataAnnotations;

namespace Floodgate.Tills;

/// <summary>Limits of what tills ask for, and of what they may do without a connection.</summary>
public sealed class TillsOptions
{
    /// <summary>Where a till's day begins and ends; an IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Redemptions in one page of a day's list, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int DayPageMax { get; set; } = 200;
}
