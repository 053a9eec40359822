using Floodgate.Simulation.World;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Simulation.People;

/// <summary>
/// Claims up to the limit, asks again with the same key until the answer is definite; then tries what people try.
/// </summary>
internal sealed class SimPerson(SimWorld world, UInt128 id)
{
    private readonly Random _random = world.Random;
    private readonly HashSet<(ulong Key, int Batch)> _receipts = [];

    public string? WaitsFor { get; private set; }

    public async Task LiveAsync()
    {
        await world.Delay(_random.NextInt64(world.Plan.ArrivalMicros));
        var keys = new List<(ulong Key, int Batch)>();
        for (var i = 0; i < world.Plan.Limit; i++)
        {
            keys.Add(((ulong)_random.NextInt64(1, long.MaxValue), world.Batches[id][i]));
            await ClaimAsync(keys[^1].Key, keys[^1].Batch);
        }

        var (key, batch) = keys[_random.Next(keys.Count)];
        if (_random.Next(3) == 0) await ClaimAsync(key, batch);
        if (_random.Next(6) == 0) await ClaimAsync(key, batch + 1);
        if (_random.Next(4) == 0) await ClaimAsync((ulong)_random.NextInt64(1, long.MaxValue), batch);
        WaitsFor = null;
    }

    /// <summary>Shows every receipt in hand once more; the checker compares what comes back.</summary>
    public async Task AskAgainAsync()
    {
        foreach (var (key, batch) in _receipts) await ClaimAsync(key, batch);
    }

    private async Task ClaimAsync(ulong key, int batch)
    {
        WaitsFor = $"person {id:x} with key {key:x}";
        var request = new ClaimRequest(id, key, batch, ClaimKind.None, null);
        for (var tries = 0; ; tries++)
        {
            if (tries > 0) world.Counts.Met(Fault.ClientRetry);
            if (await TryAsync(request)) return;
            await world.Delay(_random.NextInt64(100_000, 1_200_000));
        }
    }

    private async Task<bool> TryAsync(ClaimRequest request)
    {
        // What was asked before the last change of stock may be answered from before it.
        var settled = world.History.StockSettled;
        var asked = world.History.Told.Count;
        var first = world.Front.ClaimAsync(request);
        if (_random.Next(8) != 0) return Definite(request, await first, asked, settled);
        world.Counts.Met(Fault.ParallelDuplicate);
        if (_random.Next(2) == 0) await world.Delay(_random.Next(0, 10_000));
        var second = world.Front.ClaimAsync(request);
        return Definite(request, await first, asked, settled) | Definite(request, await second, asked, settled);
    }

    private bool Definite(in ClaimRequest request, ClaimAnswer? heard, int asked, bool settled)
    {
        if (heard is not { } answer) return false;
        world.History.Told.Add(new Told(id, request.KeyHash, request.Batch, answer, asked, settled));
        world.Trace($"person {id:x} is told {answer.Kind} {answer.Voucher:x}");
        if (answer.Kind is ClaimKind.Issued or ClaimKind.Repeated) Keep(request, answer);
        return answer.Kind switch
        {
            ClaimKind.Issued or ClaimKind.Repeated or ClaimKind.LimitReached or ClaimKind.KeyReused
                or ClaimKind.UnknownBatch => true,
            // While the stock may still be raised people go on hoping.
            ClaimKind.SoldOut => settled,
            _ => false,
        };
    }

    private void Keep(in ClaimRequest request, in ClaimAnswer answer)
    {
        if (_receipts.Add((request.KeyHash, request.Batch))) world.History.Vouchers.Add(answer.Voucher);
    }
}
