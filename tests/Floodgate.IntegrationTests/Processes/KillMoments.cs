using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>
/// Chooses when to kill, from one seed: after a share of the receipts, so that the kills spread over the whole rush,
/// and then a random part of a second later, so that they fall anywhere between two commits.
/// </summary>
internal sealed class KillMoments
{
    private readonly Random _random;
    private readonly int[] _after;
    private readonly Lock _gate = new();
    private readonly Crowd _crowd;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _wanted, _next;

    public KillMoments(Crowd crowd, int seed, int kills, int stock)
    {
        _crowd = crowd;
        _random = new Random(seed);
        _wanted = int.MaxValue;
        // The last one well before the stock is gone: there must still be load when it comes.
        var share = stock * 0.9 / kills;
        _after = [.. Enumerable.Range(1, kills).Select(kill => (int)(share * (kill - _random.NextDouble())))];
        crowd.OnReceipt = Reached;
    }

    /// <summary>Waits for the next moment; at once when the crowd has come further meanwhile.</summary>
    public async Task NextAsync(Task running)
    {
        lock (_gate)
        {
            _wanted = _after[_next++];
            if (_reached.Task.IsCompleted)
                _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Reached(_crowd.Receipts.Count);
        await Task.WhenAny(_reached.Task, running);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * 40), TimeProvider.System);
    }

    public Task WhileOpeningAsync() =>
        Task.Delay(TimeSpan.FromMilliseconds(400 + _random.Next(2_000)), TimeProvider.System);

    public IReadOnlyList<KeptReceipt> Sample(KeptReceipt[] receipts, int most)
    {
        _random.Shuffle(receipts);
        return receipts.Length <= most ? receipts : receipts[..most];
    }

    private void Reached(int receipts)
    {
        lock (_gate)
            if (receipts >= _wanted) _reached.TrySetResult();
    }
}
