using System.Collections.Concurrent;
using System.Diagnostics;
using Floodgate.Storage;
using Microsoft.Extensions.Hosting;

namespace Floodgate.Vouchers.Lanes;

/// <summary>This front end's lanes of one kind of request, and the clock that answers what is late.</summary>
internal abstract class BookLanes<TRequest, TAnswer>(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<(ChainId Chain, bool Apart), BookLane<TRequest, TAnswer>> _lanes = new();

    /// <summary>The lane to a chain's book.</summary>
    /// <param name="chain">Whose book.</param>
    /// <param name="apart">A second lane, for requests that are not to wait for the others' commit.</param>
    protected BookLane<TRequest, TAnswer> Lane(ChainId chain, bool apart = false) =>
        _lanes.TryGetValue((chain, apart), out var lane)
            ? lane
            : _lanes.GetOrAdd(
                (chain, apart),
                static (key, own) => new BookLane<TRequest, TAnswer>(own.TermsOf(key.Chain), own._clock), this);

    protected abstract LaneTerms<TRequest, TAnswer> TermsOf(ChainId chain);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var lane in _lanes.Values) lane.AnswerLate(Stopwatch.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }
}
