using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Plans;

/// <summary>Applying, approving and pinning plans over HTTP.</summary>
internal sealed class PlanWrites(PlanDesk desk, Gates gates, PlansOptions options)
{
    private const int BodyBytesMax = 16 * 1024;

    public async Task ApplyAsync(HttpContext context)
    {
        if (await ReadPlanAsync(context) is not { } read) return;
        var note = context.Request.Query["note"].ToString();
        var cut = note.Length == 0 ? null : note[..Math.Min(note.Length, options.NoteCharactersMax)];
        var outcome = await desk.ApplyAsync(
            read.Parse, read.Text, Who.Of(context), cut, context.RequestAborted);
        if (outcome.Answer == PlanAnswer.Done) context.Response.StatusCode = StatusCodes.Status201Created;
        await AnswerAsync(context, outcome);
    }

    public static async Task CheckAsync(HttpContext context)
    {
        if (await ReadPlanAsync(context) is not { } read) return;
        var faults = PlanLint.Check(read.Parse);
        if (faults.Count > 0)
        {
            await RefuseAsync(context, faults);
            return;
        }

        var json = Encoding.UTF8.GetString(PlanDocument.WriteJson(read.Parse.Value!));
        var inForce = new PlanInForce(read.Parse.Value!, read.Parse.Value!.Id, 0, PlanVersion.HashOf(json), false, null,
            null, []);
        await PlanReads.WriteAsync(context, PlanWords.Of(inForce), PlanJson.Default.PlanCurrentBody);
    }

    public async Task ApproveAsync(HttpContext context)
    {
        string? note = null;
        if (context.Request.ContentLength is not (null or 0))
        {
            if (await StrictBody.ReadAsync(context, PlanBodyJson.Default.PlanApproveBody, BodyBytesMax) is not { } body)
                return;
            note = body.Note?[..Math.Min(body.Note.Length, options.NoteCharactersMax)];
        }

        var plan = (string)context.Request.RouteValues["plan"]!;
        var number = PlanReads.Number((string?)context.Request.RouteValues["version"]) ?? 0;
        await AnswerAsync(context, await desk.ApproveAsync(
            plan, number, Who.Of(context), note, context.RequestAborted));
    }

    public async Task PinAsync(HttpContext context)
    {
        var campaign = (string)context.Request.RouteValues["campaign"]!;
        if (gates.Find(campaign)?.Version is null)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownCampaign);
            return;
        }

        if (await ReadPinAsync(context) is not { } asked) return;
        await AnswerAsync(context, await desk.PinAsync(
            campaign, asked.Plan, asked.Version, asked.Overrides, Who.Of(context),
            context.RequestAborted));
    }

    public async Task ApprovePinAsync(HttpContext context)
    {
        var campaign = (string)context.Request.RouteValues["campaign"]!;
        await AnswerAsync(
            context, await desk.ApprovePinAsync(campaign, Who.Of(context), context.RequestAborted));
    }

    /// <summary>The plan of a body, whose id must be that of the address; null: the refusal is written.</summary>
    private static async Task<(DocumentParse<EmergencyPlan> Parse, string Text)?> ReadPlanAsync(HttpContext context)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (type is not ("application/json" or "application/yaml" or "text/yaml"))
        {
            await Problem.WriteAsync(context.Response, Refusals.MediaTypeUnsupported);
            return null;
        }

        var (bytes, refusal) =
            await StrictBody.BytesAsync(context.Request, PlanDocument.BytesMax, StrictBody.ArrivalMax);
        if (bytes is null)
        {
            await Problem.WriteAsync(context.Response, refusal!);
            return null;
        }

        var parse = type == "application/json"
            ? PlanDocument.ParseJson(bytes) : PlanDocument.ParseFile(bytes, "plan.yaml");
        if (parse.Value is { } plan && context.Request.RouteValues["plan"] is string id && plan.Id != id)
        {
            await RefuseAsync(context, [parse.Locate(new DocumentFault("/id", null, null, "plan-id-wrong", new(
                "方案编号与地址中的不同。", "The plan's id is not the one in the address.")))]);
            return null;
        }

        return (parse, Encoding.UTF8.GetString(bytes));
    }

    private static async Task<(string Plan, int Version, JsonObject Overrides)?> ReadPinAsync(HttpContext context)
    {
        var (bytes, refusal) =
            await StrictBody.BytesAsync(context.Request, PlanOverrides.BytesMax, StrictBody.ArrivalMax);
        if (bytes is null)
        {
            await Problem.WriteAsync(context.Response, refusal!);
            return null;
        }

        try
        {
            var strict = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 };
            if (JsonNode.Parse(bytes, null, strict) is JsonObject body
                && body.All(member => member.Key is "plan" or "version" or "overrides")
                && body["plan"]?.GetValue<string>() is { } plan && body["version"]?.GetValue<int>() is { } version
                && body["overrides"] is null or JsonObject)
                return (plan, version, body["overrides"] as JsonObject ?? []);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            // Answered below: what is wrong with so small a body is plain to see.
        }

        await Problem.WriteAsync(context.Response, Refusals.BodyMalformed);
        return null;
    }

    private Task AnswerAsync(HttpContext context, PlanOutcome outcome) => outcome.Answer switch
    {
        PlanAnswer.Done or PlanAnswer.Unchanged when outcome.Pin is { } pin => PlanReads.WriteAsync(
            context, PlanWords.Of(pin, outcome.Differences), PlanJson.Default.PlanPinBody),
        PlanAnswer.Done or PlanAnswer.Unchanged => PlanReads.WriteAsync(
            context, PlanWords.Of(desk.Shelf.Find(outcome.Version!.Plan, outcome.Version.Number)!),
            PlanJson.Default.PlanVersionBody),
        PlanAnswer.Invalid => RefuseAsync(context, outcome.Faults),
        PlanAnswer.UnknownVersion => Problem.WriteAsync(context.Response, Refusals.UnknownPlan),
        PlanAnswer.AlreadyApproved => Problem.WriteAsync(context.Response, Refusals.PlanApproved),
        PlanAnswer.ApproverIsAuthor => Problem.WriteAsync(context.Response, Refusals.ApproverIsAuthor),
        PlanAnswer.NotApproved => Problem.WriteAsync(context.Response, Refusals.PlanNotApproved),
        PlanAnswer.NothingProposed => Problem.WriteAsync(context.Response, Refusals.NothingProposed),
        PlanAnswer.Unavailable => Problem.WriteAsync(
            context.Response, Refusals.PlanLedgerUnavailable, retryAfter: TimeSpan.FromSeconds(1)),
        _ => throw new InvalidOperationException($"{outcome.Answer} is not known here"),
    };

    private static Task RefuseAsync(HttpContext context, IReadOnlyList<DocumentFault> faults) =>
        Problem.WriteAsync(context.Response, Refusals.PlanInvalid, json => DocumentFaults.Write(json, faults));
}
