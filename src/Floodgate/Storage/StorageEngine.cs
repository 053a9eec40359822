using System.Data.Common;
using Floodgate.Foundation.Signals;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage;

/// <summary>
/// Where a node keeps everything but its spool, keys and trail: the journal and the relational tables. Two engines:
/// SQLite in the data folder (the embedded default) and PostgreSQL. What is written for both is the same but for the
/// places named here.
/// </summary>
internal abstract class StorageEngine : IDisposable
{
    /// <summary>Several processes may work on the same store: answers need a look at it, writers need locks.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Connections of the relational side open at one time, readers and writers together.</summary>
    public abstract int ConnectionsMax { get; }

    /// <param name="tallies">Where refused writes are counted.</param>
    /// <exception cref="JournalUnavailableException">It cannot be opened for writing.</exception>
    public abstract IJournal OpenJournal(NodeTallies? tallies = null);

    /// <summary>Gives a context its provider and what the engine sets for each connection.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>A context of the engine's own type, over options that went through <see cref="Configure"/>.</summary>
    public abstract FloodgateDb Create(DbContextOptions options);

    /// <summary>Brings the schema to the newest version; one process at a time.</summary>
    /// <exception cref="IOException">Another process has been upgrading for too long.</exception>
    /// <exception cref="InvalidDataException">The store needs a newer program than this one.</exception>
    /// <exception cref="DbException">The store refused.</exception>
    public abstract Task UpgradeAsync(TimeProvider clock, CancellationToken cancel);

    /// <summary>An open connection that may only read the relational tables; the caller disposes of it.</summary>
    /// <exception cref="DbException">The store refused.</exception>
    public abstract DbConnection OpenRead();

    /// <summary>An open connection for the projector: what it writes can be made again from the journal.</summary>
    /// <exception cref="DbException">The store refused.</exception>
    public abstract DbConnection OpenProjection();

    /// <summary>Whether a connection that is kept goes to the store that is worked on now.</summary>
    public virtual bool IsCurrent(DbConnection connection) => true;

    /// <summary>Journal and projection at one instant, read only.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    public abstract JournalSnapshot OpenSnapshot();

    /// <summary>A small write to the relational side, committed and read back: whether it still takes any.</summary>
    /// <exception cref="DbException">It does not.</exception>
    public abstract void Touch();

    /// <summary>Ends reads that are under way; whoever waits for one gets a <see cref="DbException"/>.</summary>
    public abstract void End(IReadOnlyList<DbCommand> reads);

    /// <summary>A context outside a server, for commands; the schema is brought up first.</summary>
    public async Task<FloodgateDb> OpenAsync(TimeProvider clock, CancellationToken cancel)
    {
        await UpgradeAsync(clock, cancel);
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        Configure(options);
        return Create(options.Options);
    }

    public abstract void Dispose();
}
