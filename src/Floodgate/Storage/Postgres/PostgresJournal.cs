using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// The journal in PostgreSQL, shared by several nodes. One session writes, under a lock; opening books, questions and
/// readers have a small pool beside it, so that none of them waits behind a commit that waits for the standby.
/// </summary>
internal sealed class PostgresJournal : IJournal, IDisposable
{
    private const int ReadRows = 256;
    private readonly PostgresPlaces _places;
    private readonly StandbyWatch _standby;
    private readonly NodeTallies? _tallies;
    private readonly Lock _gate = new();
    private readonly PlacedPool _pool;
    private readonly PostgresOpening _opening;
    private PostgresSession? _session;

    /// <param name="places">Where it is.</param>
    /// <param name="standby">Whether rows are taken, and answers from memory given.</param>
    /// <param name="options">Limits.</param>
    /// <param name="node">This node's name, kept beside the epochs it takes.</param>
    /// <param name="clock">Says when an epoch was taken.</param>
    /// <param name="tallies">Where refused writes are counted.</param>
    public PostgresJournal(
        PostgresPlaces places, StandbyWatch standby, PostgresOptions options, string node, TimeProvider clock,
        NodeTallies? tallies = null)
    {
        (_places, _standby, _tallies) = (places, standby, tallies);
        // After a failover it is another server, which may be set up in another way.
        _pool = new PlacedPool(places, places.Address.Opening, options.ConnectSecondsMax, PostgresSession.CheckDurable);
        _opening = new PostgresOpening(_pool, places, options, node, clock);
    }

    public bool NeedsHold => true;

    public bool RefusesRows => _standby.RefusesRows;

    public int Register(string campaign) => Counted(() => Written(open =>
    {
        // One at a time, so that numbers rise without gaps; it happens once a campaign.
        using var transaction = open.BeginTransaction();
        Run(open, "LOCK TABLE campaign IN SHARE ROW EXCLUSIVE MODE");
        Run(open, """
            INSERT INTO campaign (number, id)
            SELECT coalesce(max(number), 0) + 1, $1 FROM campaign HAVING coalesce(max(number), 0) < $2
            ON CONFLICT (id) DO NOTHING
            """, campaign, VoucherId.TestCampaign - 1);
        var number = Ask(open, "SELECT number FROM campaign WHERE id = $1", campaign);
        transaction.Commit();
        return number is int known ? known : 0;
    }));

    public IReadOnlyList<CampaignEntry> Campaigns() => Guarded(() =>
    {
        using var connection = _pool.Open();
        return JournalTables.Campaigns(connection);
    });

    public ChainHead TakeEpoch(ChainId chain) => Counted(() => Guarded(() =>
    {
        RefuseRows();
        return _opening.TakeEpoch(chain);
    }));

    public IReadOnlyList<ChainOwner> Owners() => Guarded(() =>
    {
        using var connection = _pool.Open();
        using var command = new NpgsqlCommand("SELECT id, epoch, node FROM chain ORDER BY id", connection);
        using var reader = command.ExecuteReader();
        var owners = new List<ChainOwner>();
        while (reader.Read())
            owners.Add(new ChainOwner(
                ChainId.FromValue(reader.GetInt64(0)), reader.GetInt64(1), reader.GetString(2)));
        return owners;
    });

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        // What was decided before the standby went is not sent: it would wait there, and its chains with it.
        if (rows.Count > 0 && RefusesRows)
        {
            outcomes[..rows.Count].Fill(CommitOutcome.None);
            if (held.Count > 0) Commit([], held, outcomes[rows.Count..]);
            return;
        }

        lock (_gate)
        {
            PostgresSession session;
            try
            {
                session = Session();
            }
            catch (Exception fault) when (
                fault is NpgsqlException or System.Net.Sockets.SocketException or JournalUnavailableException)
            {
                // No connection could be opened: nothing was sent.
                outcomes.Fill(CommitOutcome.None);
                _tallies?.StorageFailed();
                return;
            }

            if (session.Commit(rows, held, outcomes))
            {
                // A primary that was deposed says 'still yours' as well as a real one.
                if (held.Count > 0 && !_standby.MayAnswer) outcomes[rows.Count..].Fill(CommitOutcome.None);
                return;
            }

            session.Dispose();
            _session = null;
            _tallies?.StorageFailed();
        }
    }

    public void Touch() => Counted(() => Written(open =>
        Ask(open, "UPDATE touch SET n = n + 1 WHERE id = 1 RETURNING n")
        ?? throw new JournalUnavailableException("journal: what was written is not read back")));

    public IEnumerable<JournalRow> Read(ChainId chain, long position)
    {
        while (true)
        {
            var page = Guarded(() =>
            {
                using var connection = _pool.Open();
                return Page(connection, chain, position, ReadRows).ToList();
            });
            foreach (var row in page) yield return row;
            if (page.Count < ReadRows) yield break;
            position = page[^1].Position;
        }
    }

    /// <summary>A page, so that no connection is held while its rows are worked on.</summary>
    private static IEnumerable<JournalRow> Page(
        NpgsqlConnection connection, ChainId chain, long position, int rowsMax)
    {
        using var command = new NpgsqlCommand(
            "SELECT id, epoch, time, previous, hash, body FROM journal WHERE id > $1 AND id < $2 ORDER BY id LIMIT $3",
            connection);
        foreach (var value in (object[])[JournalRow.Key(chain, position), JournalRow.KeyAfter(chain), rowsMax])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new JournalRow(
                chain, JournalRow.PositionOf(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2),
                (byte[])reader[3], (byte[])reader[4], (byte[])reader[5]);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _session?.Dispose();
            _session = null;
        }

        _pool.Dispose();
    }

    /// <summary>
    /// One that broke while it was idle, or goes to a server that is no longer worked on, is replaced: nothing was sent
    /// on it.
    /// </summary>
    private PostgresSession Session()
    {
        var place = _places.Now();
        if (_session is { IsAlive: true } alive && alive.Place == place) return alive;
        _session?.Dispose();
        _session = null;
        return _session = PostgresSession.Open(_places, place);
    }

    private void RefuseRows()
    {
        if (RefusesRows)
            throw new JournalUnavailableException(
                $"journal: {_standby.Reading.Why}; nothing is written until it is back or was released");
    }

    /// <summary>Work that ends with a commit which the standby has too: a warning means that it may not.</summary>
    private T Written<T>(Func<NpgsqlConnection, T> work) => Guarded(() =>
    {
        RefuseRows();
        using var connection = _pool.Open();
        using var warnings = new WarningWatch(connection);
        var result = work(connection);
        warnings.ThrowIfAny();
        return result;
    });

    private T Counted<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (JournalUnavailableException)
        {
            _tallies?.StorageFailed();
            throw;
        }
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is DbException or System.Net.Sockets.SocketException)
        {
            throw new JournalUnavailableException($"journal: {fault.Message}", fault);
        }
    }

    private static void Run(NpgsqlConnection connection, string text, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, text, values);
        command.ExecuteNonQuery();
    }

    private static object? Ask(NpgsqlConnection connection, string text, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, text, values);
        return command.ExecuteScalar();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
