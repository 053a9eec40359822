using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Where the database is, and the connection strings of all that a node does there. They hold the password: they go
/// to the driver and nowhere else.
/// </summary>
internal sealed class PostgresAddress
{
    /// <summary>All tables are in it, and it is what an unqualified name means.</summary>
    public const string Schema = "floodgate";

    private const int ProjectionSecondsMax = 30;
    private const int ControlSecondsMax = 2;
    private const int PromotionSecondsMax = 40;
    private const int MembershipConnectionsMax = 4;

    /// <summary>
    /// For what must be on the standby too before it is believed. <c>statement_timeout</c> stays off: it would also end
    /// the wait for the standby, which PostgreSQL reports as success with a warning; and that warning must reach us.
    /// What is set here wins over what a database or a role has as its default.
    /// </summary>
    private const string Certain =
        Durable + " -c statement_timeout=0 -c lock_timeout=0 -c client_min_messages=warning";

    private const string Durable = "-c synchronous_commit=on";

    /// <summary>
    /// A machine that lost its power says no goodbye: what its sessions hold, the presence among it, is let go after 20
    /// s and not after the two hours of the kernel.
    /// </summary>
    private const string Mortal =
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2";

    private readonly string _connection, _node;
    private readonly PostgresOptions _options;

    /// <param name="connection">As the operator gave it.</param>
    /// <param name="options">Limits.</param>
    /// <param name="node">What the server's lists of sessions call us.</param>
    /// <exception cref="InvalidDataException">It is no connection string.</exception>
    public PostgresAddress(string connection, PostgresOptions options, string node)
    {
        (_connection, _options, _node) = (connection, options, node);
        _ = Relational;
        Hosts = [.. HostsOf(TryRead(connection)!)];
    }

    /// <summary>All servers that were named, in their order; one of them is the primary.</summary>
    public IReadOnlyList<PostgresHost> Hosts { get; }

    /// <summary>The one connection that writes the journal.</summary>
    public string Journal => Certainly("journal", unpooled: true).ToString();

    /// <summary>A pool for opening books and reading the journal.</summary>
    public string Opening
    {
        get
        {
            var text = Certainly("opening", unpooled: false);
            (text.MinPoolSize, text.MaxPoolSize) = (0, _options.JournalConnectionsMax);
            return text.ToString();
        }
    }

    /// <summary>A small pool for who is in the cluster; what it says must outlive a failover too.</summary>
    public string Membership
    {
        get
        {
            var text = Certainly("membership", unpooled: false);
            (text.MinPoolSize, text.MaxPoolSize) = (0, MembershipConnectionsMax);
            return text.ToString();
        }
    }

    /// <summary>A pool for short statements that may be refused; one connection more is for the probe.</summary>
    public string Relational => Pooled("relational", _options.RelationalConnectionsMax + 1, $" {Durable}");

    /// <summary>A pool that cannot write.</summary>
    public string Read => Pooled("read", _options.ReadersMax, " -c default_transaction_read_only=on");

    /// <summary>One connection whose commits need not reach the standby: they are made of the journal.</summary>
    public string Projection => Text("projection", ProjectionSecondsMax, unpooled: true,
        $"-c synchronous_commit=local -c statement_timeout={ProjectionSecondsMax}s").ToString();

    /// <summary>One connection that reads the whole store, which may take hours.</summary>
    public string Snapshot => Text("snapshot", 0, unpooled: true,
        "-c default_transaction_read_only=on -c statement_timeout=0").ToString();

    /// <summary>One connection that ends what others do, also when all pools are full.</summary>
    public string Control => Text("control", ControlSecondsMax, unpooled: true, "").ToString();

    /// <summary>One connection to each server, for a look at what it is.</summary>
    public string Look
    {
        get
        {
            var text = Text("look", _options.ConnectSecondsMax, unpooled: true, "");
            text.CancellationTimeout = -1;
            return text.ToString();
        }
    }

    /// <summary>One connection that makes sure, each second, that commits reach the standby.</summary>
    public string Watch => Certainly("watch", unpooled: true).ToString();

    /// <summary>One connection to a standby that is to become the primary.</summary>
    public string Promotion => Text("promotion", PromotionSecondsMax, unpooled: true, "").ToString();

