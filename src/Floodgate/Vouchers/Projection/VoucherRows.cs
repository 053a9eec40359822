using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Data.Sqlite;

namespace Floodgate.Vouchers.Projection;

/// <summary>Writes claims and extensions of one chain into the voucher table, in the caller's transaction.</summary>
internal sealed class VoucherRows(SqliteConnection connection, ChainId chain) : IDisposable
{
    private readonly SqliteCommand _insert = Insert(connection);

    public int Written { get; private set; }

    public void Claim(
        long number, int batch, PersonId person, JournalRow row, CampaignVersion version, ExtensionList extensions)
    {
        var (from, until) = version.Validity(batch, row.TimeMicros);
        var good = extensions.Until(until.Micros(), batch, row.TimeMicros).UntilMicros;
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        object[] values =
        [
            Id(number), bytes, chain.Campaign, batch, version.Number,
            version.Definition.Batches[batch].FaceValue.Amount, row.TimeMicros, from.Micros(), good,
            (int)version.CodeKey, row.Position,
        ];
        for (var i = 0; i < values.Length; i++) _insert.Parameters[i].Value = values[i];
        _insert.ExecuteNonQuery();
        Written++;
    }

    /// <summary>What is in the table already; what is claimed later is written with it.</summary>
    public void Extend(Extension extension)
    {
        using var update = connection.CreateCommand();
        update.CommandText = """
            UPDATE voucher SET ValidUntil = ValidUntil + CASE WHEN ValidUntil > $after THEN $add ELSE 0 END,
                RefundUntil = RefundUntil + CASE WHEN RefundUntil > $after THEN $add ELSE 0 END
            WHERE VoucherId >= $from AND VoucherId <= $to AND ClaimedAt < $before
                AND (ValidUntil > $after OR RefundUntil > $after) AND ($batch IS NULL OR Batch = $batch)
            """;
        update.Parameters.AddWithValue("$add", extension.AddMicros);
        update.Parameters.AddWithValue("$from", Id(0));
        update.Parameters.AddWithValue("$to", Id(VoucherId.NumberMax));
        update.Parameters.AddWithValue("$before", extension.BeforeMicros);
        update.Parameters.AddWithValue("$after", extension.AfterMicros);
        update.Parameters.AddWithValue("$batch", extension.Batch ?? (object)DBNull.Value);
        update.ExecuteNonQuery();
    }

    public void Dispose() => _insert.Dispose();

    private static SqliteCommand Insert(SqliteConnection connection)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT OR REPLACE INTO voucher (VoucherId, Person, Campaign, Batch, Version, State, RemainingCents,
                ClaimedAt, ValidFrom, ValidUntil, CodeKey, Position, Changed, Frozen,
                FaceCents, RefundUntil)
            VALUES ($id, $person, $campaign, $batch, $version, 0, $cents, $claimed, $from, $until, $key, $position,
                $position, 0, $cents, 0)
            """;
        foreach (var name in (string[])["$id", "$person", "$campaign", "$batch", "$version", "$cents", "$claimed",
            "$from", "$until", "$key", "$position"])
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        return insert;
    }

    private long Id(long number) => unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);
}
