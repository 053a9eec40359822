using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Floodgate.Access.ApiKeys;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Redemptions;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>What every operation of a till begins with: which store asks, and may it.</summary>
internal sealed class TillDesk(StoreDirectory stores, VoucherNode node)
{
    public const int BodyBytesMax = 16 * 1024;

    /// <summary>Within the three seconds that every request is promised.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(2_400);

    /// <summary>Versions of campaigns that are kept for one store.</summary>
    private const int TakesKeptMax = 64;
    private readonly ConditionalWeakTable<StoreFacts, ConcurrentDictionary<(string, int), Taking>> _takes = [];

    public VoucherNode Node => node;

    /// <summary>The asking key's store; null: refused, and the refusal is written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mayRest">A store that may not redeem may still ask and give back.</param>
    public async Task<StoreFacts?> StoreAsync(HttpContext context, bool mayRest)
    {
        var id = context.User.FindFirst(ApiKeyScheme.StoreClaim)?.Value;
        var store = id is null ? null : stores.Find(id);
        var refusal = store is null ? Refusals.StoreUnknown
            : !mayRest && Rest(store) is var rest and not RedemptionKind.None ? TillResponse.RefusalOf(rest) : null;
        if (refusal is null) return store;
        await Problem.WriteAsync(context.Response, refusal, json =>
        {
            if (store?.Reason is { } reason) json.WriteText("reason", reason);
        });
        return null;
    }

    /// <summary>The key's hash, 0 when there is none; null: refused, and the refusal is written.</summary>
    public static async Task<ulong?> KeyAsync(HttpContext context, bool required)
    {
        var fault = IdempotencyKey.Read(context.Request.Headers, out var key);
        if (fault is null || (fault == Refusals.IdempotencyKeyMissing && !required)) return key;
        await Problem.WriteAsync(context.Response, fault);
        return null;
    }

    /// <summary>Of an order's reference, as books keep it.</summary>
    public static ulong Hash(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Which of the version's batches the store takes; null: all.</summary>
    public ulong[]? Takes(StoreFacts store, string campaign, CampaignVersion version)
    {
        // Facts are replaced when anything of the store changes, and take what is kept for them along.
        var kept = _takes.GetOrCreateValue(store);
        if (kept.TryGetValue((campaign, version.Number), out var known)) return known.Bits;
        if (kept.Count >= TakesKeptMax) kept.Clear();
        return kept.GetOrAdd((campaign, version.Number), Read(store, campaign, version)).Bits;
    }

    /// <summary>Why a store takes nothing now; none: it does.</summary>
    public static RedemptionKind Rest(StoreFacts store) => store.Standing switch
    {
        StoreStanding.Suspended => RedemptionKind.StoreSuspended,
        StoreStanding.Frozen => RedemptionKind.StoreFrozen,
        _ => RedemptionKind.None,
    };

    /// <summary>An answer in time, whatever becomes of the call: what is not known by then may have happened.</summary>
    public async Task<T> InTimeAsync<T>(Task<T> call, Func<RedemptionKind, T> refuse, TimeSpan? left = null)
    {
        try
        {
            return await call.WaitAsync(left ?? AnswerMax, node.Environment.Clock);
        }
#pragma warning disable CA1031 // Late or broken: it has said nothing, so it may have happened.
        catch (Exception)
#pragma warning restore CA1031
        {
            return refuse(RedemptionKind.Unknown);
        }
    }

    private static Taking Read(StoreFacts store, string campaign, CampaignVersion version)
    {
        var (bits, all) = (new ulong[(version.BatchCount + 63) / 64], true);
        for (var i = 0; i < version.BatchCount; i++)
        {
            if (store.Takes(campaign, version.Definition.Batches[i].Id)) bits[i >> 6] |= 1UL << (i & 63);
            else all = false;
        }

        return new Taking(all ? null : bits);
    }

    private readonly record struct Taking(ulong[]? Bits);
}
