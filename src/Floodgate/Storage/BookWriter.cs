using Floodgate.Foundation;

namespace Floodgate.Storage;

/// <summary>Why a book no longer takes commands.</summary>
internal enum CloseReason { Fenced, StorageFailed, OutcomeUnknown, InvariantBroken, Stopped }

/// <summary>What a book's owner is told by its writer, on the writer's thread.</summary>
internal interface IBookOwner
{
    /// <summary>A round was committed (or had nothing to commit): publish what readers elsewhere may see.</summary>
    void Settled(in RoundFigures round);

    /// <summary>The book closed. Its memory must not be trusted any more: open it again from the journal.</summary>
    void Closed(BookWriter closed, CloseReason reason, Exception? fault);
}

/// <summary>One round of one book, for the signals. Ticks are those of the clock's time stamps (Stopwatch).</summary>
internal readonly record struct RoundFigures(
    int Commands, int Depth, long OldestWaitTicks, long DecisionTicks, int BodyBytes, long FlushTicks);

/// <summary>
/// What a round needs of the store before anyone is answered: a row committed, a head that is still its chain's own, or
/// nothing, when it is settled already.
/// </summary>
internal readonly record struct BookRound(JournalRow? Row, ChainHead? Held);

/// <summary>
/// The queue and the rounds of one book. A round takes what has queued, decides it in memory and makes at most one row;
/// <see cref="JournalWriter"/> commits the rows of all books together. All but <see cref="TryEnqueue"/> run on its
/// thread.
/// </summary>
/// <param name="book">The state.</param>
/// <param name="owner">Is told what became of rounds and of the book.</param>
/// <param name="options">Limits.</param>
/// <param name="clock">The rows' time.</param>
/// <param name="holds">Whether answers that no row backs wait for <see cref="BookRound.Held"/>.</param>
internal sealed class BookWriter(
    Book book, IBookOwner owner, StorageOptions options, TimeProvider clock, bool holds = false)
{
    private readonly Lock _gate = new();
    private readonly List<BookCommand> _taken = [];
    private readonly List<(BookCommand Command, bool Final)> _round = [];
    private readonly EventWriter _events = new();
    private Queue<BookCommand> _queue = new();
    private List<BookCommand> _parked = [], _parkedNext = [];
    private volatile int _queuedWeight;
    private volatile bool _stockCame, _closed;
    private JournalRow? _row;
    private RoundFigures _figures;

    /// <summary>Whether the store takes no row now.</summary>
    public Func<bool>? RefusesRows { get; init; }

    /// <summary>Wakes the thread that runs the rounds; set when attached.</summary>
    public Action? Wake { get; set; }

    /// <summary>Whether a round would find something new.</summary>
    public bool HasWork => _queuedWeight > 0 || _stockCame;

    /// <summary>Whether commands wait for stock or their deadline.</summary>
    public bool HasParked => _parked.Count > 0;

    public bool IsClosed => _closed;

    /// <summary>False when the queue is full or the book closed: nothing of the command happened.</summary>
    public bool TryEnqueue(BookCommand command)
    {
        command.QueuedTicks = clock.GetTimestamp();
        lock (_gate)
        {
            var room = options.QueueCommandsMax + (command.Reserved ? options.QueueReservedMax : 0);
            if (_closed || (command.Bounded && _queuedWeight + command.Weight > room)) return false;
            _queue.Enqueue(command);
            _queuedWeight += command.Weight;
        }

        Wake?.Invoke();
        return true;
    }

    /// <summary>New stock (or the certainty that there is none) has come: parked commands are decided again.</summary>
    public void StockCame() => _stockCame = true;

    /// <summary>Decides one round.</summary>
    public BookRound Decide()
    {
        if (_closed) return default;
        var started = clock.GetTimestamp();
        var (commands, depth) = Take();
        var oldest = _taken.Count > 0 ? started - _taken[0].QueuedTicks : 0;
        var now = Math.Max(clock.NowMicros(), book.TimeMicros);
        _events.Clear();
        _events.IsShut = RefusesRows?.Invoke() == true;
        try
        {
            DecideRound(now);
            _row = _events.Length > 0 ? JournalRow.Create(book.Head, now, _events.ToArray()) : null;
        }
#pragma warning disable CA1031 // Whatever broke, the memory is no longer what the journal says: close, do not guess.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Close(CloseReason.InvariantBroken, CommitOutcome.None, fault);
            return default;
        }

        _figures = new RoundFigures(commands, depth, oldest, clock.GetTimestamp() - started, _events.Length, 0);
        if (_row is not null) return new BookRound(_row, null);
        if (holds && _round.Count > 0) return new BookRound(null, book.Head);
        if (_round.Count > 0 || commands > 0) Settle(CommitOutcome.Committed, 0);
        return default;
    }

    /// <summary>The outcome of what <see cref="Decide"/> asked for.</summary>
    public void Settle(CommitOutcome outcome, long flushTicks)
    {
        if (outcome != CommitOutcome.Committed)
        {
            var reason = outcome switch
            {
                CommitOutcome.Fenced => CloseReason.Fenced,
                CommitOutcome.None => CloseReason.StorageFailed,
                _ => CloseReason.OutcomeUnknown,
            };
            Close(reason, outcome, null);
            return;
        }

        if (_row is not null) book.Advance(_row);
        Exception? fault = null;
        try
        {
            owner.Settled(_figures with { FlushTicks = flushTicks });
        }
#pragma warning disable CA1031 // The row is durable, so its commands are answered first; then the book is read again.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            fault = thrown;
        }

        foreach (var (command, final) in _round) command.Settle(outcome, final);
        EndRound();
        if (fault is not null) Close(CloseReason.InvariantBroken, CommitOutcome.None, fault);
    }

    /// <summary>Takes no further command and answers those waiting: nothing of them happened.</summary>
    public void Stop() => Close(CloseReason.Stopped, CommitOutcome.None, null);

    private (int Commands, int Depth) Take()
    {
        lock (_gate)
        {
            var commands = 0;
            while (_queue.Count > 0 && (commands == 0 || commands + _queue.Peek().Weight <= options.RoundCommandsMax))
            {
                var command = _queue.Dequeue();
                commands += command.Weight;
                _taken.Add(command);
            }

            _queuedWeight -= commands;
            return (commands, _queuedWeight);
        }
    }

    private void DecideRound(long now)
    {
        var stock = _stockCame;
        _stockCame = false;
        _parkedNext.Clear();
        foreach (var command in _parked)
        {
            var waited = clock.GetElapsedTime(command.QueuedTicks).TotalMilliseconds;
            var expired = waited >= options.StockWaitMillisecondsMax;
            if (stock || expired) DecideOne(command, now, expired);
            else _parkedNext.Add(command);
        }

        foreach (var command in _taken) DecideOne(command, now, expired: false);
        (_parked, _parkedNext) = (_parkedNext, _parked);
    }

    private void DecideOne(BookCommand command, long now, bool expired)
    {
        var final = command.Decide(book, _events, now, expired);
        if (final && command.IsIndependent && !holds)
        {
            command.Settle(CommitOutcome.Committed, final);
            return;
        }

        _round.Add((command, final));
        if (!final) _parkedNext.Add(command);
    }

    private void EndRound()
    {
        _taken.Clear();
        _round.Clear();
        _row = null;
    }

    private void Close(CloseReason reason, CommitOutcome outcome, Exception? fault)
    {
        List<BookCommand> waiting;
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            waiting = [.. _taken, .. _parked, .. _parkedNext, .. _queue];
            _queue = new Queue<BookCommand>();
            _queuedWeight = 0;
        }

        owner.Closed(this, reason, fault);
        var settled = new HashSet<BookCommand>(ReferenceEqualityComparer.Instance);
        foreach (var (command, _) in _round)
            if (settled.Add(command)) command.Settle(outcome, final: true);
        foreach (var command in waiting)
            if (settled.Add(command)) command.Abandon();
        _parked.Clear();
        _parkedNext.Clear();
        EndRound();
    }
}
