using Floodgate.Audit;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Vouchers.Pool;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// <c>PUT</c> and <c>GET /api/v1/ops/campaigns/{campaign}</c>: checks everything, names every fault, and changes
/// nothing if
/// there is one. A change needs <c>If-Match</c>.
/// </summary>
internal sealed class ApplyCampaign(
    VoucherNode node, AllowLists lists, ApprovalDesk approvals, ILogger<ApplyCampaign> log)
{
    private static readonly TimeSpan TriedFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);

    public async Task PutAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["campaign"]!;
        var (bytes, refusal) =
            await StrictBody.BytesAsync(context.Request, CampaignLimits.DocumentBytesMax, StrictBody.ArrivalMax);
        if (bytes is null)
        {
            await Problem.WriteAsync(context.Response, refusal!);
            return;
        }

        var parse = CampaignDocument.ParseJson(bytes);
        if (await FaultsAsync(id, parse) is not { } faults)
        {
            await Problem.WriteAsync(
                context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "none"),
                TimeSpan.FromSeconds(1));
            return;
        }

        if (!CampaignValidator.IsSlug(id))
            faults.Add(new DocumentFault("", null, null, "campaign-id-invalid", new(
                "活动编号只能用小写字母、数字和连字符，1–64 个字符。", "A campaign id is 1-64 of a-z, 0-9 and '-'.")));
        if (parse.Definition is { } read
            && lists.Check(read.Eligibility.AllowList) is { } unknownList) faults.Add(parse.Locate(unknownList));
        if (faults.Count > 0)
        {
            await Problem.WriteAsync(context.Response, Refusals.CampaignInvalid, json =>
                DocumentFaults.Write(json, faults));
            return;
        }

        await ApplyAsync(context, id, parse);
    }

    public Task GetAsync(HttpContext context)
    {
        if (node.Gates.Find((string)context.Request.RouteValues["campaign"]!) is not { Version: { } version })
            return Problem.WriteAsync(context.Response, Refusals.UnknownCampaign);
        context.Response.Headers.ETag = ETag(version.Number);
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(CampaignDocument.WriteJson(version.Definition)).AsTask();
    }

    /// <summary>
    /// Applies without HTTP: the demo campaign at start. Idempotent only through <paramref name="expected"/>.
    /// </summary>
    public async Task<ApplyReply> ApplyAsync(string id, CampaignDefinition definition, int expected, string actor)
    {
        if (await node.RegisterAsync(id) is not { } gate) return new ApplyReply(ApplyKind.NoNumberLeft, 0, 0);
        var json = CampaignDocument.WriteJson(definition);
        var key = node.Keys.Current(KeyPurpose.Code).Id;
        ApplyReply reply = default;
        var started = node.Environment.Clock.GetTimestamp();
        while (true)
        {
            reply = await node.Pool(gate.Number).ApplyAsync(json, expected, key);
            if (reply.Kind is not (ApplyKind.Unavailable or ApplyKind.StockMoving)) break;
            if (node.Environment.Clock.GetElapsedTime(started) > TriedFor) break;
            await Task.Delay(Between, node.Environment.Clock);
        }

        if (reply.Kind != ApplyKind.Applied) return reply;
        VouchersLog.Applied(log, id, reply.Version, actor);
        await Task.WhenAll(Enumerable.Range(0, definition.Shards)
            .Select(shard => node.Book(new ChainId(gate.Number, shard)).EnsureOpenAsync()));
        return reply;
    }

    /// <summary>
    /// The document's own faults. Where the budget is what is wrong, the books are asked what came back to it; null:
    /// one cannot be asked.
    /// </summary>
    private async Task<List<DocumentFault>?> FaultsAsync(string id, CampaignParse parse)
    {
        var faults = parse.AllFaults();
        if (faults.All(fault => fault.Code != BudgetRules.TooSmall)
            || node.Gates.Find(id) is not { Version: not null } gate) return [.. faults];
        return await FreedMoney.ReadAsync(node, gate) is { } freed ? [.. parse.AllFaults(freed)] : null;
    }

    private async Task ApplyAsync(HttpContext context, string id, CampaignParse parse)
    {
        var definition = parse.Definition!;
        // Read once: precondition, rules and expected version must speak of the same one.
        var current = node.Gates.Find(id)?.Version;
        if (Precondition(context.Request, current) is { } precondition)
        {
            await Problem.WriteAsync(context.Response, precondition);
            return;
        }

        if (current is not null && node.Gates.Find(id) is { } gate)
        {
            var issued = Enumerable.Range(0, current.BatchCount).Select(place => gate.Issued(place)).ToArray();
            var faults = CampaignChange.Check(current.Definition, definition, issued);
            if (faults.Count > 0)
            {
                await RefuseAsync(context, faults);
                return;
            }

            if (CampaignRaise.HasOpened(current, issued, node.Environment.Clock.GetUtcNow())
                && CampaignRaise.IsRaise(current.Definition, definition))
            {
                var reason = context.Request.Query["reason"].ToString();
                var proposal = CampaignRaise.Propose(id, current, definition, reason);
                await ApprovalAnswers.ProposedAsync(context, approvals, approvals.Propose(proposal, Who.Of(context)));
                return;
            }
        }

        Note(context, current, definition);

        try
        {
            var reply = await ApplyAsync(id, definition, current?.Number ?? 0, Actor.Of(context));
            await AnswerAsync(context, id, parse, reply);
        }
        catch (JournalUnavailableException)
        {
            await Problem.WriteAsync(context.Response, Refusals.StorageUnavailable,
                retryAfter: TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>What the trail says of the change.</summary>
    private static void Note(HttpContext context, CampaignVersion? current, CampaignDefinition next)
    {
        var note = AuditNote.Of(context);
        note.Changes = CampaignRaise.Changes(current?.Definition, next);
        note.Reason = context.Request.Query["reason"].ToString();
    }

    private static Task AnswerAsync(HttpContext context, string id, CampaignParse parse, ApplyReply reply)
    {
        switch (reply.Kind)
        {
            case ApplyKind.Applied:
                context.Response.StatusCode = reply.Version == 1 ? StatusCodes.Status201Created
                    : StatusCodes.Status200OK;
                context.Response.Headers.ETag = ETag(reply.Version);
                return context.Response.WriteAsJsonAsync(
                    new AppliedBody(id, reply.Version), OperationsJson.Default.AppliedBody, "application/json");
            case ApplyKind.VersionConflict:
                return Problem.WriteAsync(context.Response, Refusals.PreconditionFailed);
            case ApplyKind.NoNumberLeft: return Problem.WriteAsync(context.Response, Refusals.CampaignsFull);
            case ApplyKind.StockBelowIssued:
                return RefuseAsync(context, [parse.Locate(new DocumentFault(
                    $"/batches/{reply.Batch}/stock", null, null, Refusals.StockBelowIssued.Code,
                    Refusals.StockBelowIssued.Happened))]);
            default:
                return Problem.WriteAsync(
                    context.Response, Refusals.StorageUnavailable, static json =>
                        json.WriteString("outcome", "unknown"),
                    TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>
    /// One kind of fault keeps its own code, so that programs can test it; several are one 'campaign-invalid'.
    /// </summary>
    private static Task RefuseAsync(HttpContext context, IReadOnlyList<DocumentFault> faults)
    {
        var refusal = faults.Select(fault => fault.Code).Distinct(StringComparer.Ordinal).ToArray() switch
        {
            ["stock-below-issued"] => Refusals.StockBelowIssued,
            ["shards-changed"] => Refusals.ShardsFixed,
            _ => Refusals.CampaignInvalid,
        };
        return Problem.WriteAsync(context.Response, refusal, json => DocumentFaults.Write(json, faults));
    }

    private static Refusal? Precondition(HttpRequest request, CampaignVersion? current)
    {
        var match = request.Headers.IfMatch;
        if (current is null) return StringValues.IsNullOrEmpty(match) ? null : Refusals.PreconditionFailed;
        if (StringValues.IsNullOrEmpty(match)) return Refusals.PreconditionRequired;
        return EntityTags.Name(match, ETag(current.Number), weakly: false) ? null : Refusals.PreconditionFailed;
    }

    private static string ETag(int version) => $"\"v{version}\"";
}
