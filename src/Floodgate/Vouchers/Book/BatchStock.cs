using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// One batch's stock in one shard. Received and released only grow: leases travel as cumulative totals, so that a
/// lost or
/// repeated message changes nothing (ADR 4).
/// </summary>
internal sealed class BatchStock
{
    public long Received { get; private set; }

    public long Released { get; private set; }

    public long Issued { get; private set; }

    /// <summary>Leased and not issued.</summary>
    public long Idle => Received - Released - Issued;

    /// <summary>
    /// The pool has said, after recalling every idle lease, that there is none left. Not journalled: it is asked
    /// again.
    /// </summary>
    public bool Exhausted
    {
        get;
        set
        {
            field = value;
            if (!value) SoldOutSettled = false;
        }
    }

    /// <summary>Sold out as of the last commit: saying so rests on nothing that could still be lost.</summary>
    public bool SoldOutSettled { get; private set; }

    /// <summary>Claims that wait for stock; a recall leaves this many behind.</summary>
    public int Waiting { get; set; }

    public void Receive(long total)
    {
        Received = Rising(Received, total);
        SoldOutSettled = false;
    }

    /// <summary>All decided so far is durable.</summary>
    public void Settle() => SoldOutSettled = Exhausted && Idle == 0;

    public void Release(long total)
    {
        var before = Released;
        Released = Rising(Released, total);
        if (Idle < 0)
            throw new InvariantBrokenException($"I1: {Released - before} units released, more than were idle");
    }

    public void Issue()
    {
        Issued++;
        if (Idle < 0) throw new InvariantBrokenException($"I1: {Issued} issued of {Received - Released} leased");
    }

    public void Restore(long received, long released, long issued) =>
        (Received, Released, Issued) = (received, released, issued);

    private static long Rising(long before, long total) =>
        total >= before ? total : throw new InvariantBrokenException($"a lease total fell from {before} to {total}");
}
