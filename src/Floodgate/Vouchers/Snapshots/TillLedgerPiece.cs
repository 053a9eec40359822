using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Snapshots;

/// <summary>What a snapshot's head holds of the tills: money by batch, validity by refund, caps, conflicts.</summary>
internal static class TillLedgerPiece
{
    public static void Write(EventWriter head, TillLedger till)
    {
        head.Varint(till.Money.Count);
        foreach (var money in till.Money)
        {
            head.Varint(money.Issued);
            foreach (var cents in money.All) head.Varint(cents);
            foreach (var count in money.Vouchers) head.Varint(count);
            head.Varint(money.OrderCents);
            head.Varint(money.Redemptions);
            head.Varint(money.ConflictCents);
        }

        head.Varint(till.Until.Count);
        foreach (var (number, until) in till.Until)
        {
            head.Varint(number);
            head.Varint(until);
        }

        head.Varint(till.Caps.All.Count);
        foreach (var (counter, lease) in till.Caps.All)
        {
            CapEvents.Lease(head, EventKind.CapLeased, counter, lease.Received);
            head.Varint(lease.Released);
            head.Varint(lease.Spent);
        }

        head.Varint(till.Caps.Sets.Count - 1);
        foreach (var counters in till.Caps.Sets.Skip(1)) CapEvents.Counted(head, counters);
        head.Varint(till.Conflicts.Count);
        foreach (var conflict in till.Conflicts.Values) RedemptionEvents.Conflicted(head, conflict);
    }

    /// <exception cref="InvalidDataException">It does not fit the versions, or I6 does not hold in it.</exception>
    public static void Read(ref EventReader reader, TillLedger till)
    {
        if (reader.Int32() != till.Money.Count) throw new InvalidDataException("money and versions disagree");
        Span<long> terms = stackalloc long[BatchMoney.Terms], vouchers = stackalloc long[BatchMoney.States];
        foreach (var money in till.Money)
        {
            var issued = reader.Varint();
            for (var i = 0; i < terms.Length; i++) terms[i] = reader.Varint();
            for (var i = 0; i < vouchers.Length; i++) vouchers[i] = reader.Varint();
            money.Restore(issued, terms, vouchers, reader.Varint(), reader.Varint(), reader.Varint());
        }

        var until = new List<(int, long)>();
        for (var i = reader.Int32(); i > 0; i--) until.Add((reader.Int32(), reader.Varint()));
        for (var i = reader.Int32(); i > 0; i--)
        {
            reader.Byte();
            var (counter, received) = CapEvents.ReadLease(ref reader);
            till.Caps.Restore(counter, received, reader.Varint(), reader.Varint());
        }

        for (var i = reader.Int32(); i > 0; i--)
        {
            reader.Byte();
            till.Caps.SetOf(CapEvents.ReadCounted(ref reader));
        }

        var conflicts = new List<ConflictedEvent>();
        for (var i = reader.Int32(); i > 0; i--)
        {
            reader.Byte();
            conflicts.Add(RedemptionEvents.ReadConflicted(ref reader));
        }

        till.Restore(until, conflicts);
    }
}
