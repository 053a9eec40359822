namespace Floodgate.Storage;

/// <summary>
/// What one transaction at a time may decide on. SQLite has one writer, so there each transaction that writes has all
/// of them; with PostgreSQL two nodes may read the same and each write what only one of them should have.
/// </summary>
internal enum StorageLock
{
    /// <summary>Merchants, stores and their keys: one set of names and numbers.</summary>
    Merchants = 1,

    /// <summary>The quotas of one store, by its number.</summary>
    Store = 2,

    /// <summary>Staff accounts and setup links: there is always an administrator, and one first one.</summary>
    Staff = 3,

    /// <summary>Entries of incidents: numbers follow each other, hash on hash.</summary>
    Entries = 4,

    /// <summary>The list of one message to holders, by its number.</summary>
    Holders = 5,

    /// <summary>One review an incident, one meeting a date.</summary>
    Reviews = 6,

    /// <summary>Results of drills and courses, each kept once.</summary>
    Practice = 7,

    /// <summary>Steps of approvals: each is decided once.</summary>
    Approvals = 8,

    /// <summary>Carrying out one approval, by its id.</summary>
    ApprovalRun = 9,
}
