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
    private readonly string _writing;
    private readonly int _connectSeconds;
    private readonly NodeTallies? _tallies;
    private readonly Lock _gate = new();
    private readonly NpgsqlDataSource _pool;
    private readonly PostgresOpening _opening;
    private PostgresSession? _session;

    /// <param name="address">Where it is.</param>
    /// <param name="options">Limits.</param>
    /// <param name="node">This node's name, kept beside the epochs it takes.</param>
    /// <param name="clock">Says when an epoch was taken.</param>
    /// <param name="tallies">Where refused writes are counted.</param>
    public PostgresJournal(
        PostgresAddress address, PostgresOptions options, string node, TimeProvider clock, NodeTallies? tallies = null)
    {
        _tallies = tallies;
        (_writing, _connectSeconds) = (address.Journal, options.ConnectSecondsMax);
        _pool = Pool(address.Opening);
        _opening = new PostgresOpening(_pool, address.Control, options, node, clock);
    }

    public bool NeedsHold => true;

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
        using var connection = _pool.OpenWithin(_connectSeconds);
        return JournalTables.Campaigns(connection);
    });

    public ChainHead TakeEpoch(ChainId chain) => Counted(() => Guarded(() => _opening.TakeEpoch(chain)));

    public IReadOnlyList<ChainOwner> Owners() => Guarded(() =>
    {
        using var connection = _pool.OpenWithin(_connectSeconds);
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

            if (session.Commit(rows, held, outcomes)) return;
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
                using var connection = _pool.OpenWithin(_connectSeconds);
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

    /// <summary>One that broke while it was idle is replaced: nothing was sent on it.</summary>
    private PostgresSession Session()
    {
        if (_session is { IsAlive: true } alive) return alive;
        _session?.Dispose();
        _session = null;
        return _session = PostgresSession.Open(_writing, _connectSeconds);
    }

    /// <summary>Work that ends with a commit which the standby has too: a warning means that it may not.</summary>
    private T Written<T>(Func<NpgsqlConnection, T> work) => Guarded(() =>
    {
        using var connection = _pool.OpenWithin(_connectSeconds);
        using var warnings = new WarningWatch(connection);
        var result = work(connection);
        warnings.ThrowIfAny();
        return result;
    });

    /// <summary>Every connection that it opens is looked at once: after a failover it is another server's.</summary>
    private static NpgsqlDataSource Pool(string text)
    {
        var builder = new NpgsqlDataSourceBuilder(text);
        builder.UsePhysicalConnectionInitializer(
            PostgresSession.CheckDurable, opened =>
            {
                PostgresSession.CheckDurable(opened);
                return Task.CompletedTask;
            });
        return builder.Build();
    }

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
