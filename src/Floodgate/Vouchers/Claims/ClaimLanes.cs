using System.Collections.Concurrent;
using System.Diagnostics;
using Floodgate.Admission;
using Floodgate.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Claims;

/// <summary>This front end's lanes, one a book, and the clock that answers what is late.</summary>
internal sealed class ClaimLanes(
    VoucherNode node, IOptions<ClaimsOptions> options, ClaimPace pace, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<(long Chain, bool SoldOut), ClaimLane> _lanes = new();

    /// <summary>
    /// The lane to a shard's book. Claims of a batch that looks sold out have a lane of their own: their answer needs
    /// no commit, so they do not wait for anybody else's.
    /// </summary>
    public ClaimLane Of(CampaignGate gate, int shard, bool soldOut)
    {
        var chain = new ChainId(gate.Number, shard);
        return _lanes.TryGetValue((chain.Value, soldOut), out var lane)
            ? lane
            : _lanes.GetOrAdd(
                (chain.Value, soldOut), static (_, made) =>
                    new ClaimLane(made.node.Book(made.chain), made.limits, made.pace),
                (node, chain, limits: options.Value, pace));
    }

    /// <summary>The shard of a person: the person's own keyed bits choose it.</summary>
    public static int ShardOf(UInt128 person, int shards) => (int)((uint)(ulong)person % (uint)shards);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
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
