namespace Floodgate.Storage;

/// <summary>
/// In-memory state that follows one chain. Events are applied by one writer as it decides, and in the same way when the
/// chain is read again: replay applies, it never decides.
/// </summary>
internal abstract class Book(ChainHead head)
{
    /// <summary>The place after the last row this state holds, committed or just decided.</summary>
    public ChainHead Head { get; private set; } = head;

    /// <summary>Time of the last row, Unix microseconds; a book's time never runs back.</summary>
    public long TimeMicros { get; protected set; }

    /// <summary>Position the row being decided will have.</summary>
    public long NextPosition => Head.Position + 1;

    /// <summary>
    /// Applies one packed row body. Throws <see cref="InvalidDataException"/> on anything it does not know.
    /// </summary>
    public abstract void Apply(ReadOnlySpan<byte> body, long position, long timeMicros);

    /// <summary>Follows a row from the journal after checking its chain.</summary>
    /// <exception cref="JournalDamagedException">The row does not follow, or its events make no sense.</exception>
    public void Follow(JournalRow row)
    {
        if (!row.Follows(Head.Position, Head.Hash))
            throw new JournalDamagedException($"{row.Chain}: row {row.Position} does not follow row {Head.Position}");
        try
        {
            Apply(row.Body, row.Position, row.TimeMicros);
        }
        catch (Exception fault) when (fault is InvalidDataException or IndexOutOfRangeException or ArgumentException
                                          or OverflowException or InvariantBrokenException)
        {
            throw new JournalDamagedException($"{row.Chain}: row {row.Position} cannot be applied: {fault.Message}",
                fault);
        }

        Advance(row);
    }

    /// <summary>Takes a decided row as the new head.</summary>
    public void Advance(JournalRow row)
    {
        Head = Head with { Position = row.Position, Hash = row.Hash };
        TimeMicros = row.TimeMicros;
    }

    /// <summary>Continues under a new epoch; the place is where the chain's rows ended.</summary>
    public void Own(long epoch) => Head = Head with { Epoch = epoch };
}

/// <summary>
/// An invariant of the design (I1 to I10) does not hold. The book stops at once; nobody is answered 'yes'.
/// </summary>
public sealed class InvariantBrokenException : Exception
{
    public InvariantBrokenException() { }

    public InvariantBrokenException(string message) : base(message) { }

    public InvariantBrokenException(string message, Exception inner) : base(message, inner) { }
}
