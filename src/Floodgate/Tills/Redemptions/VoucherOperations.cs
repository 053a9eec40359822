using Floodgate.Audit;
using Floodgate.Audit.Requests;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Wallets;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>Staff and single vouchers: the whole life of one, and making it void, frozen or free again.</summary>
internal sealed class VoucherOperations(
    TillDesk desk, PresentedCode codes, RedemptionNames names, VoucherEvents events)
{
    /// <summary><c>GET /api/v1/ops/vouchers/{voucher}</c>, by id or code.</summary>
    public async Task LifeAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } id) return;
        if (await ReadAsync(id) is not { } life)
        {
            await Problem.WriteAsync(context.Response, Refusals.TillUnavailable, retryAfter: TimeSpan.FromSeconds(1));
            return;
        }

        if (life.Voucher is not { } voucher || Body(voucher, life) is not { } body)
        {
            await Problem.WriteAsync(context.Response, Refusals.CodeUnknown);
            return;
        }

        await TillResponse.WriteAsync(context, RedemptionKind.Repeated, body, TillJson.Default.VoucherLifeBody);
    }

    /// <summary><c>POST /api/v1/ops/vouchers/{voucher}/void|freeze|unfreeze</c></summary>
    public async Task MarkAsync(HttpContext context, VoucherMark mark)
    {
        if (await StrictBody.ReadAsync(context, TillBodies.Default.MarkBody, TillDesk.BodyBytesMax)
            is not { } body) return;
        if (await FindAsync(context) is not { } id) return;
        var note = AuditNote.Of(context);
        (note.On, note.Reason) = ("voucher/" + id, body.Reason);
        var reason = body.Reason.Length <= 200 ? body.Reason : body.Reason[..200];
        var answer = await desk.InTimeAsync(
            desk.Node.Book(new ChainId(id.Campaign, id.Shard))
                .MarkAsync(new MarkRequest(id.Value, mark, reason, Actor.Of(context))),
            static refused => new MarkAnswer(refused, null));
        if (answer is not { Kind: RedemptionKind.Done or RedemptionKind.Repeated, Voucher: { } voucher })
        {
            await TillResponse.RefuseAsync(context, RedemptionAnswer.Refuse(answer.Kind), "");
            return;
        }

        var state = VoucherWords.StateOf(voucher, desk.Node.Environment.Clock.GetUtcNow());
        note.Changes = [Change.Of("/state", new("状态", "state"), null, state)];
        await TillResponse.WriteAsync(
            context, RedemptionKind.Repeated, new MarkedBody(id.ToString(), state), TillJson.Default.MarkedBody);
    }

    /// <summary>Null: its book cannot be asked now.</summary>
    public async Task<VoucherLife?> ReadAsync(VoucherId id)
    {
        var life = await desk.InTimeAsync(
            desk.Node.Book(new ChainId(id.Campaign, id.Shard)).LifeAsync(id.Number), static _ => default);
        return life.Answered ? life : null;
    }

    /// <summary>Null: its campaign's version is not known here.</summary>
    public VoucherLifeBody? Body(in WalletItem item, in VoucherLife life)
    {
        var id = new VoucherId(item.Voucher);
        if (desk.Node.Gates.Find(id.Campaign) is not { } gate || gate.VersionOf(item.Version) is not { } version)
            return null;
        var batch = version.Definition.Batches[item.Batch];
        var until = UnixTime.ToTime(item.UntilMicros);
        return new VoucherLifeBody(
            id.ToString(), gate.Id, batch.Id, VoucherWords.StateOf(item, desk.Node.Environment.Clock.GetUtcNow()),
            item.Frozen, batch.FaceValue, batch.FaceValue with { Amount = item.RemainingCents },
            UnixTime.ToTime(item.ClaimedAtMicros), until, item.Version,
            [.. life.Redemptions.Select(one => names.State(one))], events.Read(id, batch.FaceValue.Currency),
            events.AsOf(id));
    }

    /// <summary>By id or by code; or why there is none.</summary>
    public Refusal? Find(string text, out VoucherId id)
    {
        if (!VoucherId.TryParse(text, out id))
        {
            var reading = codes.ReadCode(text, out var named);
            if (reading != CodeReading.Good)
                return reading == CodeReading.Malformed ? Refusals.CodeMalformed : Refusals.CodeUnknown;
            id = named.Id;
        }

        return desk.Node.Gates.Find(id.Campaign) is { Version: { } version } && id.Shard < version.Definition.Shards
            ? null : Refusals.CodeUnknown;
    }

    private async Task<VoucherId?> FindAsync(HttpContext context)
    {
        if (Find((string)context.Request.RouteValues["voucher"]!, out var id) is not { } refusal) return id;
        await Problem.WriteAsync(context.Response, refusal);
        return null;
    }
}
