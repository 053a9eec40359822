using Floodgate.Foundation;
using Floodgate.Simulation.Net;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Simulation.People;

/// <summary>
/// A till: takes what people show it, refunds, undoes, takes without connection and sends it in later; asks again, with
/// the same key or by the order, until the answer is definite.
/// </summary>
internal sealed class SimTill(SimWorld world, int store)
{
    private readonly Random _random = world.Random;
    private readonly List<(ulong Hash, long Cents)> _orders = [];
    private readonly List<RedeemRequest> _receipts = [];
    private readonly List<RefundRequest> _refunds = [];

    public string? WaitsFor { get; private set; }

    public async Task LiveAsync()
    {
        for (var turn = 0; turn < SimPlan.TurnsOfTill; turn++)
        {
            await world.Delay(_random.NextInt64(world.Plan.FaultyMicros / SimPlan.TurnsOfTill * 2));
            if (world.History.Vouchers.Count > 0) await TurnAsync();
        }

        WaitsFor = null;
    }

    /// <summary>Shows its receipts once more: each must be found, unchanged.</summary>
    public async Task AskAgainAsync()
    {
        foreach (var receipt in _receipts.ToArray()) await AskAsync(receipt);
        foreach (var refund in _refunds.ToArray()) await RefundAsync(refund);
    }

    private Task TurnAsync() => _random.Next(10) switch
    {
        < 4 => RedeemAsync(Request(AnyVoucher(), AnyOrder())),
        4 => RaceAsync(),
        5 => OfflineAsync(),
        < 8 => RefundAnyAsync(),
        _ => UndoAnyAsync(),
    };

    /// <summary>Two tills, two orders, one voucher, one moment.</summary>
    private async Task RaceAsync()
    {
        world.Counts.Met(Fault.RacedTills);
        var voucher = AnyVoucher();
        var first = RedeemAsync(Request(voucher, NewOrder()));
        var second = RedeemAsync(Request(voucher, NewOrder()) with { Origin = Origin(store + 100) });
        await first;
        await second;
    }

    /// <summary>Takes it on its own word and tells the book when it has a connection again.</summary>
    private async Task OfflineAsync()
    {
        // Often one that another till has had already: of what is left of it, it gives too much.
        var known = world.History.Taken;
        var voucher = known.Count > 0 && _random.Next(2) == 0 ? Any(known).Request.Voucher : AnyVoucher();
        var taken = Request(voucher, NewOrder()) with
        {
            KeyHash = AnyKey(),
            CodeSeconds = 0,
            OfflineMicros = NowMicros,
            SignedCents = _random.Next(4) switch
            {
                0 => 0,
                1 => _random.NextInt64(1, SimPlan.FaceCents),
                _ => SimPlan.FaceCents,
            },
        };
        await world.Delay(_random.NextInt64(3 * SimPlan.Second));
        await RedeemAsync(taken);
    }

    private async Task RefundAnyAsync()
    {
        if (world.History.Taken.Count == 0) return;
        var (request, answer) = Any(world.History.Taken);
        long? cents = _random.Next(3) == 0 ? null : _random.NextInt64(1, answer.OrderCents);
        var refund = new RefundRequest(answer.Redemption, request.Origin.Store, AnyKey(), cents);
        await RefundAsync(refund);
        if (_random.Next(3) == 0) await RefundAsync(refund);
        if (_random.Next(3) == 0) await RefundAsync(refund with { KeyHash = AnyKey(), OrderCents = null });
    }

    private async Task UndoAnyAsync()
    {
        if (world.History.Taken.Count == 0) return;
        var (request, answer) = Any(world.History.Taken);
        var undo = new UndoRequest(
            answer.Redemption, _random.Next(3) == 0 ? 0 : request.Origin.Store, "simulated", "till");
        var undone = await UntilDefiniteAsync(
            () => Book(answer.Redemption).UndoAsync(undo), told => told.Kind,
            told => new TillTold(told.Kind) { Undo = undo, Receipt = told });
        if (undone.Kind != RedemptionKind.Done) return;
        world.Counts.Met(Fault.RedemptionUndone);
        // The cashier's mistake is mended: the same order takes a voucher again.
        var again = request with { KeyHash = AnyKey(), CodeSeconds = 0, OfflineMicros = 0, SignedCents = 0 };
        if (_random.Next(3) > 0) await RedeemAsync(again);
    }

    private async Task RedeemAsync(RedeemRequest request)
    {
        if (_random.Next(6) != 0)
        {
            await AskAsync(request);
            return;
        }

        world.Counts.Met(Fault.ParallelDuplicate);
        var first = AskAsync(request);
        await AskAsync(request);
        await first;
    }

    private async Task AskAsync(RedeemRequest request)
    {
        WaitsFor = $"voucher {request.Voucher:x} with key {request.KeyHash:x} at store {request.Origin.Store}";
        var order = (request.OrderHash, request.Voucher);
        if (!world.History.KeysOfOrder.TryGetValue(order, out var keys))
            world.History.KeysOfOrder[order] = keys = [];
        keys.Add(request.KeyHash);
        var answer = await UntilDefiniteAsync(
            () => Book(request.Voucher).RedeemAsync(request), told => told.Kind,
            told => new TillTold(told.Kind) { Redeem = request, Receipt = told },
            () => ByOrderAsync(request));
        Count(answer, request);
        if (answer.Kind is not (RedemptionKind.Done or RedemptionKind.Repeated)) return;
        if (request.KeyHash != 0 && !_receipts.Contains(request)) _receipts.Add(request);
        if (answer.Kind == RedemptionKind.Done) world.History.Taken.Add(new Taken(request, answer));
    }

