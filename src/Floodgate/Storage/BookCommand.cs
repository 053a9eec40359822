namespace Floodgate.Storage;

/// <summary>
/// Something asked of a book. The writer calls <see cref="Decide"/> (in memory, maybe several times while it waits for
/// stock), then <see cref="Settle"/> once the row that carries its events has its outcome. Nothing is answered before.
/// </summary>
internal abstract class BookCommand
{
    /// <summary>How many places of the bounded queue it takes.</summary>
    public virtual int Weight => 1;

    /// <summary>
    /// Whether a full queue refuses it. What keeps the books in step (stock, pauses, versions) always gets in.
    /// </summary>
    public virtual bool Bounded => false;

    /// <summary>Whether it may use the part of a bounded queue that is kept for tills.</summary>
    public virtual bool Reserved => false;

    /// <summary>
    /// After a final decision: its answers rest on nothing of this round, so they need not wait for its commit.
    /// </summary>
    public virtual bool IsIndependent => false;

    /// <summary>The clock's time stamp when it was queued.</summary>
    public long QueuedTicks { get; set; }

    /// <summary>Decides against the book; false: parked, decide again when stock has come or at the deadline.</summary>
    /// <param name="book">The state; changed by applying the events at once.</param>
    /// <param name="events">Packed into the round's row.</param>
    /// <param name="nowMicros">The row's time.</param>
    /// <param name="expired">The deadline for waiting has passed: decide without waiting.</param>
    public abstract bool Decide(Book book, EventWriter events, long nowMicros, bool expired);

    /// <summary>The outcome of the round this command was last decided in. After a final decision: answer.</summary>
    public abstract void Settle(CommitOutcome outcome, bool final);

    /// <summary>The book closed before the command was decided: nothing of it happened.</summary>
    public abstract void Abandon();
}
