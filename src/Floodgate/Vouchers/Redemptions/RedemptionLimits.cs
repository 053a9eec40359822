namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// How long the chains in a book get that one till can make longer: each is walked on the one thread that decides.
/// </summary>
internal static class RedemptionLimits
{
    /// <summary>Redemptions of one order in one book, undone included.</summary>
    public const int OrderUsesMax = 20;

    /// <summary>Redemptions of one voucher, undone included.</summary>
    public const int VoucherUsesMax = 100;

    /// <summary>Refunds of one redemption; the last is of all that is left.</summary>
    public const int RefundsMax = 100;
}
