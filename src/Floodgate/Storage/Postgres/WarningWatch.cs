using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Hears whether the server warned on a connection: PostgreSQL reports a commit whose wait for the standby was
/// cancelled as success, with a warning. Such a commit may be gone after a failover.
/// </summary>
internal sealed class WarningWatch : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private volatile string? _warning;

    public WarningWatch(NpgsqlConnection connection)
    {
        _connection = connection;
        connection.Notice += Hear;
    }

    public bool Any => _warning is not null;

    public void Forget() => _warning = null;

    /// <exception cref="JournalUnavailableException">There was one: nobody knows whether it will last.</exception>
    public void ThrowIfAny()
    {
        if (_warning is { } warning) throw new JournalUnavailableException($"journal: {warning}");
    }

    public void Dispose() => _connection.Notice -= Hear;

    private void Hear(object sender, NpgsqlNoticeEventArgs said)
    {
        if (said.Notice.InvariantSeverity == "WARNING") _warning = said.Notice.MessageText;
    }
}
