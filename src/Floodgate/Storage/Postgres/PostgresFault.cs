using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// What a fault says about a commit whose statement was sent. Only one thing is certain: an error, which the server
/// sends instead of committing. Everything else (a lost connection, a deadline, a server that ends) may have come after
/// the commit.
/// </summary>
internal static class PostgresFault
{
    /// <param name="fault">Null: the server's answer was read to its end.</param>
    /// <param name="warned">
    /// The server warned meanwhile: it does when it stops waiting for the standby, and calls the commit done.
    /// </param>
    /// <returns>Null: nothing speaks against the answer that was read.</returns>
    public static CommitOutcome? Of(Exception? fault, bool warned) => fault switch
    {
        _ when warned => CommitOutcome.Unknown,
        null => null,
        PostgresException { InvariantSeverity: "ERROR" } => CommitOutcome.None,
        _ => CommitOutcome.Unknown,
    };
}
