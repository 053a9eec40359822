using Floodgate.Foundation;

namespace Floodgate.Tills.Live.Face;

/// <summary>One second at this node's tills; rates are per second.</summary>
/// <param name="Refused">By code, only those that occurred.</param>
public sealed record TillSecond(DateTimeOffset At, double Taken, IReadOnlyDictionary<string, double> Refused)
{
    public double RefusedTotal => Refused.Values.Sum();
}

/// <summary>One answer that a till got.</summary>
/// <param name="Refusal">Null: it was taken.</param>
public sealed record TakeLine(
    DateTimeOffset At, string Store, BilingualText? StoreName, string Merchant, string Campaign,
    BilingualText? BatchName, string? Redemption, string? Voucher, Money Discount, Money Order, bool Offline,
    BilingualText? Refusal);

/// <summary>A store or a merchant in the last hour.</summary>
public sealed record TopLine(string Id, BilingualText? Name, long Count, long DiscountCents, long OrderCents);

/// <summary>Everything the page of redemptions shows at one moment.</summary>
/// <param name="Seconds">The oldest first, ten minutes at most.</param>
/// <param name="Recent">The newest first.</param>
/// <param name="Conflicts">Since the node began: taken without connection though they were spent.</param>
/// <param name="WindowMinutes">What <paramref name="Stores"/> and <paramref name="Merchants"/> look back on.</param>
public sealed record LiveTillsView(
    DateTimeOffset Now, IReadOnlyList<TillSecond> Seconds, long Taken, long Refused, long Conflicts,
    IReadOnlyList<TakeLine> Recent, IReadOnlyList<TopLine> Stores, IReadOnlyList<TopLine> Merchants,
    int WindowMinutes)
{
    /// <summary>What was taken of all that was asked in the last seconds; null: nothing was asked.</summary>
    public double? SuccessShare(int seconds)
    {
        var last = Seconds.Skip(Math.Max(0, Seconds.Count - seconds)).ToArray();
        var (taken, refused) = (last.Sum(one => one.Taken), last.Sum(one => one.RefusedTotal));
        return taken + refused == 0 ? null : taken / (taken + refused);
    }
}
