using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Data.Sqlite;

namespace Floodgate.Vouchers.Projection.Sqlite;

/// <summary>
/// Everything is written as it is said, each statement prepared once. Beginning takes the file's write lock, so
/// nobody else can move the position.
/// </summary>
internal sealed class SqliteProjection : IProjectionTables
{
    private const string Voucher = """
        INSERT OR REPLACE INTO voucher ("VoucherId", "Person", "Campaign", "Batch", "Version", "State",
            "RemainingCents", "ClaimedAt", "ValidFrom", "ValidUntil", "CodeKey", "Position", "Changed", "Frozen",
            "FaceCents", "RefundUntil")
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11, $11, 0, $6, 0)
        """;

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly ChainId _chain;

    public SqliteProjection(SqliteConnection connection, ChainId chain)
    {
        (_connection, _chain) = (connection, chain);
        _transaction = connection.BeginTransaction();
    }

    public (long Position, byte[] Hash)? At() => ShardProjection.At(_connection, _chain);

    public void Claim(in ProjectedClaim claim)
    {
        var person = new byte[PersonId.Bytes];
        claim.Person.Write(person);
        Run(Voucher, claim.VoucherId, person, _chain.Campaign, claim.Batch, claim.Version, claim.FaceCents,
            claim.ClaimedAt, claim.ValidFrom, claim.ValidUntil, claim.CodeKey, claim.Position);
    }

    public void Run(string sql, params ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Flush()
    {
        // Nothing is kept back.
    }

    public void Commit() => _transaction.Commit();

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _transaction.Dispose();
    }
}
