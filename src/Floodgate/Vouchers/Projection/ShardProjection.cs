using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Microsoft.Data.Sqlite;

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

    /// <summary>
    /// Takes up where the tables say it stopped. Versions are read from the journal again: there are few.
    /// </summary>
    public static ShardProjection Load(SqliteConnection connection, IJournal journal, ChainId chain)
    {
        var shard = new ShardProjection(chain);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Position, Hash FROM projection_position WHERE Chain = $chain";
        command.Parameters.AddWithValue("$chain", chain.Value);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return shard;
        var (position, hash) = (reader.GetInt64(0), (byte[])reader[1]);
        foreach (var row in journal.Read(chain, 0))
        {
            if (row.Position > position) break;
            shard.Take(row, into: null);
        }

        return shard.Position == position && shard._hash.AsSpan().SequenceEqual(hash) ? shard : Anew(connection, chain);
    }

    /// <summary>
    /// It stands at a row the journal does not have: a commit whose sync failed was read, and lost with the power. The
    /// table only says what the journal says, so it is written anew.
    /// </summary>
    private static ShardProjection Anew(SqliteConnection connection, ChainId chain)
    {
        var empty = new ShardProjection(chain);
        using var transaction = connection.BeginTransaction();
        using var delete = connection.CreateCommand();
        delete.CommandText = """
            DELETE FROM voucher WHERE VoucherId >= $from AND VoucherId <= $to;
            DELETE FROM redemption WHERE RedemptionId >= $from AND RedemptionId <= $to;
            DELETE FROM voucher_event WHERE VoucherId >= $from AND VoucherId <= $to;
            DELETE FROM projection_position WHERE Chain = $chain
            """;
        delete.Parameters.AddWithValue("$from", empty.Id(0));
        delete.Parameters.AddWithValue("$to", empty.Id(VoucherId.NumberMax));
        delete.Parameters.AddWithValue("$chain", chain.Value);
        delete.ExecuteNonQuery();
        transaction.Commit();
        return empty;
    }

    public int Write(SqliteConnection connection, IReadOnlyList<JournalRow> rows)
    {
        using var vouchers = new VoucherRows(connection, chain);
        using var tills = new TillRows(connection, chain);
        foreach (var row in rows) Take(row, new Tables(vouchers, tills));
        using var position = connection.CreateCommand();
        position.CommandText = """
            INSERT INTO projection_position (Chain, Position, Hash) VALUES ($chain, $position, $hash)
            ON CONFLICT (Chain) DO UPDATE SET Position = excluded.Position, Hash = excluded.Hash
            """;
        position.Parameters.AddWithValue("$chain", chain.Value);
        position.Parameters.AddWithValue("$position", Position);
        position.Parameters.AddWithValue("$hash", _hash);
        position.ExecuteNonQuery();
        return vouchers.Written + tills.Written;
    }

    private long Id(long number) =>
        unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);

    private void Take(JournalRow row, Tables? into)
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

    private void TakeFromTill(EventKind kind, ref EventReader reader, JournalRow row, Tables? into)
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

    private sealed record Tables(VoucherRows Vouchers, TillRows Tills);
}
