namespace Floodgate.Emergency.Notifications;

/// <summary>
/// Turns on one kind of channel: so many sends at a time, so many of them to one receiver, so many waiting. Somebody
/// waiting for a receiver that hangs holds no turn that another receiver needs, and those waiting for it fill a quarter
/// of the waiting room at most.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing, and late drivers give turns back.
internal sealed class Lane(int sendsMax, int perReceiverMax, int waitingMax)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turns = new(sendsMax);
    private readonly Dictionary<string, Receiver> _receivers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly int _waitingPerReceiverMax = Math.Max(1, waitingMax / 4);
    private int _waiting;

    /// <summary>Sends that wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A turn, to be given back by disposing of it; null when too many wait already.</summary>
    /// <exception cref="OperationCanceledException">It did not come in time.</exception>
    public async Task<IDisposable?> TakeAsync(string receiver, CancellationToken cancel)
    {
        if (Enter(receiver) is not { } own) return null;
        var theirTurn = false;
        try
        {
            await own.Turns.WaitAsync(cancel);
            theirTurn = true;
            await _turns.WaitAsync(cancel);
            StopWaiting(own);
            return new Turn(this, receiver, own);
        }
        catch
        {
            StopWaiting(own);
            if (theirTurn) own.Turns.Release();
            Leave(receiver, own);
            throw;
        }
    }

    private Receiver? Enter(string receiver)
    {
        lock (_gate)
        {
            if (!_receivers.TryGetValue(receiver, out var own)) own = new Receiver(new SemaphoreSlim(perReceiverMax));
            // Whoever finds a free turn does not wait and is not counted out.
            var mustWait = own.Turns.CurrentCount == 0 || _turns.CurrentCount == 0;
            if (mustWait && (_waiting >= waitingMax || own.Waiting >= _waitingPerReceiverMax)) return null;
            _receivers[receiver] = own;
            own.Users++;
            own.Waiting++;
            _waiting++;
            return own;
        }
    }

    private void StopWaiting(Receiver own)
    {
        lock (_gate)
        {
            own.Waiting--;
            _waiting--;
        }
    }

    private void Leave(string receiver, Receiver own)
    {
        lock (_gate)
        {
            // Forgotten with its last user: there are as many receivers here as sends, not as addresses in the world.
            if (--own.Users == 0) _receivers.Remove(receiver);
        }
    }

    private sealed class Receiver(SemaphoreSlim turns)
    {
        public SemaphoreSlim Turns { get; } = turns;

        public int Users { get; set; }

        public int Waiting { get; set; }
    }

    private sealed class Turn(Lane lane, string receiver, Receiver own) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) != 0) return;
            lane._turns.Release();
            own.Turns.Release();
            lane.Leave(receiver, own);
        }
    }
}
