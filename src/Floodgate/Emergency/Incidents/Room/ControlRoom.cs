using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The control room of one process: one loop takes what came (findings, orders, outcomes, time), decides, writes the
/// entries to the spool, and only then acts. It needs no store. A spool that refuses or hangs stops nobody from being
/// called: the room goes on from memory, says so, and what was decided is written in order when the disk answers.
/// </summary>
internal sealed class ControlRoom : IAsyncDisposable
{
    private const int InputsMax = 10_000;
    private const int TakenTogetherMax = 256;
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(1);

    private readonly Channel<Input> _inputs = Channel.CreateBounded<Input>(
        new BoundedChannelOptions(InputsMax) { SingleReader = true });

    private readonly string _origin;
    private readonly SpoolWriter _writer;
    private readonly Func<RoomView> _view;
    private readonly TimeProvider _time;
    private readonly RoomClock _clock;
    private readonly ILogger _log;
    private readonly RoomState _state;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private volatile bool _active = true;
    private int _disposed;

    public ControlRoom(
        EntrySpool spool, Func<RoomView> view, TimeProvider time, ILogger log, RoomOptions? options = null)
    {
        (_origin, _view, _time, _log) = (spool.Origin, view, time, log);
        _writer = new SpoolWriter(spool, options ?? new RoomOptions(), time, log);
        _writer.Kept += entries => Try(() => Spooled?.Invoke(entries));
        _state = new RoomState(spool.Cut);
        foreach (var entry in spool.Entries) _state.Apply(entry);
        _clock = new RoomClock(time, _state.LastAt);
    }

    /// <summary>
    /// Told of entries in order, on the loop, once they are on disk (a spool that refuses or hangs holds nobody's call
    /// up): it must only start things.
    /// </summary>
    public event Action<IReadOnlyList<Entry>, RoomState>? Written;

    /// <summary>
    /// Told of entries in order, on the writer's thread, once they are on disk for sure.
    /// </summary>
    public event Action<IReadOnlyList<Entry>>? Spooled;

    /// <summary>
    /// Whether it acts. A room that only follows another takes its entries and waits; made active it goes on from
    /// there.
    /// </summary>
    public bool Active
    {
        get => _active;
        set => _active = value;
    }

    /// <summary>What its own entries are named by.</summary>
    public string Origin => _origin;

    /// <summary>The name of the log: the spool's, and another one after each cut.</summary>
    public string Log => $"{_origin}#{_state.Cut.Cuts}";

    /// <summary>Entries that are not on disk yet; 0 but for a spool that refuses or hangs.</summary>
    public int Unspooled => _writer.Pending;

    /// <summary>Since when the room goes on from memory; null: its spool answers.</summary>
    public DateTimeOffset? BehindSince => _writer.BehindSince;

    /// <summary>
    /// Begins with what a crash left undone: <paramref name="left"/> sees the state before anything new.
    /// </summary>
    public void Start(Action<RoomState> left)
    {
        left(_state);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>False: too much has come already.</summary>
    public bool TryTell(Action<Decider> decide) => _inputs.Writer.TryWrite(new Input(decide, null));

    /// <summary>Decides, and answers once the entries are on disk; in memory, where the disk is not there.</summary>
    /// <exception cref="RoomFullException">Too much has come already; nothing happened.</exception>
    public async Task<T> AskAsync<T>(Func<Decider, T> decide)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var input = new Input(decider => result = decide(decider), fault =>
        {
            if (fault is null) answer.TrySetResult(result);
            else answer.TrySetException(fault);
        });
        if (!_inputs.Writer.TryWrite(input)) throw new RoomFullException();
        return await answer.Task;
    }

    /// <summary>
    /// Lets incidents go that are over and safe elsewhere: from memory and from the spool.
    /// </summary>
    /// <param name="isSafe">Asked on the loop: whether all entries so far are kept elsewhere.</param>
    /// <param name="isOver">Which may go.</param>
    /// <returns>How many went.</returns>
    public Task<int> LetGoAsync(Func<bool> isSafe, Func<Incident, bool> isOver) => AskAsync(_ =>
    {
        var gone = _state.Incidents.Values.Where(one => !one.IsLive && isOver(one)).ToArray();
        if (gone.Length == 0 || _writer.Pending > 0 || !isSafe()) return 0;
        _state.LetGo(gone);
        _writer.Rewrite(_state.Cut, [.. _state.Log]);
        return gone.Length;
    });

    /// <summary>Looks at the state on the loop; what is taken out must be a copy.</summary>
    public Task<T> ReadAsync<T>(Func<RoomState, T> read) => AskAsync(_ => read(_state));

    /// <summary>Closes the room; again does nothing: whoever hosts it and the container both do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _inputs.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        await _writer.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var taken = new List<Input>();
        while (!_stop.IsCancellationRequested)
        {
            taken.Clear();
            while (taken.Count < TakenTogetherMax && _inputs.Reader.TryRead(out var input)) taken.Add(input);
            var due = await RoundAsync(taken);
            if (due is not null && _inputs.Reader.TryPeek(out _)) continue;
            await WaitAsync(due);
        }

        while (_inputs.Reader.TryRead(out var left)) left.Answer?.Invoke(new OperationCanceledException());
    }

    /// <summary>Waits for an input, the next deadline, or a second.</summary>
    private async Task WaitAsync(DateTimeOffset? due)
    {
        var wait = due is { } at && at - _clock.Now < IdleMax ? at - _clock.Now : IdleMax;
        if (wait <= TimeSpan.Zero) return;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var some = _inputs.Reader.WaitToReadAsync(limit.Token).AsTask();
            await Task.WhenAny(some, Task.Delay(wait, _time, limit.Token));
            await limit.CancelAsync();
            await some.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
        catch (OperationCanceledException)
        {
            // The room is closing.
        }
    }

    /// <summary>Whatever breaks in a round, the next one must come: somebody may have to be called.</summary>
    private async Task<DateTimeOffset?> RoundAsync(List<Input> inputs)
    {
        try
        {
            return await DecideAsync(inputs);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            IncidentsLog.InputFailed(_log, fault);
            foreach (var input in inputs) input.Answer?.Invoke(fault);
            return null;
        }
    }

    private async Task<DateTimeOffset?> DecideAsync(List<Input> inputs)
    {
        var decider = new Decider(_origin, _state, _view(), _clock.Now);
        var faults = new Exception?[inputs.Count];
        for (var i = 0; i < inputs.Count; i++) faults[i] = Try(() => inputs[i].Decide(decider));
        if (Active) Try(decider.Tick);
        if (Active && _state.Live.Any() && _writer.WordOfDisk() is { } word)
            foreach (var live in _state.Live.ToArray()) decider.Note(live.Id, "floodgate", word);
        await _writer.KeepAsync(decider.Entries);
        if (decider.Entries.Count > 0)
            foreach (var tell in Delegate.EnumerateInvocationList(Written))
                Try(() => tell(decider.Entries, _state));
        for (var i = 0; i < inputs.Count; i++) inputs[i].Answer?.Invoke(faults[i]);
        DateTimeOffset? due = null;
        if (Active) Try(() => due = decider.NextDue());
        return due;
    }

    /// <summary>What breaks on one input must not keep the others from being called.</summary>
    private Exception? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // The room stays open whatever one input does.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            IncidentsLog.InputFailed(_log, fault);
            return fault;
        }
    }

    private sealed record Input(Action<Decider> Decide, Action<Exception?>? Answer);
}

/// <summary>The room has more waiting than it takes; nothing of what was asked happened.</summary>
internal sealed class RoomFullException() : Exception("the control room has too much waiting");
