namespace Floodgate.Storage;

/// <summary>
/// What became of a commit. <see cref="Unknown"/> is not no: the writer closes and re-reads, it never retries.
/// </summary>
internal enum CommitOutcome
{
    Committed,

    /// <summary>Another writer has a newer epoch; nothing was written.</summary>
    Fenced,

    /// <summary>Nothing was written, for certain.</summary>
    None,

    /// <summary>The commit may or may not be durable.</summary>
    Unknown,
}

/// <summary>
/// The journal of all chains of one database. Calls block and take no cancellation token on purpose: an abandoned
/// commit is an unknown one. SQLite and PostgreSQL are engines, the simulator's faulty disk a third.
/// </summary>
internal interface IJournal
{
    /// <summary>
    /// Whether another process may take a chain while its book here hears nothing of it. Then what a book answers from
    /// memory alone is held: given only when the store says that the chain is still its own.
    /// </summary>
    bool NeedsHold { get; }

    /// <summary>
    /// No row would be taken now, for certain; what needs none is answered. Who would write one is told so at once.
    /// </summary>
    bool RefusesRows => false;

    /// <summary>The campaign's number, given at first sight; 0: none is left.</summary>
    /// <exception cref="JournalUnavailableException">The store refused.</exception>
    int Register(string campaign);

    IReadOnlyList<CampaignEntry> Campaigns();

    /// <summary>
    /// Takes a new epoch for the chain and commits it, THEN answers the head. Older writers are fenced from here on.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store refused.</exception>
    ChainHead TakeEpoch(ChainId chain);

    /// <summary>Who took each chain's epoch last; a chain that nobody has opened yet is missing.</summary>
    /// <exception cref="JournalUnavailableException">The store refused.</exception>
    IReadOnlyList<ChainOwner> Owners();

    /// <summary>
    /// Appends rows of different chains in one durable transaction, and looks whether the held heads still are their
    /// chains' own. One outcome a row, in order, then one a held head: <see cref="CommitOutcome.Committed"/> when its
    /// epoch is the chain's, <see cref="CommitOutcome.None"/> when the store did not say. A chain comes once.
    /// </summary>
    void Commit(IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes);

    /// <summary>Makes a small write that means nothing durable, and reads it back: whether the store still takes
    /// any.</summary>
    /// <exception cref="JournalUnavailableException">The store refused.</exception>
    void Touch();

    /// <summary>Rows after <paramref name="position"/>, in order.</summary>
    IEnumerable<JournalRow> Read(ChainId chain, long position);
}

/// <summary>The store cannot be reached, is full, read-only or broken.</summary>
public sealed class JournalUnavailableException : Exception
{
    public JournalUnavailableException() { }

    public JournalUnavailableException(string message) : base(message) { }

    public JournalUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// A row does not follow the one before it, or cannot be read. Nothing after it is trusted; nothing is guessed.
/// </summary>
public sealed class JournalDamagedException : Exception
{
    public JournalDamagedException() { }

    public JournalDamagedException(string message) : base(message) { }

    public JournalDamagedException(string message, Exception inner) : base(message, inner) { }
}
