using System.ComponentModel.DataAnnotations;

namespace Floodgate.Vouchers.Wallets;

/// <summary>Limits of reading wallets.</summary>
public sealed class WalletsOptions
{
    /// <summary>
    /// Reads of vouchers, codes and messages by one person in a minute, in the long run; 1 to 60,000.
    /// </summary>
    [Range(1, 60_000)]
    public int ReadsPerMinuteMax { get; set; } = 120;

    /// <summary>Reads by one person at once, after a rest; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int ReadsBurstMax { get; set; } = 60;

    /// <summary>
    /// Persons whose reads are remembered, 1,000 to 10,000,000 (about 100 bytes each). Beyond it the one who has not
    /// read for longest starts anew.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int ReadersRememberedMax { get; set; } = 200_000;
}
