using Floodgate.Foundation;
using Floodgate.Simulation.Net;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Simulation.People;

/// <summary>
/// Voids, freezes and thaws vouchers, has expired ones swept up, and at the end asks where the money is.
/// </summary>
internal sealed class SimStaff(SimWorld world)
{
    private const int Turns = 6;
    private readonly Random _random = world.Random;

    public async Task LiveAsync()
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            await world.Delay(_random.NextInt64(world.Plan.FaultyMicros / Turns * 2));
            if (_random.Next(2) == 0 && world.History.Vouchers.Count > 0) await MarkAsync();
            for (var shard = 0; shard < world.Plan.Shards; shard++) await SweepAsync(Book(shard));
        }
    }

    /// <summary>Keeps every book's own figures, for the checker to compare.</summary>
    public async Task AuditAsync()
    {
        for (var shard = 0; shard < world.Plan.Shards; shard++)
        {
            while (true)
            {
                var figures = await Quietly(Book(shard).FiguresAsync);
                world.History.Figures[shard] = figures;
                if (figures.Answered) break;
                await world.Delay(100_000);
            }
        }
    }

    private async Task MarkAsync()
    {
        var voucher = world.History.Vouchers[_random.Next(world.History.Vouchers.Count)];
        var mark = (VoucherMark)_random.Next((int)VoucherMark.Void, (int)VoucherMark.Unfreeze + 1);
        if (!await MarkAsync(new MarkRequest(voucher, mark, "simulated", "staff"))) return;
        if (mark != VoucherMark.Freeze || _random.Next(2) == 0) return;
        await world.Delay(_random.NextInt64(2 * SimPlan.Second));
        await MarkAsync(new MarkRequest(voucher, VoucherMark.Unfreeze, "simulated", "staff"));
    }

    private async Task<bool> MarkAsync(MarkRequest request)
    {
        while (true)
        {
            var (asked, from) = (world.History.AtTills.Count, world.Disk.Sequence);
            var (kind, _) = await Quietly(() => Book(new VoucherId(request.Voucher).Shard).MarkAsync(request));
            if (kind is not (RedemptionKind.None or RedemptionKind.Unknown or RedemptionKind.Unavailable
                or RedemptionKind.Overloaded))
            {
                world.History.AtTills.Add(new TillTold(kind)
                {
                    Mark = request,
                    Asked = asked,
                    When = (from, world.Disk.Sequence),
                });
                if (kind == RedemptionKind.Done) Count(request.Mark);
                return kind == RedemptionKind.Done;
            }

            await world.Delay(_random.NextInt64(100_000, 1_000_000));
        }
    }

    /// <summary>As the node does: a book that is not open is left for the next time.</summary>
    private async Task SweepAsync(BookProxy book)
    {
        for (var from = 0; ;)
        {
            var step = await Quietly(() => book.ExpireAsync(from, 64, 3, graceMicros: 0));
            world.Counts.Met(Fault.VoucherExpired, step.Expired);
            if (step.AtEnd || step.Next <= from) return;
            from = step.Next;
        }
    }

    private void Count(VoucherMark mark) => world.Counts.Met(mark switch
    {
        VoucherMark.Void => Fault.VoucherVoided,
        VoucherMark.Freeze => Fault.VoucherFrozen,
        _ => Fault.VoucherThawed,
    });

    private BookProxy Book(int shard) => new(world, new ChainId(SimWorld.Campaign, shard));

    private static async Task<T?> Quietly<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (TimeoutException)
        {
            return default;
        }
    }
}
