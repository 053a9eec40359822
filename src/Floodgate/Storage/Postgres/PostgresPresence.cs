using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// A node that has the database to itself, and nodes that share it, keep out of each other's way: their books would
/// change hands without end. Held while the node runs, and taken again where the server was restarted or another one
/// was promoted; safety does not rest on it, that is the journal's.
/// </summary>
internal sealed class PostgresPresence(PostgresPlaces places) : IDisposable
{
    /// <summary>Who works on the database: one node alone, or several together.</summary>
    private const long Lock = 0x466C6F6F65;

    private readonly Lock _gate = new();
    private NpgsqlConnection? _taken;
    private PostgresPlace? _at;
    private bool _alone;

    /// <summary>Takes it.</summary>
    /// <returns>Null when it is ours; else why it is not, for the person who started us.</returns>
    /// <exception cref="NpgsqlException">The database refused.</exception>
    public string? TryTake(bool alone)
    {
        lock (_gate)
        {
            _alone = alone;
            return TakeLocked();
        }
    }

    /// <summary>Once a second: takes it again where it was lost.</summary>
    /// <returns>Null when it is ours, or was never asked for; else why it is not.</returns>
    public string? Keep()
    {
        lock (_gate)
        {
            if (_taken is null) return null;
            try
            {
                return IsHeld() ? null : TakeLocked();
            }
            catch (NpgsqlException fault)
            {
                return fault.Message;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate) _taken?.Dispose();
    }

    /// <summary>Asked of the server: a connection whose other end is gone looks open from here.</summary>
    private bool IsHeld()
    {
        if (_at is null || _at != places.Current) return false;
        if (_taken is not { State: System.Data.ConnectionState.Open }) return false;
        try
        {
            using var command = new NpgsqlCommand("SELECT 1", _taken);
            command.ExecuteScalar();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string? TakeLocked()
    {
        var place = places.Now();
        var fresh = places.Open(places.Address.Presence);
        _taken?.Dispose();
        (_taken, _at) = (fresh, null);
        using var command = new NpgsqlCommand(
            _alone ? "SELECT pg_try_advisory_lock($1)" : "SELECT pg_try_advisory_lock_shared($1)", _taken);
        command.Parameters.Add(new() { Value = Lock });
        if (command.ExecuteScalar() is true)
        {
            _at = place;
            return null;
        }

        return _alone
            ? "Another node works on this database. To run several, start all of them with --cluster."
            : "A node works on this database that was started without --cluster. Stop it first.";
    }
}
