using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Relational;

/// <summary>
/// Everything relational. It knows no slice: a slice owns its tables and brings them as
/// <see cref="IEntityTypeConfiguration{TEntity}"/> classes, found here by assembly; it reads them through
/// <c>Set&lt;T&gt;()</c>. This type is SQLite's and the one that everybody asks for; PostgreSQL's derives from it,
/// for migrations belong to a type.
/// </summary>
internal class FloodgateDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>
    /// Has the transaction wait until it is the only one with this lock, and hold it to its end. Take it before reading
    /// what is decided on: what was read before may have changed while it waited.
    /// </summary>
    /// <param name="which">What is decided on.</param>
    /// <param name="key">Which of it; 0: all.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">There is no transaction that could hold it.</exception>
    /// <exception cref="System.Data.Common.DbException">Another one held it for too long.</exception>
    public Task LockAsync(StorageLock which, long key, CancellationToken cancel) =>
        Database.CurrentTransaction is null
            ? throw new InvalidOperationException("a lock is held by a transaction, and there is none")
            : TakeAsync(which, key, cancel);

    /// <summary>
    /// Holds this lock over several transactions, until what is answered is disposed of. For work whose turn on one
    /// node is kept in memory already, so that only other nodes are waited for: SQLite has none.
    /// </summary>
    /// <param name="which">What is decided on.</param>
    /// <param name="key">Which of it.</param>
    /// <param name="waitMax">Until it is given up.</param>
    /// <exception cref="System.Data.Common.DbException">Another one held it for too long.</exception>
    public virtual ValueTask<IAsyncDisposable> HoldAsync(StorageLock which, long key, TimeSpan waitMax) =>
        new(NothingHeld.Instance);

    /// <summary>SQLite's transactions are immediate: whoever has one is the only writer already.</summary>
    protected virtual Task TakeAsync(StorageLock which, long key, CancellationToken cancel) => Task.CompletedTask;

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FloodgateDb).Assembly);

    private sealed class NothingHeld : IAsyncDisposable
    {
        public static readonly NothingHeld Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
