using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>Where the money of issued vouchers is. The terms of I6, as far as a book knows them.</summary>
internal enum MoneyTerm
{
    Held,
    Redeemed,

    /// <summary>To the pool by refunds.</summary>
    Returned,
    Expired,
    Void,

    /// <summary>
    /// What vouchers that are used once left of themselves. It comes back to the voucher if the order does.
    /// </summary>
    GivenUp,
}

/// <summary>
/// The money of one batch in one shard, in minor units. It is only moved, never made but by issuing: the sum is what
/// was issued (I6).
/// </summary>
internal sealed class BatchMoney
{
    public const int Terms = 6;
    public const int States = 5;
    private readonly long[] _cents = new long[Terms];
    private readonly long[] _vouchers = new long[States];

    public long Issued { get; private set; }

    public long this[MoneyTerm term] => _cents[(int)term];

    /// <summary>What orders came to that vouchers were taken for, refunds deducted.</summary>
    public long OrderCents { get; private set; }

    /// <summary>Redemptions that stand.</summary>
    public long Redemptions { get; private set; }

    /// <summary>What conflicts came to: outside I6, borne by whom the campaign's rule names.</summary>
    public long ConflictCents { get; private set; }

    public IReadOnlyList<long> All => _cents;

    /// <summary>Vouchers by their state.</summary>
    public IReadOnlyList<long> Vouchers => _vouchers;

    public void Issue(long cents)
    {
        Issued += cents;
        _cents[(int)MoneyTerm.Held] += cents;
        _vouchers[(int)VoucherState.Held]++;
    }

    public void Change(VoucherState from, VoucherState to)
    {
        _vouchers[(int)from]--;
        _vouchers[(int)to]++;
    }

    public void Move(MoneyTerm from, MoneyTerm to, long cents)
    {
        if (cents < 0 || _cents[(int)from] < cents)
            throw new InvariantBrokenException($"I6: {cents} from {from}, which has {_cents[(int)from]}");
        _cents[(int)from] -= cents;
        _cents[(int)to] += cents;
        if (_cents.Sum() != Issued)
            throw new InvariantBrokenException($"I6: {_cents.Sum()} in all terms, {Issued} issued");
    }

    /// <summary>An order came (or went: negative).</summary>
    public void Order(long cents, int redemptions)
    {
        OrderCents += cents;
        Redemptions += redemptions;
        if (OrderCents < 0 || Redemptions < 0) throw new InvariantBrokenException("I6: fewer orders than none");
    }

    public void Conflict(long cents) => ConflictCents += cents;

    public void Restore(
        long issued, ReadOnlySpan<long> terms, ReadOnlySpan<long> vouchers, long orders, long redemptions,
        long conflicts)
    {
        ConflictCents = conflicts;
        vouchers.CopyTo(_vouchers);
        (Issued, OrderCents, Redemptions) = (issued, orders, redemptions);
        terms.CopyTo(_cents);
        if (_cents.Sum() != Issued) throw new InvalidDataException("I6 does not hold in what was kept");
    }
}
