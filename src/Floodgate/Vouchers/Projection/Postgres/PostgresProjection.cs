using Floodgate.Foundation;
using Floodgate.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Floodgate.Vouchers.Projection.Postgres;

/// <summary>
/// Claims are kept and copied in, statements are sent as one batch: a round trip costs more than what it carries.
/// Losing the newest commits with the server costs nothing, for they are made again from the journal.
/// </summary>
internal sealed class PostgresProjection : IProjectionTables
{
    private const int ClaimsMax = 8_192, StatementsMax = 512;

    /// <summary>Another node's projector that hangs with the lock must not hold up this one's other chains.</summary>
    private const string LockWait = "SET LOCAL lock_timeout TO '5s'";

    private const string LocalCommit = "SET LOCAL synchronous_commit TO local";

    private const string Locked =
        """SELECT "Position", "Hash" FROM projection_position WHERE "Chain" = $1 FOR UPDATE""";

    /// <summary>A row that is not there cannot be locked.</summary>
    private const string First = """
        INSERT INTO projection_position ("Chain", "Position", "Hash") VALUES ($1, 0, $2) ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// Nothing lies above the position, since rows and position are one transaction; a leftover, from whatever restore,
    /// would stop the copy at its key, for good.
    /// </summary>
    private const string Above = """DELETE FROM voucher WHERE "VoucherId" >= $1 AND "VoucherId" <= $2""";

    private const string Copy = """
        COPY voucher ("VoucherId", "Person", "Campaign", "Batch", "Version", "State", "RemainingCents", "ClaimedAt",
            "ValidFrom", "ValidUntil", "CodeKey", "Position", "Changed", "Frozen", "FaceCents", "RefundUntil")
        FROM STDIN (FORMAT BINARY)
        """;

    private readonly List<ProjectedClaim> _claims = [];
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly ChainId _chain;
    private NpgsqlBatch _batch;
    private bool _clear;

    public PostgresProjection(NpgsqlConnection connection, ChainId chain)
    {
        (_connection, _chain) = (connection, chain);
        _transaction = connection.BeginTransaction();
        _batch = new NpgsqlBatch(connection);
    }

    public (long Position, byte[] Hash)? At()
    {
        if (Lock() is { } found) return found;
        Run(First, _chain.Value, JournalRow.FirstHash);
        Flush();
        return Lock();
    }

    public void Claim(in ProjectedClaim claim)
    {
        _claims.Add(claim);
        if (_claims.Count == ClaimsMax) CopyClaims();
    }

    public void Run(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = Storable(value) });
        _batch.BatchCommands.Add(command);
        if (_batch.BatchCommands.Count == StatementsMax) Flush();
    }

    public void Flush()
    {
        CopyClaims();
        if (_batch.BatchCommands.Count == 0) return;
        // Once a session: planning costs more than running.
        _batch.Prepare();
        _batch.ExecuteNonQuery();
        _batch.Dispose();
        _batch = new NpgsqlBatch(_connection);
    }

    public void Commit()
    {
        Flush();
        _transaction.Commit();
    }

    public void Dispose()
    {
        _batch.Dispose();
        _transaction.Dispose();
    }

    private (long Position, byte[] Hash)? Lock()
    {
        using var batch = new NpgsqlBatch(_connection)
        {
            BatchCommands =
            {
                new(LockWait), new(LocalCommit), new(Locked) { Parameters = { new() { Value = _chain.Value } } },
            },
        };
        using var reader = batch.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), (byte[])reader[1]) : null;
    }

    private void CopyClaims()
    {
        if (_claims.Count == 0) return;
        if (!_clear) ClearAbove(_claims[0].VoucherId);
        var person = new byte[PersonId.Bytes];
        using var copy = _connection.BeginBinaryImport(Copy);
        foreach (var claim in _claims)
        {
            claim.Person.Write(person);
            copy.StartRow();
            copy.Write(claim.VoucherId, NpgsqlDbType.Bigint);
            copy.Write(person, NpgsqlDbType.Bytea);
            copy.Write(_chain.Campaign, NpgsqlDbType.Integer);
            copy.Write(claim.Batch, NpgsqlDbType.Integer);
            copy.Write(claim.Version, NpgsqlDbType.Integer);
            copy.Write(0, NpgsqlDbType.Integer);
            copy.Write(claim.FaceCents, NpgsqlDbType.Bigint);
            copy.Write(claim.ClaimedAt, NpgsqlDbType.Bigint);
            copy.Write(claim.ValidFrom, NpgsqlDbType.Bigint);
            copy.Write(claim.ValidUntil, NpgsqlDbType.Bigint);
            copy.Write(claim.CodeKey, NpgsqlDbType.Integer);
            copy.Write(claim.Position, NpgsqlDbType.Bigint);
            copy.Write(claim.Position, NpgsqlDbType.Bigint);
            copy.Write(false, NpgsqlDbType.Boolean);
            copy.Write(claim.FaceCents, NpgsqlDbType.Bigint);
            copy.Write(0L, NpgsqlDbType.Bigint);
        }

        copy.Complete();
        _claims.Clear();
    }

    private void ClearAbove(long first)
    {
        var last = unchecked((long)VoucherId.Create(_chain.Campaign, _chain.Shard, VoucherId.NumberMax).Value);
        using var clear = new NpgsqlCommand(Above, _connection)
        {
            Parameters = { new() { Value = first }, new() { Value = last } },
        };
        clear.ExecuteNonQuery();
        _clear = true;
    }

    /// <summary>PostgreSQL's text knows no U+0000; what a till sent must not stop the projection.</summary>
    private static object Storable(object value) => value is string text ? text.Replace('\0', '\uFFFD') : value;
}
