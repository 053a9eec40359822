using System.ComponentModel.DataAnnotations;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Limits of a node towards its PostgreSQL. Section <c>Floodgate:Postgres</c>. Where the server is and who
/// we are there is no limit and stands in the connection string, which is never shown.
/// </summary>
public sealed class PostgresOptions
{
    /// <summary>Until a server that does not take our connection is given up.</summary>
    [Range(1, 10)]
    public int ConnectSecondsMax { get; set; } = 1;

    /// <summary>
    /// How long a commit of the journal may take. Past it, and one try to tell the server, the connection is dropped
    /// and the outcome is unknown.
    /// </summary>
    [Range(1, 10)]
    public int CommitSecondsMax { get; set; } = 2;

    /// <summary>Connections for opening books and reading the journal, beside the one that writes it.</summary>
    [Range(2, 64)]
    public int JournalConnectionsMax { get; set; } = 8;

    /// <summary>
    /// How long the opening of a book waits for whoever holds its chain, before it ends that session in the database.
    /// </summary>
    [Range(100, 10_000)]
    public int ChainWaitMillisecondsMax { get; set; } = 1_000;

    /// <summary>
    /// Connections of the relational side: accounts, plans, incidents, merchants, lists. The server must have room for
    /// those of all nodes.
    /// </summary>
    [Range(2, 64)]
    public int RelationalConnectionsMax { get; set; } = 16;

    /// <summary>Connections that read the projection for reports, wallets of closed books and the board.</summary>
    [Range(1, 16)]
    public int ReadersMax { get; set; } = 4;

    /// <summary>How long one statement of the relational side may take; then the server ends it.</summary>
    [Range(1, 60)]
    public int StatementSecondsMax { get; set; } = 5;

    /// <summary>
    /// How long a statement of the relational side waits for what another one holds; shorter than the statement, so
    /// that the answer says what it waited for.
    /// </summary>
    [Range(200, 60_000)]
    public int RelationalLockMillisecondsMax { get; set; } = 4_000;

    /// <summary>How long a node that starts waits for another one's upgrade of the schema.</summary>
    [Range(1, 600)]
    public int UpgradeWaitSecondsMax { get; set; } = 30;

    /// <summary>
    /// The promised standby, by its application name: a commit counts when it has it on disk. Null: none is promised.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9_-]{1,63}$")]
    public string? Standby { get; set; }

    /// <summary>What claims come to while the promised standby is away.</summary>
    public WithoutStandby WithoutStandby { get; set; } = WithoutStandby.Stop;

    /// <summary>With <see cref="Postgres.WithoutStandby.GoOn"/>: how long it is waited for before.</summary>
    [Range(3, 3_600)]
    public int StandbyWaitSecondsMax { get; set; } = 10;
}

/// <summary>What is done while the promised standby is away.</summary>
public enum WithoutStandby
{
    /// <summary>Nothing is confirmed until it is back, or two people release it.</summary>
    Stop,

    /// <summary>Confirmed on one server alone after a while; promotion is refused from then on.</summary>
    GoOn,
}
