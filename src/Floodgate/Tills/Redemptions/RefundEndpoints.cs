using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Redemptions;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// Giving back: refunds by the campaign's mode, undoing by the till for a while and by the back office.
/// </summary>
internal sealed class RefundEndpoints(TillDesk desk, RedemptionNames names)
{
    private const int ReasonMax = 200;

    /// <summary><c>POST /api/v1/redemptions/{id}/refunds</c></summary>
    public async Task RefundAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is { } store) await RefundAsync(context, store.Number);
    }

    /// <summary><c>POST /api/v1/ops/redemptions/{id}/refunds</c></summary>
    public Task BackOfficeRefundAsync(HttpContext context) => RefundAsync(context, store: 0);

    private async Task RefundAsync(HttpContext context, int store)
    {
        if (await TillDesk.KeyAsync(context, required: true) is not { } key) return;
        if (await StrictBody.ReadAsync(context, TillBodies.Default.RefundBody, TillDesk.BodyBytesMax)
            is not { } body) return;
        if (await FindAsync(context) is not { } found) return;
        if (await AmountFaultAsync(context, body, found.Currency)) return;
        var request = new RefundRequest(found.Id.Value, store, key, body.Amount?.Amount);
        var answer = await desk.InTimeAsync(
            found.Book.RefundAsync(request), static kind => RefundAnswer.Refuse(RedemptionAnswer.Refuse(kind)));
        if (answer.Of.Kind is RedemptionKind.Done or RedemptionKind.Repeated)
            await TillResponse.WriteAsync(
                context, answer.Of.Kind, names.Refund(answer), TillJson.Default.RefundedBody);
        else await TillResponse.RefuseAsync(context, answer.Of, found.Currency);
    }

    /// <summary><c>POST /api/v1/redemptions/{id}/undo</c></summary>
    public async Task UndoAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        if (await StrictBody.ReadAsync(context, TillBodies.Default.UndoBody, TillDesk.BodyBytesMax)
            is not { } body) return;
        await UndoAsync(context, store.Number, body.Reason ?? "till");
    }

    /// <summary><c>POST /api/v1/ops/redemptions/{id}/undo</c></summary>
    public async Task BackOfficeUndoAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, TillBodies.Default.MarkBody, TillDesk.BodyBytesMax)
            is { } body) await UndoAsync(context, 0, body.Reason);
    }

    private async Task UndoAsync(HttpContext context, int store, string reason)
    {
        if (await FindAsync(context) is not { } found) return;
        var request = new UndoRequest(
            found.Id.Value, store, reason.Length <= ReasonMax ? reason : reason[..ReasonMax], Actor.Of(context));
        var answer = await desk.InTimeAsync(
            found.Book.UndoAsync(request), static kind => RedemptionAnswer.Refuse(kind));
        if (answer.Kind is RedemptionKind.Done or RedemptionKind.Repeated)
            await TillResponse.WriteAsync(
                context, RedemptionKind.Repeated, names.State(answer), TillJson.Default.RedemptionStateBody);
        else await TillResponse.RefuseAsync(context, answer, found.Currency);
    }

    private async Task<Found?> FindAsync(HttpContext context)
    {
        if (RedemptionNames.TryParse((string)context.Request.RouteValues["id"]!, out var id)
            && desk.Node.Gates.Find(id.Campaign) is { Version: { } version }
            && id.Shard < version.Definition.Shards)
            return new Found(
                id, desk.Node.Book(new ChainId(id.Campaign, id.Shard)), version.Definition.Budget.Currency);
        await Problem.WriteAsync(context.Response, Refusals.UnknownRedemption);
        return null;
    }

    private static async Task<bool> AmountFaultAsync(HttpContext context, RefundBody body, string currency)
    {
        if (body.Amount is not { } amount) return false;
        var faults = new FaultList();
        RedeemChecks.CheckAmount(faults, "/amount/amount", amount.Amount);
        if (amount.Currency != currency)
            faults.Add("/amount/currency", "currency-mixed", $"本活动使用 {currency}。", $"This campaign is in {currency}.");
        if (faults.IsEmpty) return false;
        await Problem.WriteAsync(
            context.Response, Refusals.RedemptionInvalid, json => DocumentFaults.Write(json, faults.All));
        return true;
    }

    private sealed record Found(VoucherId Id, IVoucherBookGrain Book, string Currency);
}
