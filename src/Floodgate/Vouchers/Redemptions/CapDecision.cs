using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// Spending caps in one shard: a redemption takes only room that was leased from the pool, so that all shards together
/// never take more than the cap (ADR 16). The caps are those of the version in force, not of the voucher's.
/// </summary>
internal static class CapDecision
{
    /// <summary>What a redemption counts into.</summary>
    public static string[] Counters(VoucherBook book, in TillOrigin origin, long atMicros)
    {
        if (book.Version is not { Definition.Redemption.Caps: { Count: > 0 } caps } version) return [];
        var local = TimeZoneInfo.ConvertTime(UnixTime.ToTime(atMicros), version.Zone);
        return CapCounter.Of(caps, origin.Merchant, origin.Region, DateOnly.FromDateTime(local.DateTime));
    }

    /// <summary>
    /// None: there is room for so much under every cap. Else reached, or room is to be asked for first; the answer
    /// names the counter and what is missing.
    /// </summary>
    public static RedemptionAnswer Room(VoucherBook book, string[] counters, long cents, in Voucher voucher)
    {
        var (caps, wanted) = (book.Till.Caps, default(RedemptionAnswer));
        foreach (var counter in counters)
        {
            var missing = cents - caps.IdleOf(counter);
            if (missing <= 0) continue;
            var reached = caps.Full.TryGetValue(counter, out var refused) && missing >= refused;
            var kind = reached ? RedemptionKind.CapReached : RedemptionKind.CapWanted;
            var answer = RedemptionAnswer.Refuse(kind, voucher.Batch, voucher.Version) with
            {
                AmountCents = missing,
                Cap = counter,
            };
            if (reached) return answer;
            if (wanted.Kind == RedemptionKind.None) wanted = answer;
        }

        return wanted;
    }

    /// <summary>What the pool is asked for a redemption that wants room.</summary>
    public static CapRequest Request(VoucherBook book, in RedemptionAnswer wanted) =>
        new(book.Head.Chain.Shard, wanted.Cap!, book.Till.Caps.All.TryGetValue(wanted.Cap!, out var lease)
            ? lease.Released : 0, wanted.AmountCents);

    /// <summary>
    /// What tills without a connection took beyond this book's leases: the pool is told, some counters at a time, until
    /// it is settled.
    /// </summary>
    public static CapRequest[] Owed(VoucherBook book, int max)
    {
        var caps = book.Till.Caps;
        if (caps.Owed.Count == 0 || book.Version is not { Definition.Redemption.Caps: var limits }) return [];
        var owed = caps.Owed
            .Where(counter => caps.IdleOf(counter) < 0 && CapCounter.Limit(limits, counter) is not null)
            .Order(StringComparer.Ordinal).ToArray();
        // In turn: what is told of now comes again when all have been.
        var next = owed.Where(counter => string.CompareOrdinal(counter, caps.ToldLast) > 0).Take(max).ToArray();
        if (next.Length == 0) next = [.. owed.Take(max)];
        caps.ToldLast = next.LastOrDefault();
        return
        [
            .. next.Select(counter => new CapRequest(
                book.Head.Chain.Shard, counter, caps.Of(counter).Released, -caps.IdleOf(counter),
                Owed: true)),
        ];
    }

    /// <summary>Takes what the pool said to a request of this book.</summary>
    public static void Take(VoucherBook book, in CapRequest request, in StockReply reply, EventWriter events)
    {
        if (!reply.Answered) return;
        Receive(book, request.Counter, reply.Granted, reply.Version, events);
        if (book.Till.Caps.IdleOf(request.Counter) >= 0) book.Till.Caps.Owed.Remove(request.Counter);
        if (reply.Exhausted) book.Till.Caps.Full[request.Counter] = request.Cents;
        else book.Till.Caps.Full.Remove(request.Counter);
    }

    /// <summary>
    /// Gives back all that is idle, unless this call brought it: those it was granted for have not seen it yet.
    /// </summary>
    public static RecallReply Recall(VoucherBook book, string counter, long granted, int version, EventWriter events)
    {
        var news = granted > (book.Till.Caps.All.TryGetValue(counter, out var known) ? known.Received : 0);
        if (news) Receive(book, counter, granted, version, events);
        if (!book.Till.Caps.All.TryGetValue(counter, out var lease)) return new RecallReply(Answered: true, 0, 0);
        if (!news) Release(lease, counter, events);
        return new RecallReply(
            Answered: true, lease.Released, Math.Max(0, lease.Idle), Owed: Math.Max(0, -lease.Idle));
    }

    /// <summary>The caps have changed: what was leased under the old ones goes back, and is asked for anew.</summary>
    public static void GiveBack(VoucherBook book, EventWriter events)
    {
        foreach (var (counter, lease) in book.Till.Caps.All) Release(lease, counter, events);
        book.Till.Caps.Full.Clear();
    }

    /// <summary>
    /// What a refund made free goes back to the pool: where more is spent than the cap allows, nothing is taken again.
    /// </summary>
    public static void GiveBack(VoucherBook book, int set, long cents, EventWriter events)
    {
        foreach (var counter in book.Till.Caps.Sets[set])
            Release(book.Till.Caps.Of(counter), counter, events, cents);
    }

    private static void Receive(VoucherBook book, string counter, long granted, int version, EventWriter events)
    {
        var lease = book.Till.Caps.Of(counter);
        if (granted > lease.Received)
        {
            CapEvents.Lease(events, EventKind.CapLeased, counter, granted);
            lease.Receive(granted);
        }

        // Granted under caps that may be lower by now.
        if (version < (book.Version?.Number ?? 0)) Release(lease, counter, events);
    }

    private static void Release(CapLease lease, string counter, EventWriter events, long most = long.MaxValue)
    {
        var cents = Math.Min(lease.Idle, most);
        if (cents <= 0) return;
        var total = lease.Released + cents;
        CapEvents.Lease(events, EventKind.CapReleased, counter, total);
        lease.Release(total);
    }
}
