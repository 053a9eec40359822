using Floodgate.Storage;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Vouchers.Shards;

/// <summary>What the pool said, and to which question.</summary>
internal readonly record struct CapGrant(CapRequest To, StockReply Reply);

/// <summary>
/// Asks the pool for room under caps, one question a counter at a time: whoever wants room of the same counter
/// meanwhile hears the same answer.
/// </summary>
internal sealed class CapRoom(ChainId chain, BookEnvironment environment, IStockPoolGrain pool)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<CapGrant>> _asked = new(StringComparer.Ordinal);

    public Task<CapGrant> AskAsync(CapRequest request)
    {
        // Completed as the last thing of its question, under no lock: who waits may go on right there.
        var answer = new TaskCompletionSource<CapGrant>();
        lock (_gate)
        {
            if (_asked.TryGetValue(request.Counter, out var pending)) return pending;
            _asked[request.Counter] = answer.Task;
        }

        _ = environment.Run(() => AskPoolAsync(request, answer));
        return answer.Task;
    }

    private async Task AskPoolAsync(CapRequest request, TaskCompletionSource<CapGrant> answer)
    {
        StockReply reply = default;
        try
        {
            reply = await pool.RequestCapAsync(request);
        }
#pragma warning disable CA1031 // Not answered: the redemption asks again, until its time is over.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(environment.Log, $"{chain}: asking for room under a cap", fault.Message);
        }

        lock (_gate) _asked.Remove(request.Counter);
        answer.TrySetResult(new CapGrant(request, reply));
    }
}
