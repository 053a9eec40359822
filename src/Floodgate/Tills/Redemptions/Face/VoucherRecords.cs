using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tills.Redemptions.Face;

/// <summary>Single vouchers for the console: their whole life, and what staff may do to one.</summary>
public sealed class VoucherRecords
{
    private const int ReasonMax = 200;

    private static readonly BilingualText NotAllowed = new(
        "您的角色不能这样做，什么都没有改变。", "Your role may not do this; nothing was changed.");

    private static readonly BilingualText ReasonMissing = new(
        "请写明原因：它会记在券的经历和审计里。", "Say why: it is kept in the voucher's life and in the audit.");

    private readonly VoucherOperations _vouchers;
    private readonly TillDesk _desk;
    private readonly StoreDirectory _stores;

    internal VoucherRecords(VoucherOperations vouchers, TillDesk desk, StoreDirectory stores) =>
        (_vouchers, _desk, _stores) = (vouchers, desk, stores);

    /// <param name="text">The voucher's number or its code.</param>
    /// <param name="user">Who looks.</param>
    public async Task<Looked<VoucherLifeView>> FindAsync(string text, ClaimsPrincipal user)
    {
        if (_vouchers.Find(text.Trim().ToUpperInvariant(), out var id) is { } refusal)
            return new(null, refusal.InWords());
        if (await _vouchers.ReadAsync(id) is not { } life) return new(null, Refusals.TillUnavailable.InWords());
        if (life.Voucher is not { } voucher || _vouchers.Body(voucher, life) is not { } body)
            return new(null, Refusals.CodeUnknown.InWords());
        var rules = _desk.Node.Gates.Find(id.Campaign)!.VersionOf(body.CampaignVersion)!.Definition;
        var states = body.Redemptions.ToDictionary(one => one.RedemptionId, StringComparer.Ordinal);
        return new(
            new VoucherLifeView(
                body.VoucherId, body.Campaign, rules.Name,
                rules.Batches.First(one => one.Id == body.Batch).Name, body.State, body.Frozen, body.FaceValue,
                body.Remaining, body.ClaimedAt, body.ValidUntil, body.CampaignVersion, rules.TimeZone,
                [.. body.Events.Select(one => Event(one, states))], body.EventsAsOf, Has(user, Roles.Operator),
                Has(user, Roles.Finance)),
            null);
    }

    /// <param name="voucher">Its number.</param>
    /// <param name="act"><c>void</c>, <c>freeze</c> or <c>unfreeze</c>.</param>
    /// <param name="reason">Required.</param>
    /// <param name="user">Who acts.</param>
    /// <returns>Null: it was done.</returns>
    public async Task<BilingualText?> MarkAsync(string voucher, string act, string reason, ClaimsPrincipal user)
    {
        if (!Has(user, Roles.Operator)) return NotAllowed;
        if (string.IsNullOrWhiteSpace(reason)) return ReasonMissing;
        if (_vouchers.Find(voucher, out var id) is { } refusal) return refusal.InWords();
        var mark = act switch
        {
            "void" => VoucherMark.Void,
            "freeze" => VoucherMark.Freeze,
            _ => VoucherMark.Unfreeze,
        };
        var book = _desk.Node.Book(new ChainId(id.Campaign, id.Shard));
        var marked = await _desk.InTimeAsync(
            book.MarkAsync(new MarkRequest(id.Value, mark, Cut(reason), StaffPerson.Of(user))),
            static kind => new MarkAnswer(kind, null));
        return Words(marked.Kind);
    }

    /// <param name="redemption">Its id.</param>
    /// <param name="cents">Of the order; null: all that is left.</param>
    /// <param name="key">The same for every retry of this refund.</param>
    /// <param name="user">Who acts.</param>
    public async Task<BilingualText?> RefundAsync(
        string redemption, long? cents, string key, ClaimsPrincipal user)
    {
        if (!Has(user, Roles.Finance)) return NotAllowed;
        if (cents is <= 0 || !RedemptionNames.TryParse(redemption, out var id))
            return Refusals.RedemptionInvalid.InWords();
        var book = _desk.Node.Book(new ChainId(id.Campaign, id.Shard));
        var answer = await _desk.InTimeAsync(
            book.RefundAsync(new RefundRequest(id.Value, 0, TillDesk.Hash("console " + key), cents)),
            static kind => RefundAnswer.Refuse(RedemptionAnswer.Refuse(kind)));
        return Words(answer.Of.Kind);
    }

    public async Task<BilingualText?> UndoAsync(string redemption, string reason, ClaimsPrincipal user)
    {
        if (!Has(user, Roles.Finance)) return NotAllowed;
        if (string.IsNullOrWhiteSpace(reason)) return ReasonMissing;
        if (!RedemptionNames.TryParse(redemption, out var id)) return Refusals.UnknownRedemption.InWords();
        var book = _desk.Node.Book(new ChainId(id.Campaign, id.Shard));
        var answer = await _desk.InTimeAsync(
            book.UndoAsync(new UndoRequest(id.Value, 0, Cut(reason), StaffPerson.Of(user))),
            static kind => RedemptionAnswer.Refuse(kind));
        return Words(answer.Kind);
    }

    private LifeEvent Event(VoucherEventBody one, Dictionary<string, RedemptionStateBody> states)
    {
        var stands = one.Kind == "redeemed" && one.RedemptionId is { } id
            && states.TryGetValue(id, out var state) && !state.Undone ? state : null;
        return new LifeEvent(
            one.Kind, one.At, one.JournalPosition, one.Amount, one.RedemptionId, one.Store,
            one.Store is { } store ? _stores.Find(store)?.Name : null, one.Merchant, one.Terminal, one.OrderRef,
            one.OrderAmount, one.Offline == true, one.Effect, one.By, one.Reason,
            stands is null || stands.Refunded.Amount >= stands.OrderAmount.Amount ? null
                : stands.OrderAmount with { Amount = stands.OrderAmount.Amount - stands.Refunded.Amount },
            stands is { Refunded.Amount: 0 });
    }

    private static BilingualText? Words(RedemptionKind kind) =>
        kind is RedemptionKind.Done or RedemptionKind.Repeated ? null : TillResponse.RefusalOf(kind).InWords();

    private static string Cut(string reason) =>
        reason.Trim() is { Length: > ReasonMax } longer ? longer[..ReasonMax] : reason.Trim();

    private static bool Has(ClaimsPrincipal user, string role) => user.Identity?.IsAuthenticated == true
        && (user.HasClaim(ClaimTypes.Role, role) || user.HasClaim(ClaimTypes.Role, Roles.Admin));
}
