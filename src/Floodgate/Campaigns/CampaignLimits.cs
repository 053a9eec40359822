namespace Floodgate.Campaigns;

/// <summary>
/// What a campaign may be at most. Part of the contract with organisers, so fixed and not configurable.
/// </summary>
internal static class CampaignLimits
{
    public const int DocumentBytesMax = 256 * 1024;
    public const int BatchesMax = 1_000;
    public const int RegionsMax = 500;
    public const int CapsMax = 200;
    public const int ShardsMax = 64;
    public const int NameCharactersMax = 80;
    public const int PerPersonLimitMax = 100;
    public const int ValidDaysMax = 1_000;
    public const long StockMax = 100_000_000;

    /// <summary>Minor units of one voucher's face value or threshold: ten million yuan.</summary>
    public const long AmountMax = 1_000_000_000;

    /// <summary>Minor units: ten trillion yuan, far from where 64 bits or a double of a client's JSON end.</summary>
    public const long BudgetMax = 1_000_000_000_000_000;

    public static readonly DateTimeOffset TimeMin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset TimeMax = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
