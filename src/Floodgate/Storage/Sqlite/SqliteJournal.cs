using Floodgate.Foundation.Signals;
using Microsoft.Data.Sqlite;

namespace Floodgate.Storage.Sqlite;

/// <summary>
/// journal.db: WAL, synchronous=FULL. One connection writes, under a lock; readers open their own. The row's key is
/// (chain, position) as one rising integer, which is a second fence: a stale writer collides instead of overwriting.
/// </summary>
internal sealed class SqliteJournal : IJournal, IDisposable
{
    private readonly string _path;
    private readonly NodeTallies? _tallies;
    private readonly Lock _gate = new();
    private SqliteJournalConnection? _writer;
    private bool _failed;

    /// <param name="path">journal.db; created when missing.</param>
    /// <param name="tallies">Where refused writes are counted.</param>
    /// <exception cref="JournalUnavailableException">The file cannot be opened for writing.</exception>
    public SqliteJournal(string path, NodeTallies? tallies = null)
    {
        (_path, _tallies) = (path, tallies);
        Guarded(() => _writer = SqliteJournalConnection.Open(path));
    }

    /// <summary>One process holds the data folder: while it does, nobody else takes a chain.</summary>
    public bool NeedsHold => false;

    public int Register(string campaign) => Locked(() => Writer().Register(campaign));

    public ChainHead TakeEpoch(ChainId chain) => Locked(() => Writer().TakeEpoch(chain));

    public void Touch()
    {
        lock (_gate)
        {
            try
            {
                Guarded(() => Writer().Touch());
            }
            catch (JournalUnavailableException)
            {
                Abandon();
                throw;
            }
        }
    }

    public IReadOnlyList<CampaignEntry> Campaigns() => Guarded(() =>
    {
        using var connection = SqliteFile.OpenReadOnly(_path);
        return JournalTables.Campaigns(connection);
    });

    public IReadOnlyList<ChainOwner> Owners() => Guarded(() =>
    {
        using var connection = SqliteFile.OpenReadOnly(_path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, epoch FROM chain ORDER BY id";
        using var reader = command.ExecuteReader();
        var owners = new List<ChainOwner>();
        while (reader.Read()) owners.Add(new ChainOwner(ChainId.FromValue(reader.GetInt64(0)), reader.GetInt64(1), ""));
        return owners;
    });

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        lock (_gate)
        {
            try
            {
                if (Writer().Commit(rows, held, outcomes)) return;
            }
            catch (Exception fault) when (fault is SqliteException or JournalUnavailableException)
            {
                // No connection could be opened: nothing was begun.
                outcomes.Fill(CommitOutcome.None);
                _tallies?.StorageFailed();
                return;
            }

            Abandon();
        }
    }

    public IEnumerable<JournalRow> Read(ChainId chain, long position)
    {
        using var connection = Guarded(() => SqliteFile.OpenReadOnly(_path));
        using var rows = JournalTables.Read(connection, chain, position).GetEnumerator();
        while (Next(rows)) yield return rows.Current;
    }

    public void Dispose()
    {
        lock (_gate) _writer?.Dispose();
    }

    /// <summary>
    /// After a failed write the connection's own view is suspect as well: the next use opens a fresh one.
    /// </summary>
    private void Abandon()
    {
        _tallies?.StorageFailed();
        _writer?.Dispose();
        _writer = null;
        _failed = true;
    }

    private SqliteJournalConnection Writer()
    {
        if (_writer is not null) return _writer;
        var writer = SqliteJournalConnection.Open(_path);
        try
        {
            // What a failed sync left in the log may be readable and yet not on disk: bring it there before building
            // on it.
            if (_failed) writer.Checkpoint();
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        _failed = false;
        return _writer = writer;
    }

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            try
            {
                return Guarded(action);
            }
            catch (JournalUnavailableException)
            {
                _tallies?.StorageFailed();
                throw;
            }
        }
    }

    /// <summary>A page that cannot be read is damage, not absence: it does not pass by itself.</summary>
    private static bool Next(IEnumerator<JournalRow> rows)
    {
        const int corrupt = 11, notADatabase = 26;
        try
        {
            return rows.MoveNext();
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is corrupt or notADatabase)
        {
            throw new JournalDamagedException($"journal: {fault.Message}", fault);
        }
        catch (SqliteException fault)
        {
            throw new JournalUnavailableException($"journal: {fault.Message}", fault);
        }
    }

    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException fault)
        {
            throw new JournalUnavailableException($"journal: {fault.Message}", fault);
        }
    }
}
