using System.Collections.Concurrent;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Records;
using Floodgate.Vouchers;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tills.Merchants;

/// <summary>What a till is answered with for a test voucher: a redemption, marked as a test wherever seen.</summary>
/// <param name="RedemptionId">Begins with <c>test-</c>.</param>
/// <param name="Discount">What would be taken off.</param>
/// <param name="Payable">What would be left to pay; never below zero.</param>
internal sealed record TestRedemption(
    string RedemptionId, StoreFacts Store, Money Discount, Money Payable, DateTimeOffset At, bool Test = true);

/// <summary>
/// One test voucher a store: its code is made like any voucher's, with the same key and the same check, but names a
/// campaign number that no campaign has. So a till scans and sends it like a real one, and no book, stock or budget
/// ever hears of it.
/// </summary>
internal sealed class TestVouchers(StoreDirectory directory, KeyRing keys, TimeProvider clock)
{
    /// <summary>The highest campaign number: kept for tests.</summary>
    public const int Campaign = VoucherId.TestCampaign;
    public const string Currency = "CNY";
    public const long FaceValueCents = 100;
    private const int WaitingMax = 10_000;
    private readonly ConcurrentDictionary<int, (long At, string Terminal)> _used = new();

    /// <summary>The code of a store's test voucher; the shard names the key, so that it outlives a new one.</summary>
    public string CodeOf(int storeNumber)
    {
        var key = keys.Current(KeyPurpose.Code);
        return VoucherCodes.Of(VoucherId.Create(Campaign, key.Id, storeNumber), key);
    }

    /// <summary>Whether a voucher id is a test's: cheap, before anything else is looked up.</summary>
    public static bool IsTest(VoucherId id) => id.Campaign == Campaign;

    /// <summary>The store a code is the test voucher of; null: it is no test code, or not a good one.</summary>
    public StoreFacts? Recognise(string code)
    {
        if (!VoucherCodes.TryParse(code, out var id) || !IsTest(id) || id.Shard > byte.MaxValue) return null;
        if (id.Number > int.MaxValue || keys.Find(KeyPurpose.Code, (byte)id.Shard) is not { } key) return null;
        return VoucherCodes.Matches(code, id, key) ? directory.Find((int)id.Number) : null;
    }

    /// <summary>Redeems it at its store; any number of times, and nothing is spent.</summary>
    public TestRedemption Redeem(StoreFacts store, string terminal, Money order)
    {
        var now = clock.GetUtcNow();
        var discount = Math.Clamp(order.Amount, 0, FaceValueCents);
        if (_used.Count < WaitingMax || _used.ContainsKey(store.Number)) _used[store.Number] = (now.Micros(), terminal);
        return new TestRedemption(
            $"test-{store.Number}-{now.ToUnixTimeMilliseconds()}", store, order with { Amount = discount },
            order with { Amount = order.Amount - discount }, now);
    }

    /// <summary>Writes down when each store was last tested.</summary>
    public async Task SaveAsync(FloodgateDb db, CancellationToken cancel)
    {
        foreach (var (number, used) in _used.ToArray())
        {
            await db.Set<StoreRow>().Where(row => row.Number == number).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.TestedAt, used.At)
                    .SetProperty(row => row.TestedTerminal, used.Terminal), cancel);
            _used.TryRemove(KeyValuePair.Create(number, used));
        }
    }
}
