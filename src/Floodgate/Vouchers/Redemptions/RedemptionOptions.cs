using System.ComponentModel.DataAnnotations;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>Limits of what happens to vouchers after they were issued.</summary>
public sealed class RedemptionOptions
{
    /// <summary>Redemptions waiting at one front end for one book, 1 to 100,000; more are told to come again.</summary>
    [Range(1, 100_000)]
    public int LaneRequestsMax { get; set; } = 4_096;

    /// <summary>Redemptions in one grain call, 1 to 4,096.</summary>
    [Range(1, 4_096)]
    public int CallRequestsMax { get; set; } = 512;

    /// <summary>Grain calls with redemptions under way from one front end to one book, 1 to 64.</summary>
    [Range(1, 64)]
    public int LaneCallsMax { get; set; } = 8;

    /// <summary>The latest answer to a till; the contract promises a definite one within 3 s.</summary>
    [Range(100, 2_900)]
    public int AnswerMillisecondsMax { get; set; } = 2_400;

    /// <summary>
    /// Minutes after its end before a voucher's expiry is journalled, 0 to 46,080: within them an outage's lost time
    /// can still be given back, and what a till without a connection took in time is still taken. No till takes it
    /// meanwhile. At least as long as a quota lasts and its log may be handed in.
    /// </summary>
    [Range(0, 46_080)]
    public int ExpiryGraceMinutes { get; set; } = 11_520;

    /// <summary>Vouchers looked at in one step of the sweep for expired ones, 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int ExpiryScanMax { get; set; } = 50_000;

    /// <summary>Expiries journalled in one row, 1 to 50,000.</summary>
    [Range(1, 50_000)]
    public int ExpiryRowMax { get; set; } = 5_000;

    /// <summary>Minutes an offline voucher is good for after it was signed, 10 to 1,440.</summary>
    [Range(10, 1_440)]
    public int OfflineMinutes { get; set; } = 360;
}
