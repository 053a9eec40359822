namespace Floodgate.Tills.Merchants;

/// <summary>Rung when a store changed on this node, so that its tills need not wait for the next look.</summary>
internal sealed class DirectoryBell
{
    private volatile TaskCompletionSource _rung = Silent();

    public void Ring() => _rung.TrySetResult();

    /// <summary>Returns when it rings, or after that time. What rang before is seen by the look after.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            await _rung.Task.WaitAsync(most, clock, cancel);
            _rung = Silent();
        }
        catch (TimeoutException)
        {
            // Nothing changed here; another node may have changed something.
        }
    }

    private static TaskCompletionSource Silent() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
