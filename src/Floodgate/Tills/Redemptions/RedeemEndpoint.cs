using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Storage;
using Floodgate.Tills.Live;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers.Redemptions;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// <c>POST /api/v1/redemptions</c>: Request and Admission here (store, code, pause of the merchant, all from memory),
/// then the book, then the Receipt. A pause of claims is not asked: held vouchers go on working. What stands against
/// the till now (its store rests, the moving code is over) goes to the book as its gate: it may have taken the voucher
/// when the same request came before, and then says so.
/// </summary>
internal sealed class RedeemEndpoint(
    TillDesk desk, PresentedCode codes, OrderDesk orders, RedemptionNames names, TestVouchers tests,
    TillCounts counts)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        if (await TillDesk.KeyAsync(context, required: false) is not { } key) return;
        if (await StrictBody.ReadAsync(context, TillBodies.Default.RedeemBody, TillDesk.BodyBytesMax)
            is not { } body) return;
        if (RedeemChecks.Faults(body) is { Count: > 0 } faults)
        {
            await Problem.WriteAsync(
                context.Response, Refusals.RedemptionInvalid, json => DocumentFaults.Write(json, faults));
            return;
        }

        if (body.Code is { } code && tests.Recognise(code) is { } tested)
        {
            await TestAsync(context, store, tested, body);
            return;
        }

        var reading = Read(body, out var voucher);
        if (reading is CodeReading.Malformed or CodeReading.Unknown)
        {
            var unread = reading == CodeReading.Malformed ? Refusals.CodeMalformed : Refusals.CodeUnknown;
            counts.Refused(store, unread.Code);
            await Problem.WriteAsync(context.Response, unread);
            return;
        }

        var rest = TillDesk.Rest(store);
        var against = rest == RedemptionKind.None && reading == CodeReading.TooOld ? RedemptionKind.CodeTooOld : rest;
        await RedeemAsync(context, store, body, voucher, key, against);
    }

    /// <summary>A store's own test voucher: the same answer as a real one, marked, and nothing real is taken.</summary>
    private async Task TestAsync(HttpContext context, StoreFacts store, StoreFacts tested, RedeemBody body)
    {
        if (TillDesk.Rest(store) is var rest and not RedemptionKind.None)
        {
            await TillResponse.RefuseAsync(context, RedemptionAnswer.Refuse(rest), "", reason: store.Reason);
            return;
        }

        if (store.Number != tested.Number)
        {
            await Problem.WriteAsync(context.Response, Refusals.WrongStore);
            return;
        }

        var test = tests.Redeem(store, body.Terminal, body.OrderAmount);
        await TillResponse.WriteAsync(context, RedemptionKind.Done, new RedemptionBody(
            test.RedemptionId, "test", "test", "test", body.OrderRef, body.OrderAmount, test.Discount, test.Payable,
            store.Store, body.Terminal, test.At, "test", Test: true), TillJson.Default.RedemptionBody);
    }

    private CodeReading Read(RedeemBody body, out (VoucherId Id, byte Key, uint Seconds) voucher)
    {
        if (body.Qr is { } signed && signed.StartsWith(OfflineVoucher.Prefix, StringComparison.Ordinal))
            return codes.ReadOffline(signed, out voucher);
        if (body.Qr is { } payload) return codes.ReadMoving(payload, out voucher);
        var reading = codes.ReadCode(body.Code!, out var named);
        voucher = (named.Id, named.Key, 0);
        return reading;
    }

    private async Task RedeemAsync(
        HttpContext context, StoreFacts store, RedeemBody body, (VoucherId Id, byte Key, uint Seconds) voucher,
        ulong key, RedemptionKind against)
    {
        if (desk.Node.Gates.Find(voucher.Id.Campaign) is not { } gate || gate.Version is not { } version)
        {
            await Problem.WriteAsync(context.Response, Refusals.CodeUnknown);
            return;
        }

        if (gate.Damage is not null)
        {
            await Problem.WriteAsync(context.Response, Refusals.CampaignDamaged);
            return;
        }

        var currency = version.Definition.Budget.Currency;
        if (body.OrderAmount.Currency != currency)
        {
            var fault = new DocumentFault("/orderAmount/currency", null, null, "currency-mixed", new(
                $"本活动使用 {currency}。", $"This campaign is in {currency}."));
            await Problem.WriteAsync(
                context.Response, Refusals.RedemptionInvalid, json => DocumentFaults.Write(json, [fault]));
            return;
        }

        var pause = gate.Pauses.AtMerchant(store.Merchant);
        var origin = new TillOrigin(
            store.Number, store.Merchant, store.Region, body.Terminal,
            against != RedemptionKind.None || pause is null ? against : RedemptionKind.Paused,
            desk.Takes(store, gate.Id, version));
        var request = new RedeemRequest(
            voucher.Id.Value, voucher.Key, voucher.Seconds, origin, key, TillDesk.Hash(body.OrderRef), body.OrderRef,
            body.OrderAmount.Amount, 0, 0, 0);
        var chain = new ChainId(gate.Number, voucher.Id.Shard);
        var answer = await desk.InTimeAsync(
            orders.RedeemAsync(chain, request), static kind => RedemptionAnswer.Refuse(kind));
        if (answer.Kind is RedemptionKind.Done or RedemptionKind.Repeated)
        {
            var receipt = names.Receipt(answer, body.OrderRef, body.Terminal);
            if (answer.Kind == RedemptionKind.Done) counts.Taken(store, receipt, offline: false);
            await TillResponse.WriteAsync(context, answer.Kind, receipt, TillJson.Default.RedemptionBody);
            return;
        }

        counts.Refused(store, TillResponse.RefusalOf(answer.Kind).Code);
        await TillResponse.RefuseAsync(context, answer, currency, pause?.ResumesAt, store.Reason);
    }
}
