using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// Has every book journal the expiry of what is past its time, piece by piece, so that claims and tills never wait for
/// it. After a whole pass a book is left alone until the next end it saw, an hour at most.
/// </summary>
internal sealed class ExpirySweep(VoucherNode node, IOptions<RedemptionOptions> options, TimeProvider clock)
{
    private const long HourMicros = 3_600_000_000;
    private readonly Dictionary<ChainId, Progress> _books = [];

    public async Task SweepAsync(CancellationToken cancel)
    {
        foreach (var gate in node.Gates.All)
        {
            if (gate.Version is not { } version || gate.Damage is not null) continue;
            for (var shard = 0; shard < version.Definition.Shards; shard++)
                if (new ChainId(gate.Number, shard) is var chain && node.Keeps(chain))
                    await SweepAsync(gate, chain, cancel);
        }
    }

    private async Task SweepAsync(CampaignGate gate, ChainId chain, CancellationToken cancel)
    {
        var limits = options.Value;
        var grace = limits.ExpiryGraceMinutes * 60_000_000L;
        var progress = _books.GetValueOrDefault(chain);
        var changed = progress.Version != gate.Version!.Number || progress.Extensions != gate.Extensions.Count;
        if (clock.NowMicros() < progress.NotBefore && !changed) return;
        var (from, due) = (0, long.MaxValue);
        while (!cancel.IsCancellationRequested)
        {
            var step = await node.Book(chain).ExpireAsync(from, limits.ExpiryScanMax, limits.ExpiryRowMax, grace);
            if (step.Next == from && !step.AtEnd) return; // The book is not open: tried again next time.
            (from, due) = (step.Next, Math.Min(due, step.DueMicros));
            if (step.AtEnd) break;
        }

        var again = Math.Min(due == long.MaxValue ? long.MaxValue : due + grace, clock.NowMicros() + HourMicros);
        _books[chain] = new Progress(again, gate.Version!.Number, gate.Extensions.Count);
    }

    private readonly record struct Progress(long NotBefore, int Version, int Extensions);
}
