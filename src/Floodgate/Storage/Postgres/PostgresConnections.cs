using System.Data.Common;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// How connections to PostgreSQL are opened; the one home of what a session is told. What is told here wins over what a
/// database or a role has as its default.
/// </summary>
internal static class PostgresConnections
{
    public const string Schema = "floodgate";

    /// <summary>
    /// For the journal. <c>statement_timeout</c> stays off: it would also end the wait for the standby, which PostgreSQL
    /// reports as success with a warning; and that warning must reach us. Time-outs are on this side: a command that is
    /// past its deadline is an unknown one, its connection is not used again.
    /// </summary>
    public static string Journal(string connection, PostgresOptions options, bool pooled) => Text(connection, options,
        "journal", "-c synchronous_commit=on -c statement_timeout=0 -c lock_timeout=0 -c client_min_messages=warning",
        text =>
        {
            text.Pooling = pooled;
            text.MaxPoolSize = options.ReadersMax;
            text.CommandTimeout = options.CommitSecondsMax;
            // Do not wait for what a cancelled statement says: the connection is dropped.
            text.CancellationTimeout = -1;
            text.KeepAlive = 1;
        });

    private static string Text(
        string connection, PostgresOptions options, string purpose, string settings,
        Action<NpgsqlConnectionStringBuilder> set)
    {
        var text = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = $"floodgate/{purpose}",
            Options = settings,
            SearchPath = Schema,
            Timeout = options.ConnectSecondsMax,
            TcpKeepAlive = true,
            Enlist = false,
            IncludeErrorDetail = false,
        };
        set(text);
        return text.ToString();
    }

    /// <exception cref="DbException">It cannot be opened, or the server does not keep what it says it has.</exception>
    public static NpgsqlConnection Open(string text)
    {
        var connection = new NpgsqlConnection(text);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
