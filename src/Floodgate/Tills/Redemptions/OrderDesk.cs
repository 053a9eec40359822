using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// An order's vouchers may lie in several books. One request of an order at a time goes through this node, and asks the
/// other books what they took for it; a book that does not answer at once does not stop the till (ADR 13). Where there
/// is one book it decides alone.
/// </summary>
internal sealed class OrderDesk(VoucherNode node) : IDisposable
{
    private const int Stripes = 256;
    private static readonly TimeSpan OthersWait = TimeSpan.FromMilliseconds(300);
    private readonly SilentBooks _silent = new(node.Environment.Clock);
    private readonly SemaphoreSlim[] _orders = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public async Task<RedemptionAnswer> RedeemAsync(ChainId chain, RedeemRequest request)
    {
        // A book that opens again would make each customer wait; one of them is enough to see that it does not answer.
        var elsewhere = node.Chains().Where(other => other != chain && !_silent.Is(other)).ToArray();
        if (elsewhere.Length == 0) return await node.Book(chain).RedeemAsync(request);
        var stripe = _orders[(int)((request.OrderHash ^ (ulong)request.Origin.Store) % Stripes)];
        await stripe.WaitAsync();
        try
        {
            var found = await AskAsync(elsewhere, request.Origin.Store, request.OrderHash);
            for (var i = 0; i < found.Length; i++) _silent.Heard(elsewhere[i], answered: found[i] is not null);
            var taken = found.Where(part => part is not null).SelectMany(part => part!).Where(one => !one.IsUndone);
            var others = taken.ToArray();
            return await node.Book(chain).RedeemAsync(request with
            {
                OtherVouchers = others.Length,
                OtherDiscountCents = others.Sum(one => one.DiscountCents),
            });
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

    public void Dispose()
    {
        foreach (var stripe in _orders) stripe.Dispose();
    }
}