    private async Task RefundAsync(RefundRequest refund)
    {
        WaitsFor = $"refund of {refund.Redemption:x}";
        var answer = await UntilDefiniteAsync(
            () => Book(refund.Redemption).RefundAsync(refund), told => told.Of.Kind,
            told => new TillTold(told.Of.Kind) { Refund = refund, Receipt = told.Of, RefundReceipt = told });
        if (answer.Of.Kind is not (RedemptionKind.Done or RedemptionKind.Repeated)) return;
        world.Counts.Met(answer.Of.Kind == RedemptionKind.Done ? Fault.Refunded : Fault.RefundRepeated);
        if (!_refunds.Contains(refund)) _refunds.Add(refund);
    }

    /// <summary>What the store's order has become, when nobody knows whether the redemption went through.</summary>
    private async Task<RedemptionAnswer?> ByOrderAsync(RedeemRequest request)
    {
        try
        {
            var found = await Book(request.Voucher).ByOrderAsync(request.Origin.Store, request.OrderHash) ?? [];
            var mine = Array.FindAll(found, one => one.Voucher == request.Voucher && !one.IsUndone);
            // Under another key it may be another one of the same order: only the key can tell.
            if (mine.Length == 1 && world.History.KeysOfOrder[(request.OrderHash, request.Voucher)].Count == 1)
            {
                world.Counts.Met(Fault.FoundByOrder);
                return mine[0] with { Kind = RedemptionKind.Repeated };
            }
        }
        catch (TimeoutException)
        {
            // Asked again, one way or the other.
        }

        return null;
    }

    private async Task<T> UntilDefiniteAsync<T>(
        Func<Task<T>> ask, Func<T, RedemptionKind> kind, Func<T, TillTold> told, Func<Task<T?>>? otherwise = null)
        where T : struct
    {
        while (true)
        {
            var (asked, from) = (world.History.AtTills.Count, world.Disk.Sequence);
            T? heard = null;
            try
            {
                heard = await ask();
            }
            catch (TimeoutException)
            {
                // Nobody knows what became of it.
            }

            if (heard is not { } one || !IsDefinite(kind(one)))
                heard = otherwise is not null && _random.Next(2) == 0 ? await otherwise() : null;
            if (heard is { } answer)
            {
                world.Trace($"store {store} is told {kind(answer)}");
                world.History.AtTills.Add(told(answer) with { Asked = asked, When = (from, world.Disk.Sequence) });
                return answer;
            }

            world.Counts.Met(Fault.ClientRetry);
            await world.Delay(_random.NextInt64(100_000, 1_200_000));
        }
    }

    private static bool IsDefinite(RedemptionKind kind) => kind is not (RedemptionKind.None
        or RedemptionKind.Unknown or RedemptionKind.Unavailable or RedemptionKind.Overloaded);

    private void Count(in RedemptionAnswer answer, in RedeemRequest request)
    {
        switch (answer.Kind)
        {
            case RedemptionKind.Done:
                world.Counts.Met(request.OfflineMicros > 0 ? Fault.OfflineTaken : Fault.Redeemed);
                if (answer.AmountCents > 0) world.Counts.Met(Fault.OfflineShortfall);
                break;
            case RedemptionKind.Repeated: world.Counts.Met(Fault.RedemptionRepeated); break;
            case RedemptionKind.Conflict: world.Counts.Met(Fault.OfflineConflict); break;
            case RedemptionKind.CapReached: world.Counts.Met(Fault.CapReached); break;
            case RedemptionKind.OrderFull: world.Counts.Met(Fault.OrderFull); break;
            default: world.Counts.Met(Fault.RedemptionRefused); break;
        }
    }

    private RedeemRequest Request(ulong voucher, (ulong Hash, long Cents) order)
    {
        var seconds = _random.Next(2) == 0 ? (uint)((NowMicros / SimPlan.Second) + 30) : 0;
        return new RedeemRequest(
            voucher, 1, seconds, Origin(store), _random.Next(4) == 0 ? 0 : AnyKey(), order.Hash, $"{order.Hash:x}",
            order.Cents, 0, 0, 0);
    }

    private static TillOrigin Origin(int store) =>
        new(store, $"m{store % 2}", store % 3 == 0 ? "5101" : "3301", "t1", RedemptionKind.None, null);

    private (ulong Hash, long Cents) AnyOrder()
    {
        if (_orders.Count == 0 || _random.Next(3) > 0) return NewOrder();
        world.Counts.Met(Fault.OrderShared);
        return Any(_orders);
    }

    private (ulong Hash, long Cents) NewOrder()
    {
        _orders.Add((AnyKey(), _random.Next(9) == 0 ? 9_999 : _random.NextInt64(10_000, 20_000)));
        return _orders[^1];
    }

    private BookProxy Book(ulong id) => new(world, new ChainId(SimWorld.Campaign, new VoucherId(id).Shard));

    private long NowMicros => (world.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    private ulong AnyKey() => (ulong)_random.NextInt64(1, long.MaxValue);

    /// <summary>Often one of the last that were shown: tills meet over it.</summary>
    private ulong AnyVoucher()
    {
        var all = world.History.Vouchers;
        return _random.Next(2) == 0 ? Any(all) : all[^_random.Next(1, Math.Min(4, all.Count + 1))];
    }

    private T Any<T>(List<T> all) => all[_random.Next(all.Count)];
}
