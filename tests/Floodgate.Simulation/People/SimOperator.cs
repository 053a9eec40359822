using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Simulation.Net;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Simulation.People;

/// <summary>
/// Puts the campaign and its changes, pauses and resumes; asks again until it is done, as the node's own control does.
/// </summary>
internal sealed class SimOperator(SimWorld world)
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random = world.Random;
    private readonly PoolProxy _pool = new(world);

    public async Task WorkAsync()
    {
        await ApplyAsync(_ => world.Plan.Stock);
        await Task.WhenAll(ChangeStockAsync(), PauseAndResumeAsync(), GiveTimeBackAsync());
        await ResumeForGoodAsync();
    }

    private async Task ChangeStockAsync()
    {
        for (var i = 0; i < world.Plan.StockChanges; i++)
        {
            await world.Delay(_random.NextInt64(world.Plan.ArrivalMicros));
            var change = _random.Next(-world.Plan.Stock / 2, world.Plan.Stock);
            await ApplyAsync(stock => Math.Max(1, stock + change));
        }

        if (world.Plan.Tight)
        {
            // Late, when vouchers have come back.
            await world.Delay(world.Plan.FaultyMicros / 2);
            await ApplyAsync(stock => stock + world.Plan.Stock);
        }

        // A shard hears of new stock with its next heartbeat at the latest; until then it may say 'sold out'.
        if (world.Plan.StockChanges > 0 || world.Plan.Tight) await world.Delay(20 * SimPlan.Second);
        world.History.StockSettled = true;
    }

    /// <summary>One change, until it is in force or refused for good.</summary>
    private async Task ApplyAsync(Func<long, long> stock)
    {
        PoolFigures before;
        while (!(before = await FiguresAsync()).Answered) await world.Delay(200_000);
        var old = before.Stock is { Length: > 0 } set ? set[0] : 0;
        var wanted = stock(old);
        if (world.Plan.Tight && old > 0) wanted = await AffordableAsync(wanted);
        if (wanted == old) return;
        var json = CampaignDocument.WriteJson(Definition(wanted));
        var refusals = 0;
        while (true)
        {
            var figures = await FiguresAsync();
            if (figures.Answered && figures.Versions.Length > before.Versions.Length) break;
            var reply = await Quietly(() => _pool.ApplyAsync(json, before.Versions.Length, 1));
            if (reply.Kind is ApplyKind.StockBelowIssued or ApplyKind.StockMoving && ++refusals > 3)
            {
                world.Counts.Met(Fault.StockRefused);
                return;
            }

            await world.Delay(_random.Next(100_000, 400_000));
        }

        if (Worth(wanted) > world.Plan.BudgetCents) world.Counts.Met(Fault.MoneyReissued);
        if (old > 0 && wanted != old) world.Counts.Met(wanted > old ? Fault.StockRaised : Fault.StockLowered);
    }

    /// <summary>So much of it as the rules allow, by what the books say came back.</summary>
    private async Task<long> AffordableAsync(long wanted)
    {
        long[]? freed;
        while ((freed = await FreedAsync()) is null) await world.Delay(200_000);
        while (CampaignValidator.Check(Definition(wanted), freed).Any(fault => fault.Code == BudgetRules.TooSmall))
            wanted--;
        return wanted;
    }

    private async Task<long[]?> FreedAsync()
    {
        var figures = new List<ShardFigures>();
        for (var shard = 0; shard < world.Plan.Shards; shard++)
            figures.Add(await Quietly(new BookProxy(world, new ChainId(SimWorld.Campaign, shard)).FiguresAsync));
        return FreedMoney.Of(figures, world.Plan.Batches);
    }

    private long Worth(long stock) => (stock + ((world.Plan.Batches - 1) * world.Plan.Stock)) * SimPlan.FaceCents;

    private async Task PauseAndResumeAsync()
    {
        for (var i = 0; i < world.Plan.Pauses; i++)
        {
            await world.Delay(_random.NextInt64(world.Plan.ArrivalMicros));
            var batch = _random.Next(3) == 0 ? 0 : (int?)null;
            var pause = new Pause(
                batch is null ? PauseScope.Campaign : PauseScope.Batch, batch is null ? null : "b0",
                Begin.AddYears(2), false,
                new BilingualText("停", "paused"), "simulated", "operator", world.Clock.GetUtcNow());
            while (!await Quietly(() => _pool.PauseAsync(pause.ToJson()))) await world.Delay(1_000_000);
            world.Counts.Met(Fault.Paused);
            world.Trace($"{pause.Key} is paused");
            var confirmed = new ConfirmedPause(pause.Key, batch, world.Disk.Sequence);
            world.History.Pauses.Add(confirmed);
            await world.Delay(_random.NextInt64(3_000_000));
            confirmed.Until = world.Disk.Sequence;
            world.Trace($"{pause.Key} is to be resumed");
            while (!await Quietly(() => _pool.ResumeAsync(pause.Key, "simulated", "operator", ifStamp: -1)))
                await world.Delay(1_000_000);
            world.Counts.Met(Fault.Resumed);
        }
    }

    private async Task GiveTimeBackAsync()
    {
        for (var i = 0; i < world.Plan.Extensions; i++)
        {
            await world.Delay(_random.NextInt64(world.Plan.ArrivalMicros));
            var now = world.Clock.GetUtcNow();
            var extension = new Extension(
                $"run-{i}", world.Plan.Batches > 1 && _random.Next(2) == 0 ? 1 : null, 90 * SimPlan.Second,
                now.AddSeconds(-5).Micros(), now.Micros(), new BilingualText("补时", "given back"), "operator", now);
            // Asked again with another time, as a node that begins anew does: the first one journalled stands.
            while (await Quietly(() => _pool.ExtendAsync((extension with { At = world.Clock.GetUtcNow() }).ToJson()))
                != ExtendKind.Everywhere) await world.Delay(1_000_000);
            world.Counts.Met(Fault.Extended);
            world.History.Extended.Add(extension.Run);
        }
    }

    /// <summary>A pause that was asked for twice and came late must not stand for ever.</summary>
    private async Task ResumeForGoodAsync()
    {
        PoolFigures figures;
        do
        {
            await Quietly(() => _pool.ResumeAsync("", "simulated", "operator", ifStamp: -1));
            await world.Delay(10_000_000);
            figures = await FiguresAsync();
        }
        while (!figures.Answered || figures.Pauses.Length > 0 || world.Faulty);
    }

    private Task<PoolFigures> FiguresAsync() => Quietly(_pool.FiguresAsync);

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

    private CampaignDefinition Definition(long stock) => new()
    {
        Name = new BilingualText("模拟", "Simulated"),
        Shards = world.Plan.Shards,
        OpensAt = Begin,
        ClosesAt = Begin.AddYears(3),
        PerPersonLimit = world.Plan.Limit,
        RefundMode = world.Plan.RefundMode,
        Redemption = RedemptionRules.Default with
        {
            VouchersPerOrder = world.Plan.VouchersPerOrder,
            RefundExtendDays = 1,
            Caps = world.Plan.Caps,
        },
        Budget = new Money(world.Plan.BudgetCents, "CNY"),
        Batches =
        [
            .. Enumerable.Range(0, world.Plan.Batches).Select(i => new BatchDefinition
            {
                Id = $"b{i}",
                Name = new BilingualText("券", "Voucher"),
                Stock = i == 0 ? stock : world.Plan.Stock,
                FaceValue = new Money(SimPlan.FaceCents, "CNY"),
                Threshold = new Money(10_000, "CNY"),
                PerPersonLimit = world.Plan.Limit,
                ValidDays = 1,
                Partial = world.Plan.Partial,
            }),
        ],
    };
}
