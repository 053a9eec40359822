using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Floodgate.Storage.Sqlite;

/// <summary>
/// Settings that SQLite keeps per connection, given to each as it opens. <c>synchronous</c> is NORMAL here: under WAL a
/// power cut may cost the last moments of this file but never its soundness, and the journal has what must not be lost.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    private const string Statements = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; " +
        "PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Statements;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Statements;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