    /// <summary>One connection that stands for this node while it lives.</summary>
    public string Presence
    {
        get
        {
            var text = Text("presence", ControlSecondsMax, unpooled: true, "");
            text.KeepAlive = 5;
            return text.ToString();
        }
    }

    /// <summary>One connection that may wait for another node's upgrade, and then work as long as it must.</summary>
    public string Upgrade =>
        Text("upgrade", 0, unpooled: true,
            $"{Durable} -c lock_timeout={_options.UpgradeWaitSecondsMax}s -c statement_timeout=0").ToString();

    /// <summary>The same connection string for one of the servers.</summary>
    public static string At(string text, PostgresHost host) =>
        new NpgsqlConnectionStringBuilder(text) { Host = host.Name, Port = host.Port }.ToString();

    private NpgsqlConnectionStringBuilder Certainly(string what, bool unpooled)
    {
        var text = Text(what, _options.CommitSecondsMax, unpooled, Certain);
        // Past its deadline a command is an unknown one: the driver tells the server to end it, which takes a further
        // connection, and drops its own without asking what became of it.
        text.CancellationTimeout = -1;
        text.KeepAlive = 1;
        text.TcpKeepAlive = true;
        return text;
    }

    private string Pooled(string what, int connectionsMax, string settings)
    {
        var text = Text(what, _options.StatementSecondsMax + _options.ConnectSecondsMax, unpooled: false,
            $"-c statement_timeout={_options.StatementSecondsMax}s"
            + $" -c lock_timeout={_options.RelationalLockMillisecondsMax}{settings}");
        text.MinPoolSize = 0;
        text.MaxPoolSize = connectionsMax;
        return text.ToString();
    }

    /// <param name="what">What the session is for.</param>
    /// <param name="secondsMax">Of a statement as the client counts them; 0: none.</param>
    /// <param name="unpooled">The session ends with its connection.</param>
    /// <param name="settings">Of the session.</param>
    private NpgsqlConnectionStringBuilder Text(string what, int secondsMax, bool unpooled, string settings)
    {
        var text = TryRead(_connection) ?? throw new InvalidDataException(
            "The connection string of PostgreSQL cannot be read. It looks like "
            + "Host=db1;Database=floodgate;Username=floodgate; the password comes from PGPASSFILE or PGPASSWORD.");
        // Which of several hosts it is, PostgresPlaces says: the driver would take the first primary that it meets.
        text.Remove("Target Session Attributes");
        text.Remove("Load Balance Hosts");
        text.ApplicationName = $"floodgate/{_node}/{what}";
        text.SearchPath = Schema;
        text.GssEncryptionMode = GssEncryptionMode.Disable;
        text.Timeout = _options.ConnectSecondsMax;
        text.CommandTimeout = secondsMax;
        text.Pooling = !unpooled;
        text.Options = $"{text.Options} {Mortal} {settings}".Trim();
        text.PersistSecurityInfo = false;
        text.IncludeErrorDetail = false;
        text.LogParameters = false;
        return text;
    }

    /// <exception cref="InvalidDataException">No host is named, or one of them cannot be read.</exception>
    private static IEnumerable<PostgresHost> HostsOf(NpgsqlConnectionStringBuilder text)
    {
        var names = (text.Host ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) throw new InvalidDataException("The connection string of PostgreSQL names no Host.");
        foreach (var name in names)
        {
            var colon = name.LastIndexOf(':');
            // A colon within an IPv6 address is none before a port, unless the address is in brackets.
            var hasPort = colon > 0 && (name.IndexOf(':') == colon || name[colon - 1] == ']');
            if (!hasPort)
            {
                yield return new PostgresHost(name, text.Port);
                continue;
            }

            if (!int.TryParse(name.AsSpan(colon + 1), out var port) || port is < 1 or > 65_535)
                throw new InvalidDataException(
                    "The connection string of PostgreSQL names a host whose port cannot be read. It looks like "
                    + "Host=db1:5432,db2:5432.");
            yield return new PostgresHost(name[..colon], port);
        }
    }

    /// <summary>Null: what is wrong with it would name a part of it, and that part may be the password.</summary>
    private static NpgsqlConnectionStringBuilder? TryRead(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
