namespace Floodgate.Emergency.Nodes;

/// <summary>How the pair of databases stands, as this node sees it.</summary>
/// <param name="Primary">Which takes writes, by host and port; null: none does.</param>
/// <param name="Synchronous">An acknowledged write is on the standby as well.</param>
/// <param name="Released">Commits no longer wait for the standby: somebody said so.</param>
internal sealed record DatabaseStanding(string? Primary, bool Synchronous, bool Released);

/// <summary>The operations on the pair of databases, as a runbook's step needs them.</summary>
internal interface IDatabaseOperations
{
    /// <summary>Whether a standby was promised to this server; what never changes while it runs.</summary>
    bool HasStandby { get; }

    /// <summary>Null: not known now, or there is no standby to look after.</summary>
    DatabaseStanding? Standing { get; }

    /// <summary>
    /// Makes the standby the primary. Refused while not every acknowledged write is known to be there.
    /// </summary>
    /// <returns>Null: it was begun; else why not, in words.</returns>
    Task<string?> PromoteAsync(string actor, CancellationToken cancel);

    /// <summary>Lets commits go on without the standby; from then on it must not be promoted.</summary>
    /// <returns>Null: it was begun; else why not, in words.</returns>
    Task<string?> ReleaseAsync(string actor, CancellationToken cancel);
}
