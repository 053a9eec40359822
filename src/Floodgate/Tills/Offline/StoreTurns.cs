namespace Floodgate.Tills.Offline;

/// <summary>One at a time for a store: quotas are summed and its log is read while nobody else adds.</summary>
internal sealed class StoreTurns : IDisposable
{
    private const int Stripes = 64;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> TakeAsync(int store)
    {
        var turn = _turns[store % Stripes];
        await turn.WaitAsync();
        return new Turn(turn);
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
