using System.ComponentModel.DataAnnotations;

namespace Floodgate.Storage.Postgres;

/// <summary>Limits towards PostgreSQL. Section <c>Floodgate:Postgres</c> of the configuration.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// How long a commit of the journal may take. Past it the connection is dropped and the outcome is unknown.
    /// </summary>
    [Range(1, 10)]
    public int CommitSecondsMax { get; set; } = 2;

    /// <summary>How long a connection may take to open.</summary>
    [Range(1, 10)]
    public int ConnectSecondsMax { get; set; } = 1;

    /// <summary>Connections for opening books and for reading the journal.</summary>
    [Range(2, 64)]
    public int ReadersMax { get; set; } = 8;

    /// <summary>
    /// How long the opening of a book waits for whoever holds its chain, before it ends that session in the database.
    /// </summary>
    [Range(100, 10_000)]
    public int LockMillisecondsMax { get; set; } = 1_000;
}
