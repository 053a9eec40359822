using Microsoft.Extensions.Logging;

namespace Floodgate.Storage;

/// <summary>Whether a book can be asked.</summary>
internal enum BookState
{
    Opening,
    Open,

    /// <summary>Its rows do not verify. It stays shut until a person has looked.</summary>
    Damaged,

    /// <summary>Another writer has it, or the node stops.</summary>
    Gone,
}

/// <summary>
/// Keeps one book open: takes the epoch, THEN loads, joins, serves; after any commit that is not surely good it
/// throws the
/// memory away and opens again. Plain class: the grain on top owns only placement, the simulator drives it by hand.
/// </summary>
internal abstract class BookOwner<TBook>(ChainId chain, BookEnvironment environment) : IBookOwner
    where TBook : Book
{
    private volatile TBook? _book;
    private volatile BookWriter? _writer;
    private volatile BookState _state = BookState.Opening;
    private readonly Lock _gate = new();
    private int _opening;

    /// <summary>Completed by the opening only, never on the writer's thread: who waits may go on right there.</summary>
    private volatile TaskCompletionSource _opened = new();

    public ChainId Chain => chain;

    public BookState State => _state;

    /// <summary>The epoch the open book is written under; 0 while it is not open.</summary>
    public long Epoch => _book?.Head.Epoch ?? 0;

    /// <summary>The epoch it is written under and the last row; zeros while it is not open.</summary>
    public (long Epoch, long Row) Head => _book?.Head is { } head ? (head.Epoch, head.Position) : default;

    /// <summary>
    /// Told on the writer's thread that another has the book now; it must only start things.
    /// </summary>
    public Action? Lost { get; set; }

    /// <summary>Where the damage is, for people; null when there is none.</summary>
    public string? Damage { get; private set; }

    /// <summary>The book while it is open. Read on the writer's thread only, unless a member says otherwise.</summary>
    protected TBook? Book => _book;

    protected BookWriter? Writer => _writer;

    protected BookEnvironment Environment => environment;

    /// <summary>Starts opening; returns when the book is open, damaged or gone.</summary>
    public Task OpenAsync() => environment.Run(OpenUntilSettledAsync);

    /// <summary>Waits a little for a book that is opening; true when it is open.</summary>
    public async Task<bool> WhenOpenAsync()
    {
        if (_state == BookState.Opening)
        {
            try
            {
                await _opened.Task.WaitAsync(TimeSpan.FromMilliseconds(environment.Options.OpenWaitMillisecondsMax),
                    environment.Clock);
            }
            catch (TimeoutException)
            {
                // The caller is told 'not open'; the opening goes on.
            }
        }

        return _state == BookState.Open;
    }

    /// <summary>Enqueues; false: closed or full, and nothing of the command happened.</summary>
    public bool TryEnqueue(BookCommand command) =>
        _state == BookState.Open && _writer is { } writer && writer.TryEnqueue(command);

    public void Stop()
    {
        BookWriter? writer;
        lock (_gate) (_state, writer) = (BookState.Gone, _writer);
        if (writer is not null) environment.Writer.Stop(writer);
    }

    /// <summary>
    /// As <see cref="Stop"/>, and not on the caller's thread: it ends after the round that is under way.
    /// </summary>
    public Task StopAsync() => environment.Run(() =>
    {
        Stop();
        return Task.CompletedTask;
    });

    public virtual void Settled(in RoundFigures round) { }

    public void Closed(BookWriter closed, CloseReason reason, Exception? fault)
    {
        StorageLog.BookClosed(environment.Log, chain.ToString(), reason, fault);
        bool stopped;
        lock (_gate)
        {
            // A writer that has been replaced says nothing about the one that is there now.
            if (_writer != closed) return;
            (_book, _writer) = (null, null);
            if (_state == BookState.Damaged) return;
            stopped = _state == BookState.Gone;
            if (_state == BookState.Open) _opened = new TaskCompletionSource();
            if (!stopped) _state = reason == CloseReason.Fenced ? BookState.Gone : BookState.Opening;
        }

        // Also of a book that was given up in good order nobody may be refused in its name any more.
        OnClosed(reason);
        if (stopped) return;
        if (_state == BookState.Opening) _ = OpenAsync();
        else if (_state == BookState.Gone) Lost?.Invoke();
    }

    /// <summary>Reads snapshot and rows up to the chain's head. Runs off the writer's thread.</summary>
    protected abstract TBook Load(ChainHead head);

    /// <summary>
    /// What must be known before the first command is decided (pause, definition, leases). False: try again.
    /// </summary>
    protected abstract Task<bool> JoinAsync(TBook book, BookWriter writer);

    protected virtual void OnClosed(CloseReason reason) { }

    /// <summary>The book's rows do not verify: it stays shut, and who answers for it must know.</summary>
    protected virtual void OnDamaged(string damage) { }

    /// <summary>Replays rows onto a book up to the head that was taken with the epoch.</summary>
    protected void Replay(TBook book, ChainHead head)
    {
        foreach (var row in environment.Journal.Read(chain, book.Head.Position))
        {
            if (row.Position > head.Position) break;
            book.Follow(row);
        }

        if (book.Head.Position != head.Position || !book.Head.Hash.AsSpan().SequenceEqual(head.Hash))
            throw new JournalDamagedException(
                $"{chain}: rows end at {book.Head.Position}, the chain's head says {head.Position}");
        book.Own(head.Epoch);
    }

    private async Task OpenUntilSettledAsync()
    {
        if (Interlocked.Exchange(ref _opening, 1) != 0) return;
        try
        {
            while (_state == BookState.Opening && !environment.Writer.IsStopping && !await TryOpenAsync())
                await Task.Delay(TimeSpan.FromMilliseconds(environment.Options.ReopenMilliseconds), environment.Clock);
        }
        finally
        {
            Volatile.Write(ref _opening, 0);
        }

        // It may have closed again before the flag was down; whoever closed it saw the flag and left it to us.
        if (_state == BookState.Opening && !environment.Writer.IsStopping) _ = OpenAsync();
    }

    private async Task<bool> TryOpenAsync()
    {
        BookWriter? writer = null;
        try
        {
            var head = environment.Journal.TakeEpoch(chain);
            var book = Load(head);
            writer = new BookWriter(
                book, this, environment.Options, environment.Clock, environment.Journal.NeedsHold)
            {
                RefusesRows = () => environment.Journal.RefusesRows,
            };
            lock (_gate)
            {
                if (_state != BookState.Opening) return true;
                _writer = writer;
            }

            environment.Writer.Attach(writer);
            // The epoch is kept while it waits for its pool: each new one is a write, and a replay.
            while (!await JoinAsync(book, writer))
            {
                if (writer.IsClosed || _state != BookState.Opening || environment.Writer.IsStopping)
                {
                    environment.Writer.Stop(writer);
                    return _state != BookState.Opening;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(environment.Options.ReopenMilliseconds), environment.Clock);
            }

            return TryServe(book, writer, head);
        }
        catch (JournalDamagedException fault)
        {
            Damaged(fault.Message);
            return true;
        }
#pragma warning disable CA1031 // Whatever it was, it is said and tried again: a book left half-open is a hang.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (writer is not null) environment.Writer.Stop(writer);
            StorageLog.BookNotOpened(environment.Log, chain.ToString(), fault.Message);
            return _state != BookState.Opening;
        }
    }

    /// <summary>False when the writer closed while its book was joining.</summary>
    private bool TryServe(TBook book, BookWriter writer, in ChainHead head)
    {
        TaskCompletionSource opened;
        lock (_gate)
        {
            if (_writer != writer) return _state != BookState.Opening;
            if (_state != BookState.Opening) return true;
            (_book, _state, opened) = (book, BookState.Open, _opened);
        }

        opened.TrySetResult();
        StorageLog.BookOpened(environment.Log, chain.ToString(), head.Epoch, head.Position);
        return true;
    }

    private void Damaged(string where)
    {
        Damage = where;
        lock (_gate)
        {
            if (_state == BookState.Gone) return;
            _state = BookState.Damaged;
        }

        OnClosed(CloseReason.InvariantBroken);
        OnDamaged(where);
        _opened.TrySetResult();
        StorageLog.ChainDamaged(environment.Log, chain.ToString(), where);
    }
}

/// <summary>
/// What books of one node share. <paramref name="Scheduler"/>: the thread pool, or the simulator's one thread.
/// </summary>
internal sealed record BookEnvironment(
    IJournal Journal, JournalWriter Writer, StorageOptions Options, TimeProvider Clock, TaskScheduler Scheduler,
    ILogger Log)
{
    /// <summary>
    /// How far this node's clock is ahead of the cluster's, microseconds: what opens at a time opens so much later.
    /// </summary>
    public Func<long> ClockLead { get; init; } = static () => 0;

    public Task Run(Func<Task> work) => Task.Factory
        .StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();
}
