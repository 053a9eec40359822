using Floodgate.Bench.Load;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;

namespace Floodgate.Bench.Tills;

/// <summary>
/// Takes a new epoch on a campaign's first chain every two seconds, as a second activation would: the server's book
/// loses its next commit, closes, and opens again.
/// </summary>
internal sealed class ShardFence : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _fencing;

    public ShardFence(string data, string campaign)
    {
        var journal = new DataFolder(data).Journal;
        var chain = new ChainId(PassMint.CampaignNumber(journal, campaign), 0);
        _fencing = Task.Run(() => FenceAsync(journal, chain, _stop.Token));
    }

    /// <summary>How often it was fenced.</summary>
    public async Task<int> EndAsync()
    {
        await _stop.CancelAsync();
        return await _fencing;
    }

    public void Dispose() => _stop.Dispose();

    private static async Task<int> FenceAsync(string path, ChainId chain, CancellationToken stop)
    {
        using var journal = new SqliteJournal(path);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        var times = 0;
        try
        {
            for (; await timer.WaitForNextTickAsync(stop); times++) journal.TakeEpoch(chain);
        }
        catch (OperationCanceledException)
        {
            // Measured.
        }

        return times;
    }
}
