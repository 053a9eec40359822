using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Writes the room's entries on a thread of its own, so that a disk that hangs holds up nobody's call. The room waits
/// for each write, but no longer than the limit; then it goes on from memory and waits no more until the disk has
/// everything. What waited is written in order. A disk that refuses is tried again with every round of the room.
/// </summary>
internal sealed class SpoolWriter : IAsyncDisposable
{
    private static readonly TimeSpan LastWriteMax = TimeSpan.FromSeconds(2);

    private readonly EntrySpool _spool;
    private readonly TimeSpan _waitMax, _saidAfter;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly Queue<Job> _jobs = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Task _thread;
    private int _pending;
    private bool _closing, _refusalSaid;
    private Silence? _silence, _over;

    public SpoolWriter(EntrySpool spool, RoomOptions options, TimeProvider clock, ILogger log)
    {
        (_spool, _clock, _log) = (spool, clock, log);
        _waitMax = TimeSpan.FromMilliseconds(options.SpoolWaitMilliseconds);
        _saidAfter = TimeSpan.FromSeconds(options.SpoolSilenceSaidSeconds);
        _thread = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Told of entries in order, on this thread, once they are on disk.</summary>
    public event Action<IReadOnlyList<Entry>>? Kept;

    /// <summary>Entries that are not on disk yet.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Since when the room goes on from memory; null: it does not.</summary>
    public DateTimeOffset? BehindSince
    {
        get
        {
            lock (_gate) return _silence?.Since;
        }
    }

    /// <summary>
    /// Hands entries to the disk. Answers when they are on it, when it has refused them, or when it has been silent for
    /// too long: in each case the room may act, and the entries will be written.
    /// </summary>
    public async Task KeepAsync(IReadOnlyList<Entry> entries)
    {
        var job = new Job([.. entries], Cut: null);
        if (!Give(job)) return;
        try
        {
            await job.Answered.Task.WaitAsync(_waitMax, _clock);
        }
        catch (TimeoutException)
        {
            lock (_gate)
            {
                if (job.IsKept || _silence is not null) return;
                _silence = new Silence(_clock.GetUtcNow(), _clock.GetTimestamp());
            }

            IncidentsLog.SpoolSilent(_log, Pending, _waitMax.TotalMilliseconds);
        }
    }

    /// <summary>
    /// Writes the spool anew with what is left of it, after all that waits. Where that fails the old one holds more
    /// than it must, and that is all.
    /// </summary>
    public void Rewrite(SpoolCut cut, IReadOnlyList<Entry> left) => Give(new Job(left, cut));

    /// <summary>What the timeline is to say of the disk now; null: nothing new.</summary>
    public string? WordOfDisk()
    {
        lock (_gate)
        {
            if (_over is { } over)
            {
                _over = null;
                return $"the room's spool answers again after {over.Lasted.TotalSeconds:0.#} s: " +
                    $"{over.Entries} entries kept in memory meanwhile are on disk, in order";
            }

            if (_silence is not { Said: false } silence) return null;
            if (_clock.GetElapsedTime(silence.Began) < _saidAfter) return null;
            silence.Said = true;
            return $"the room's spool has not taken anything since {silence.Since:HH:mm:ss}Z: people are called and " +
                "steps go on from memory; if this process dies now, what it did since is known to the watch only";
        }
    }

    /// <summary>Writes what is left, once; a disk that hangs keeps no process from ending.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate) _closing = true;
        _wake.Release();
        try
        {
            await _thread.WaitAsync(LastWriteMax, _clock);
            _wake.Dispose();
        }
        catch (TimeoutException)
        {
            IncidentsLog.SpoolFailed(_log, Pending, "the disk is silent");
        }
    }

    /// <summary>False: nothing to wait for.</summary>
    private bool Give(Job job)
    {
        lock (_gate)
        {
            var some = job.Entries.Count > 0 || job.Cut is not null;
            if (some) _jobs.Enqueue(job);
            if (job.Cut is null) _pending += job.Entries.Count;
            if (_jobs.Count == 0) return false;
            _wake.Release();
            return some && _silence is null;
        }
    }

    private void Run()
    {
        using (_spool)
        {
            while (true)
            {
                _wake.Wait();
                bool closing;
                lock (_gate) closing = _closing;
                while (Next() is { Count: > 0 } batch && Write(batch))
                {
                }

                if (closing) return;
            }
        }
    }

    /// <summary>All that waits to be appended, or the one job that writes anew; it stays in the queue.</summary>
    private List<Job> Next()
    {
        lock (_gate)
        {
            return _jobs.TryPeek(out var first) && first.Cut is not null
                ? [first] : [.. _jobs.TakeWhile(job => job.Cut is null)];
        }
    }

    /// <summary>False: the disk refused; tried again when the room comes by.</summary>
    private bool Write(List<Job> batch)
    {
        var entries = batch.Count == 1 ? batch[0].Entries : [.. batch.SelectMany(job => job.Entries)];
        try
        {
            if (batch[0].Cut is { } cut) _spool.Rewrite(cut, entries);
            else _spool.Append(entries);
        }
#pragma warning disable CA1031 // Whatever the spool's fault is, people must be called all the same.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Refused(batch, fault);
            return batch[0].Cut is not null;
        }

        Done(batch);
        if (batch[0].Cut is null) Kept?.Invoke(entries);
        foreach (var job in batch) job.Answered.TrySetResult();
        return true;
    }

    private void Done(List<Job> batch)
    {
        lock (_gate)
        {
            foreach (var job in batch)
            {
                _jobs.Dequeue();
                job.IsKept = true;
                if (job.Cut is null) _pending -= job.Entries.Count;
                if (job.Cut is null && _silence is not null) _silence.Entries += job.Entries.Count;
            }

            _refusalSaid = false;
            if (_silence is not { } silence || _jobs.Count > 0) return;
            _silence = null;
            silence.Lasted = _clock.GetElapsedTime(silence.Began);
            IncidentsLog.SpoolBack(_log, silence.Entries, silence.Lasted.TotalSeconds);
            if (silence.Said) _over = silence;
        }
    }

    private void Refused(List<Job> batch, Exception fault)
    {
        lock (_gate)
        {
            if (batch[0].Cut is not null)
            {
                _jobs.Dequeue();
                IncidentsLog.WorkFailed(_log, "cutting the spool", fault.Message);
            }
            else
            {
                // Said once an outage: it is tried with every round.
                if (!_refusalSaid) IncidentsLog.SpoolFailed(_log, _pending, fault.Message);
                _refusalSaid = true;
                _silence ??= new Silence(_clock.GetUtcNow(), _clock.GetTimestamp());
            }
        }

        foreach (var job in batch) job.Answered.TrySetResult();
    }

    /// <param name="Cut">Null: entries to append; else all that the spool is to hold.</param>
    private sealed record Job(IReadOnlyList<Entry> Entries, SpoolCut? Cut)
    {
        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsKept { get; set; }
    }

    /// <summary>A time in which the disk took nothing.</summary>
    private sealed class Silence(DateTimeOffset since, long began)
    {
        public DateTimeOffset Since { get; } = since;

        public long Began { get; } = began;

        public TimeSpan Lasted { get; set; }

        public int Entries { get; set; }

        public bool Said { get; set; }
    }
}
