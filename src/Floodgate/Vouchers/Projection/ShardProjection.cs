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
    private long _next;

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
            shard.Take(row, claim: null, extend: null);
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
        using var insert = Insert(connection);
        var written = 0;
        foreach (var row in rows)
            Take(row, (number, batch, person) =>
            {
                Fill(insert, number, batch, person, row);
                insert.ExecuteNonQuery();
                written++;
            }, extension => Extend(connection, extension));
        using var position = connection.CreateCommand();
        position.CommandText = """
            INSERT INTO projection_position (Chain, Position, Hash) VALUES ($chain, $position, $hash)
            ON CONFLICT (Chain) DO UPDATE SET Position = excluded.Position, Hash = excluded.Hash
            """;
        position.Parameters.AddWithValue("$chain", chain.Value);
        position.Parameters.AddWithValue("$position", Position);
        position.Parameters.AddWithValue("$hash", _hash);
        position.ExecuteNonQuery();
        return written;
    }

    private static SqliteCommand Insert(SqliteConnection connection)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT OR REPLACE INTO voucher (VoucherId, Person, Campaign, Batch, Version, State, RemainingCents,
                ClaimedAt,
                ValidFrom, ValidUntil, CodeKey, Position)
            VALUES ($id, $person, $campaign, $batch, $version, 0, $cents, $claimed, $from, $until, $key, $position)
            """;
        foreach (var name in (string[])["$id", "$person", "$campaign", "$batch", "$version", "$cents", "$claimed",
            "$from", "$until", "$key", "$position"])
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        return insert;
    }

    /// <summary>What is in the table already; what is claimed later is written with it.</summary>
    private void Extend(SqliteConnection connection, Extension extension)
    {
        using var update = connection.CreateCommand();
        update.CommandText = """
            UPDATE voucher SET ValidUntil = ValidUntil + $add
            WHERE VoucherId >= $from AND VoucherId <= $to AND ClaimedAt < $before AND ValidUntil > $after
                AND ($batch IS NULL OR Batch = $batch)
            """;
        update.Parameters.AddWithValue("$add", extension.AddMicros);
        update.Parameters.AddWithValue("$from", Id(0));
        update.Parameters.AddWithValue("$to", Id(VoucherId.NumberMax));
        update.Parameters.AddWithValue("$before", extension.BeforeMicros);
        update.Parameters.AddWithValue("$after", extension.AfterMicros);
        update.Parameters.AddWithValue("$batch", extension.Batch ?? (object)DBNull.Value);
        update.ExecuteNonQuery();
    }

    private long Id(long number) =>
        unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);

    private void Take(JournalRow row, Action<long, int, PersonId>? claim, Action<Extension>? extend)
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
                    claim?.Invoke(_next, batch, person);
                    _next++;
                    break;
                case EventKind.Leased or EventKind.Released: reader.Varint(); reader.Varint(); break;
                case EventKind.Paused: reader.Bytes(); break;
                case EventKind.Resumed: BookEvents.ReadResumed(ref reader); break;
                case EventKind.Extended:
                    var extension = BookEvents.ReadExtended(ref reader);
                    _extensions = _extensions.With(extension);
                    extend?.Invoke(extension);
                    break;
                case var kind:
                    throw new JournalDamagedException(
                    $"{chain}: row {row.Position} has event kind {(int)kind}");
            }
        }

        (Position, _hash) = (row.Position, row.Hash);
    }

    private void Fill(SqliteCommand insert, long number, int batch, PersonId person, JournalRow row)
    {
        var version = _versions[^1];
        var (from, until) = version.Validity(batch, row.TimeMicros);
        var good = _extensions.Until(until.Micros(), batch, row.TimeMicros).UntilMicros;
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        object[] values =
        [
            Id(number), bytes, chain.Campaign, batch, version.Number,
            version.Definition.Batches[batch].FaceValue.Amount, row.TimeMicros, from.Micros(), good,
            (int)version.CodeKey, row.Position,
        ];
        for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
    }
}
