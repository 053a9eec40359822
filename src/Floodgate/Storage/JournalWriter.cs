namespace Floodgate.Storage;

/// <summary>
/// Runs the rounds of all books of one journal and merges their rows into one commit. <see cref="Step"/> is the whole
/// logic and needs no thread: production calls it from one thread of its own, the simulator from its schedule.
/// </summary>
internal sealed class JournalWriter(IJournal journal, TimeProvider clock) : IDisposable
{
    private const int TickMilliseconds = 50;
    private readonly Lock _gate = new(), _stepping = new();
    private readonly AutoResetEvent _signal = new(initialState: false);
    private readonly List<BookWriter> _writing = [], _holding = [];
    private readonly List<JournalRow> _rows = [];
    private readonly List<ChainHead> _held = [];
    private volatile BookWriter[] _writers = [];
    private CommitOutcome[] _outcomes = new CommitOutcome[16];
    private int _signalled;
    private volatile bool _stopping;
    private Thread? _thread;

    /// <summary>The node is stopping: nothing opens again.</summary>
    public bool IsStopping => _stopping;

    public void Start()
    {
        _thread = new Thread(Run) { Name = "journal-writer", IsBackground = true };
        _thread.Start();
    }

    public void Attach(BookWriter writer)
    {
        writer.Wake = Wake;
        lock (_gate) _writers = [.. _writers, writer];
        Wake();
    }

    public void Detach(BookWriter writer)
    {
        lock (_gate) _writers = [.. _writers.Where(other => other != writer)];
    }

    /// <summary>Stops a book's writer between two rounds, whoever asks.</summary>
    public void Stop(BookWriter writer)
    {
        lock (_stepping) writer.Stop();
        Detach(writer);
    }

    /// <summary>
    /// One round of every book that has something to decide, and one commit. True when anything was decided.
    /// </summary>
    public bool Step()
    {
        lock (_stepping) return StepLocked();
    }

    /// <summary>
    /// Ends the thread after the round it is in; books still attached are stopped, their commands answered.
    /// </summary>
    public void Dispose()
    {
        _stopping = true;
        Wake();
        if (_thread is not null && _thread != Thread.CurrentThread) _thread.Join(TimeSpan.FromSeconds(10));
        foreach (var writer in _writers) writer.Stop();
        _signal.Dispose();
    }

    private bool StepLocked()
    {
        var worked = false;
        _rows.Clear();
        _held.Clear();
        _writing.Clear();
        _holding.Clear();
        foreach (var writer in _writers)
        {
            if (writer.IsClosed)
            {
                Detach(writer);
                continue;
            }

            if (!writer.HasWork && !writer.HasParked) continue;
            worked |= writer.HasWork;
            Collect(writer, writer.Decide());
        }

        if (_rows.Count + _held.Count == 0) return worked;
        Commit();
        return true;
    }

    private void Collect(BookWriter writer, BookRound round)
    {
        if (round.Row is { } row)
        {
            _rows.Add(row);
            _writing.Add(writer);
        }
        else if (round.Held is { } head)
        {
            _held.Add(head);
            _holding.Add(writer);
        }
    }

    private void Commit()
    {
        var count = _rows.Count + _held.Count;
        if (_outcomes.Length < count) _outcomes = new CommitOutcome[count * 2];
        var outcomes = _outcomes.AsSpan(0, count);
        var started = clock.GetTimestamp();
        try
        {
            journal.Commit(_rows, _held, outcomes);
        }
#pragma warning disable CA1031 // A store that throws has said nothing: unknown is not no.
        catch (Exception)
#pragma warning restore CA1031
        {
            outcomes[.._rows.Count].Fill(CommitOutcome.Unknown);
            outcomes[_rows.Count..].Fill(CommitOutcome.None);
        }

        var flush = clock.GetTimestamp() - started;
        for (var i = 0; i < _writing.Count; i++) _writing[i].Settle(outcomes[i], flush);
        for (var i = 0; i < _holding.Count; i++) _holding[i].Settle(outcomes[_rows.Count + i], flush);
    }

    private void Wake()
    {
        // One kernel call a round, not one a command.
        if (Interlocked.Exchange(ref _signalled, 1) != 0 || _stopping && _thread is null) return;
        try
        {
            _signal.Set();
        }
        catch (ObjectDisposedException)
        {
            // The node is stopping; whoever queued is answered by Stop.
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            _signal.WaitOne(TickMilliseconds);
            Volatile.Write(ref _signalled, 0);
            while (!_stopping && Step())
            {
            }
        }
    }
}
