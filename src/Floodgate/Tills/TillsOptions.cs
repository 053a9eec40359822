using System.ComponentModel.DataAnnotations;
using Floodgate.Vouchers.Redemptions;

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

    /// <summary>Vouchers one quota lets a terminal take without a connection, 0 (none at all) to 1,000.</summary>
    [Range(0, 1_000)]
    public int QuotaCount { get; set; } = 20;

    /// <summary>Discount one quota lets a terminal give without a connection, minor units, 0 to 100,000,000.</summary>
    [Range(0, 100_000_000)]
    public long QuotaCents { get; set; } = 100_000;

    /// <summary>What all quotas of one store may still cost together, minor units, 0 to 1,000,000,000.</summary>
    [Range(0, 1_000_000_000)]
    public long StoreQuotaCents { get; set; } = 500_000;

    /// <summary>Minutes the page of redemptions looks back on for its lists of stores, 1 to 1,440.</summary>
    [Range(1, 1_440)]
    public int LiveMinutes { get; set; } = 60;

    /// <summary>Seconds its charts hold, 60 to 3,600.</summary>
    [Range(60, 3_600)]
    public int LiveSecondsMax { get; set; } = 600;

    /// <summary>Answers it lists, 1 to 200.</summary>
    [Range(1, 200)]
    public int LiveTakesMax { get; set; } = 30;

    /// <summary>Pages that may be open at once, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int LiveWatchersMax { get; set; } = 200;

    /// <summary>Minutes a quota is good for, 5 to 1,440.</summary>
    [Range(5, 1_440)]
    public int QuotaMinutes { get; set; } = 480;

    /// <summary>Days after its end in which a quota's log may still be handed in, 1 to 30.</summary>
    [Range(1, 30)]
    public int SyncDays { get; set; } = 7;

    /// <summary>Entries handed in at once, 1 to 500.</summary>
    [Range(1, 500)]
    public int SyncEntriesMax { get; set; } = 50;

    /// <summary>Seconds a till's clock may differ from the node's, 5 to 900.</summary>
    [Range(5, 900)]
    public int ClockSkewSeconds { get; set; } = 120;

    /// <summary>How long after it took a voucher in time a till may hand it in.</summary>
    internal TimeSpan HandInMax =>
        TimeSpan.FromDays(SyncDays) + TimeSpan.FromMinutes(QuotaMinutes) + TimeSpan.FromSeconds(ClockSkewSeconds);

    /// <summary>Whether no voucher's expiry is journalled while a till may still hand it in as taken in time.</summary>
    internal bool Fits(RedemptionOptions vouchers) =>
        QuotaCount == 0 || TimeSpan.FromMinutes(vouchers.ExpiryGraceMinutes) >= HandInMax;
}
