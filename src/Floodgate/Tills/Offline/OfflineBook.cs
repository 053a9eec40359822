using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Live;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions;
using Floodgate.Vouchers.Redemptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills.Offline;

/// <summary>
/// Enters one entry of a till's log: refused by what was signed, or decided by the voucher's book at the till's time.
/// The entry's hash is the key, so the book takes it once however often it is sent.
/// </summary>
internal sealed class OfflineBook(
    TillDesk desk, OrderDesk orders, RedemptionNames names, TillCounts counts, TillSignals signals, KeyRing keys,
    IOptions<TillsOptions> options, TimeProvider clock)
{
    public const string Merchant = "merchant";

    /// <summary>The entry as it is to be kept, the quota moved on; null: not known, nothing has moved.</summary>
    /// <param name="db">What was handed in before.</param>
    /// <param name="store">Whose log it is.</param>
    /// <param name="row">The quota and its log so far.</param>
    /// <param name="quota">What was signed.</param>
    /// <param name="entry">The next entry of the log.</param>
    /// <param name="left">In which the book is to answer.</param>
    public async Task<OfflineEntryRow?> EnterAsync(
        FloodgateDb db, StoreFacts store, OfflineQuotaRow row, TillQuota quota, OfflineEntryBody entry, TimeSpan left)
    {
        var voucher = OfflineVoucher.Open(entry.Payload, keys);
        var skew = TimeSpan.FromSeconds(options.Value.ClockSkewSeconds);
        var kept = new OfflineEntryRow
        {
            QuotaId = quota.Id,
            Entry = entry.Entry,
            Hash = entry.Hash,
            VoucherId = unchecked((long)(voucher?.Voucher.Value ?? 0)),
            OrderRef = entry.OrderRef,
            OrderCents = entry.OrderAmount.Amount,
            At = entry.At * 1000,
            SyncedAt = clock.NowMicros(),
        };
        if ((SyncDecision.Refuse(row, quota, entry, voucher, clock.GetUtcNow(), skew)
            ?? SyncDecision.Stopped(store, entry, voucher!)) is { } refusal) return Refused(store, row, kept, refusal);
        var seen = await HadAsync(db, store.Number, kept.VoucherId);
        if (Find(voucher!) is not { } gate) return Refused(store, row, kept, Refusals.CodeUnknown);
        var answer = gate.Damage is not null ? RedemptionAnswer.Refuse(RedemptionKind.Unavailable)
            : await desk.InTimeAsync(
                AskAsync(store, gate, voucher!, quota.Terminal, entry, seen),
                static kind => RedemptionAnswer.Refuse(kind), left);
        switch (answer.Kind)
        {
            case RedemptionKind.Done or RedemptionKind.Repeated:
                (kept.State, kept.RedemptionId) = ("taken", unchecked((long)answer.Redemption));
                kept.DiscountCents = answer.DiscountCents;
                if (answer.Kind == RedemptionKind.Done)
                    counts.Taken(store, names.Receipt(answer, entry.OrderRef, quota.Terminal), offline: true);
                if (answer.AmountCents == 0) break;
                (kept.ShortfallCents, kept.Liable) = (answer.AmountCents, Name(answer.Liable));
                signals.Conflicted();
                break;
            case RedemptionKind.Conflict:
                (kept.State, kept.Code) = ("conflict", Refusals.OfflineConflict.Code);
                (kept.DiscountCents, kept.Liable) = (answer.AmountCents, Name(answer.Liable));
                counts.Refused(store, Refusals.OfflineConflict.Code, offline: true);
                signals.Conflicted();
                break;
            case RedemptionKind.Overloaded or RedemptionKind.Unavailable or RedemptionKind.Unknown: return null;
            default: return Refused(store, row, kept, TillResponse.RefusalOf(answer.Kind));
        }

        row.LastAt = kept.At;
        row.UsedCount++;
        row.UsedCents += SyncDecision.Discount(voucher!, entry.OrderAmount.Amount);
        return MoveOn(row, kept);
    }

    private static string Name(LiableParty party) => party == LiableParty.Organiser ? "organiser" : Merchant;

    private CampaignGate? Find(OfflineVoucher voucher) =>
        desk.Node.Gates.Find(voucher.Voucher.Campaign) is { Version: { } version } gate
            && voucher.Voucher.Shard < version.Definition.Shards ? gate : null;

    private async Task<RedemptionAnswer> AskAsync(
        StoreFacts store, CampaignGate gate, OfflineVoucher voucher, string terminal, OfflineEntryBody entry, bool seen)
    {
        // No gate: what was given away while a pause was not yet known is not taken back by it.
        var origin = new TillOrigin(
            store.Number, store.Merchant, store.Region, terminal, RedemptionKind.None,
            desk.Takes(store, gate.Id, gate.Version!));
        var chain = new ChainId(gate.Number, voucher.Voucher.Shard);
        var request = new RedeemRequest(
            voucher.Voucher.Value, voucher.CodeKey, 0, origin, IdempotencyKey.Hash("offline " + entry.Hash),
            TillDesk.Hash(entry.OrderRef), entry.OrderRef, entry.OrderAmount.Amount, entry.At * 1000, 0, 0)
        {
            SignedCents = voucher.RemainingCents,
            OfflineSeen = seen,
        };
        return await BeforeAsync(store, chain, request) ?? await orders.RedeemAsync(chain, request);
    }

    /// <summary>Whether a log of this store had this voucher before.</summary>
    private static Task<bool> HadAsync(FloodgateDb db, int store, long voucher) =>
        db.Set<OfflineEntryRow>()
            .Where(one => one.VoucherId == voucher && (one.State == "taken" || one.State == "conflict"))
            .AnyAsync(one => db.Set<OfflineQuotaRow>().Any(
                quota => quota.QuotaId == one.QuotaId && quota.Store == store));

    /// <summary>
    /// The till may have asked before it lost the connection: what this order took of this voucher then is the same
    /// redemption, not a second one.
    /// </summary>
    private async Task<RedemptionAnswer?> BeforeAsync(StoreFacts store, ChainId chain, RedeemRequest request)
    {
        var found = (await orders.AskAsync([chain], store.Number, request.OrderHash))[0];
        if (found is null) return RedemptionAnswer.Refuse(RedemptionKind.Unknown);
        foreach (var one in found)
            if (one.Voucher == request.Voucher && !one.IsUndone && one.OrderCents == request.OrderCents)
                return one with { Kind = RedemptionKind.Repeated };
        return null;
    }

    private OfflineEntryRow Refused(
        StoreFacts store, OfflineQuotaRow row, OfflineEntryRow kept, Refusal refusal)
    {
        counts.Refused(store, refusal.Code, offline: true);
        (kept.State, kept.Code, kept.Liable) = ("refused", refusal.Code, Merchant);
        return MoveOn(row, kept);
    }

    private static OfflineEntryRow MoveOn(OfflineQuotaRow row, OfflineEntryRow kept)
    {
        (row.LastEntry, row.Head) = (kept.Entry, kept.Hash);
        return kept;
    }
}
