using System.IO.Hashing;
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
    private const int KeyLengthMax = 128;

    public VoucherNode Node => node;

    /// <summary>The asking key's store; null: refused, and the refusal is written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mayRest">A store that may not redeem may still ask and give back.</param>
    public async Task<StoreFacts?> StoreAsync(HttpContext context, bool mayRest)
    {
        var id = context.User.FindFirst(ApiKeyScheme.StoreClaim)?.Value;
        var store = id is null ? null : stores.Find(id);
        var refusal = store switch
        {
            null => Refusals.StoreUnknown,
            { Standing: StoreStanding.Suspended } when !mayRest => Refusals.StoreSuspended,
            { Standing: StoreStanding.Frozen } when !mayRest => Refusals.StoreFrozen,
            _ => null,
        };
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
        var key = context.Request.Headers["Idempotency-Key"];
        if (key.Count == 0 || string.IsNullOrEmpty(key[0]))
        {
            if (!required) return 0;
            await Problem.WriteAsync(context.Response, Refusals.IdempotencyKeyMissing);
            return null;
        }

        if (key.Count == 1 && key[0]!.Length <= KeyLengthMax && key[0]!.All(one => one is >= '!' and <= '~'))
            return Math.Max(1, Hash(key[0]!));
        await Problem.WriteAsync(context.Response, Refusals.IdempotencyKeyMalformed);
        return null;
    }

    public static ulong Hash(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Which of the version's batches the store takes; null: all.</summary>
    public static ulong[]? Takes(StoreFacts store, string campaign, CampaignVersion version)
    {
        var (bits, all) = (new ulong[(version.BatchCount + 63) / 64], true);
        for (var i = 0; i < version.BatchCount; i++)
        {
            if (store.Takes(campaign, version.Definition.Batches[i].Id)) bits[i >> 6] |= 1UL << (i & 63);
            else all = false;
        }

        return all ? null : bits;
    }

    /// <summary>An answer in time, whatever becomes of the call: what is not known by then may have happened.</summary>
    public async Task<T> InTimeAsync<T>(Task<T> call, Func<RedemptionKind, T> refuse)
    {
        try
        {
            return await call.WaitAsync(AnswerMax, node.Environment.Clock);
        }
#pragma warning disable CA1031 // Late or broken: it has said nothing, so it may have happened.
        catch (Exception)
#pragma warning restore CA1031
        {
            return refuse(RedemptionKind.Unknown);
        }
    }

    /// <summary>Within the three seconds that every request is promised.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(2_400);
}
