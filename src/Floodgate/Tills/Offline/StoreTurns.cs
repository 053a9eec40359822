namespace Floodgate.Tills.Offline;

/// <summary>
/// One at a time for a store: quotas are summed and its log is read while nobody else on this node adds. For the other
/// nodes the store is held in the database.
/// </summary>
internal sealed class StoreTurns(TimeProvider clock) : IDisposable
{
    /// <summary>Of the time in which a request is answered, what it may wait for its turn.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);
    private const int Stripes = 64;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Null: others were before it for too long, and it is to ask again.</summary>
    public async Task<IDisposable?> TakeAsync(int store)
    {
        var turn = _turns[store % Stripes];
        using var limit = new CancellationTokenSource(WaitMax, clock);
        try
        {
            await turn.WaitAsync(limit.Token);
            return new Turn(turn);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns) turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
