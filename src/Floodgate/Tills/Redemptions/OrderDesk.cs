using System.Diagnostics;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// An order's vouchers may lie in several books. One request of an order at a time goes through this node, and asks
/// those other books that may know it what they took for it; a book that does not answer at once does not stop the
/// till, and the lock is this node's only (ADR 15). Nearly always no other knows it, and the voucher's book decides
/// alone.
/// </summary>
internal sealed class OrderDesk(VoucherNode node, RedemptionLanes lanes) : IDisposable
{
    private const int Stripes = 256;
    private static readonly TimeSpan OthersWait = TimeSpan.FromMilliseconds(300);

    /// <summary>Less than a till is kept waiting: who gets no turn is told that nothing was taken.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(1);

    private readonly SilentBooks _silent = new(node.Environment.Clock);
    private readonly SemaphoreSlim[] _orders = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public async Task<RedemptionAnswer> RedeemAsync(ChainId chain, RedeemRequest request)
    {
        var startedTicks = Stopwatch.GetTimestamp();
        var stripe = StripeOf(request.Origin.Store, request.OrderHash);
        if (!await TakeAsync(stripe, TurnWait)) return RedemptionAnswer.Refuse(RedemptionKind.Unavailable);
        try
        {
            var elsewhere = Elsewhere(chain, request.Origin.Store, request.OrderHash);
            if (elsewhere.Length == 0) return await lanes.RedeemAsync(chain, request, startedTicks);
            var found = await AskAsync(elsewhere, request.Origin.Store, request.OrderHash);
            for (var i = 0; i < found.Length; i++) _silent.Heard(elsewhere[i], answered: found[i] is not null);
            var taken = found.Where(part => part is not null).SelectMany(part => part!).Where(one => !one.IsUndone);
            var others = taken.ToArray();
            request = request with
            {
                OtherVouchers = others.Length,
                OtherDiscountCents = others.Sum(one => one.DiscountCents),
            };
            return await lanes.RedeemAsync(chain, request, startedTicks);
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>
    /// What every book has of an order; null where one did not answer in time. A request of the order that is under way
    /// goes first: nobody is told 'none' of what is taken a moment later. Null altogether: it is still under way.
    /// </summary>
    public async Task<RedemptionAnswer[]?[]?> ByOrderAsync(int store, ulong order)
    {
        var stripe = StripeOf(store, order);
        if (!await TakeAsync(stripe, OthersWait)) return null;
        try
        {
            return await AskAsync(node.Chains(withDamaged: true), store, order);
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>What each chain has of an order; null where its book did not answer in time.</summary>
    public Task<RedemptionAnswer[]?[]> AskAsync(IEnumerable<ChainId> chains, int store, ulong order) =>
        Task.WhenAll(chains.Select(async chain =>
        {
            try
            {
                return await node.Book(chain).ByOrderAsync(store, order)
                    .WaitAsync(OthersWait, node.Environment.Clock);
            }
#pragma warning disable CA1031 // It has not answered, and says nothing about the order.
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
        }));

    /// <summary>
    /// The other books that may know the order. A book that opens again would make each customer wait; one of them is
    /// enough to see that it does not answer.
    /// </summary>
    private ChainId[] Elsewhere(ChainId chain, int store, ulong order)
    {
        var hash = TillOrder.Hash(store, order);
        return [.. node.Chains().Where(other => other != chain
            && node.Gates.Find(other.Campaign)?.MayKnowOrder(other.Shard, hash) != false && !_silent.Is(other))];
    }

    private SemaphoreSlim StripeOf(int store, ulong order) => _orders[(int)((order ^ (ulong)store) % Stripes)];

    private async Task<bool> TakeAsync(SemaphoreSlim stripe, TimeSpan wait)
    {
        if (stripe.Wait(0)) return true;
        using var patience = new CancellationTokenSource(wait, node.Environment.Clock);
        try
        {
            await stripe.WaitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var stripe in _orders) stripe.Dispose();
    }
}
