using System.Data.Common;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// Where one chain's projection stands: position, hash, the version in force and the next voucher's number.
/// </summary>
internal sealed class ShardProjection(ChainId chain)
{
    private readonly List<CampaignVersion> _versions = [];
    private ExtensionList _extensions = ExtensionList.None;
    private byte[] _hash = JournalRow.FirstHash;
    private long _next, _redemptions;

    public long Position { get; private set; }

    /// <summary>Where the tables say the chain stands; null: it was never projected.</summary>
    public static (long Position, byte[] Hash)? At(DbConnection connection, ChainId chain)
    {
        using var command = connection.Statement(
            """SELECT "Position", "Hash" FROM projection_position WHERE "Chain" = @chain""", ("@chain", chain.Value));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), (byte[])reader[1]) : null;
    }

    public bool StandsAt((long Position, byte[] Hash)? at) => at is var (position, hash)
        ? Position == position && _hash.AsSpan().SequenceEqual(hash) : Position == 0;

    /// <summary>
    /// Goes on to where the tables are, without writing: versions and numbers are read from the journal. At the start
    /// from its first row; later when another node's projector was faster.
    /// </summary>
    /// <returns>False: the journal has no such row after this one, and this projection is of no further use.</returns>
    public bool Reach(IJournal journal, (long Position, byte[] Hash)? at)
    {
        if (StandsAt(at)) return true;
        if (at is not var (position, _) || position <= Position) return false;
        foreach (var row in journal.Read(chain, Position))
        {
            if (row.Position > position) break;
            Take(row, into: null);
        }

        return StandsAt(at);
    }

    public int Write(IProjectionTables tables, IReadOnlyList<JournalRow> rows)
    {
        var into = new Rows(new VoucherRows(tables, chain), new TillRows(tables, chain));
        foreach (var row in rows) Take(row, into);
        tables.Run(
            """
            INSERT INTO projection_position ("Chain", "Position", "Hash") VALUES ($1, $2, $3)
            ON CONFLICT ("Chain") DO UPDATE SET "Position" = excluded."Position", "Hash" = excluded."Hash"
            """,
            chain.Value, Position, _hash);
        return into.Vouchers.Written + into.Tills.Written;
    }

    /// <summary>Empties the chain's tables: they are to be written anew.</summary>
    public static void Clear(IProjectionTables tables, ChainId chain)
    {
        long Id(long number) => unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);
        var (first, last) = (Id(0), Id(VoucherId.NumberMax));
        tables.Run("""DELETE FROM voucher WHERE "VoucherId" >= $1 AND "VoucherId" <= $2""", first, last);
        tables.Run("""DELETE FROM redemption WHERE "RedemptionId" >= $1 AND "RedemptionId" <= $2""", first, last);
        tables.Run("""DELETE FROM voucher_event WHERE "VoucherId" >= $1 AND "VoucherId" <= $2""", first, last);
        tables.Run("""DELETE FROM projection_position WHERE "Chain" = $1""", chain.Value);
    }

    private void Take(JournalRow row, Rows? into)
    {
        if (!row.Follows(Position, _hash))
            throw new JournalDamagedException($"{chain}: row {row.Position} does not follow row {Position}");
        var reader = new EventReader(row.Body);
        while (!reader.AtEnd)
        {
            switch ((EventKind)reader.Byte())
            {
                case EventKind.Defined: _versions.Add(BookEvents.ReadDefined(ref reader)); break;
                case EventKind.Claimed:
                    var (batch, person) = (reader.Int32(), new PersonId(reader.UInt128()));
                    reader.UInt64();
                    into?.Vouchers.Claim(_next, batch, person, row, _versions[^1], _extensions);
                    _next++;
                    break;
                case EventKind.Leased or EventKind.Released: reader.Varint(); reader.Varint(); break;
                case EventKind.Paused: reader.Bytes(); break;
                case EventKind.Resumed: BookEvents.ReadResumed(ref reader); break;
                case EventKind.Extended:
                    var extension = BookEvents.ReadExtended(ref reader);
                    _extensions = _extensions.With(extension);
                    into?.Vouchers.Extend(extension);
                    break;
                case var kind: TakeFromTill(kind, ref reader, row, into); break;
            }
        }

        (Position, _hash) = (row.Position, row.Hash);
    }

    private void TakeFromTill(EventKind kind, ref EventReader reader, JournalRow row, Rows? into)
    {
        switch (kind)
        {
            case EventKind.Redeemed:
                var redeemed = RedemptionEvents.ReadRedeemed(ref reader);
                into?.Tills.Redeem(_redemptions, redeemed, row);
                _redemptions++;
                break;
            case EventKind.Refunded:
                var refunded = RedemptionEvents.ReadRefunded(ref reader);
                into?.Tills.Refund(refunded, row);
                break;
            case EventKind.Undone:
                var undone = RedemptionEvents.ReadUndone(ref reader, out var whyUndone);
                into?.Tills.Undo(undone, whyUndone, row);
                break;
            case EventKind.Expired:
                var expired = reader.Int32();
                into?.Tills.Expire(expired, row);
                break;
            case EventKind.Marked:
                var (voucher, mark) = RedemptionEvents.ReadMarked(ref reader, out var whyMarked);
                into?.Tills.Mark(voucher, mark, whyMarked, row);
                break;
            case EventKind.Conflicted:
                var conflicted = RedemptionEvents.ReadConflicted(ref reader);
                into?.Tills.Conflict(conflicted, row);
                break;
            case EventKind.CapLeased or EventKind.CapReleased: CapEvents.ReadLease(ref reader); break;
            case EventKind.Counted: CapEvents.ReadCounted(ref reader); break;
            default:
                throw new JournalDamagedException($"{chain}: row {row.Position} has event kind {(int)kind}");
        }
    }

    private sealed record Rows(VoucherRows Vouchers, TillRows Tills);
}
