using System.Data.Common;
using System.Text.Json;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// <c>POST /api/v1/ops/holder-messages</c> orders a message to holders; <c>GET</c> shows the newest and how far each
/// has come. The same id again is the same message.
/// </summary>
internal sealed class HolderMessageEndpoints(HolderMessages messages, ILogger<HolderMessageEndpoints> log)
{
    private const int BodyBytesMax = 32 * 1024;

    public async Task PostAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, NoticesBodies.Default.HolderMessageRequestBody, BodyBytesMax) is not { } body) return;
        var missing = string.IsNullOrWhiteSpace(body.Id) ? "/id"
            : string.IsNullOrWhiteSpace(body.Campaign) ? "/campaign"
            : body.Text is null ? "/text"
            : null;
        if (missing is not null)
        {
            await RefuseAsync(context, Refusals.MemberMissing, missing);
            return;
        }

        var outcome = await messages.QueueAsync(
            body.Id!, new HolderScope(body.Campaign!, body.Batch), body.Text!, context.RequestAborted);
        await AnswerAsync(context, outcome);
    }

    public Task ListAsync(HttpContext context) => FromStoreAsync(context, async () =>
    {
        var all = await messages.ListAsync(context.RequestAborted);
        await WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var one in all) Write(json, one);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    });

    public Task OneAsync(HttpContext context) => FromStoreAsync(context, async () =>
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var found = await messages.FindAsync(id, context.RequestAborted);
        if (found is null) await Problem.WriteAsync(context.Response, Refusals.NotFound);
        else await WriteAsync(context, json => Write(json, found));
    });

    private static Task AnswerAsync(HttpContext context, HolderOutcome outcome) => outcome switch
    {
        HolderOutcome.Queued queued => WriteAsync(context, json => Write(json, queued.Progress)),
        HolderOutcome.UnknownCampaign => RefuseAsync(context, Refusals.UnknownCampaign, "/campaign"),
        HolderOutcome.UnknownBatch => RefuseAsync(context, Refusals.UnknownBatch, "/batch"),
        HolderOutcome.TextInvalid => RefuseAsync(context, Refusals.MemberWrongType, "/text"),
        HolderOutcome.IdTaken => RefuseAsync(context, Refusals.MessageIdTaken, "/id"),
        HolderOutcome.Behind => Problem.WriteAsync(
            context.Response, Refusals.HoldersUncounted, retryAfter: TimeSpan.FromSeconds(1)),
        HolderOutcome.StorageUnavailable => UnavailableAsync(context),
        _ => throw new InvalidOperationException($"{outcome} is not known here"),
    };

    private async Task FromStoreAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception fault) when (fault is DbException or IOException)
        {
            NoticesLog.StorageRefused(log, "messages to holders", fault.Message);
            await UnavailableAsync(context);
        }
    }

    private static Task UnavailableAsync(HttpContext context) => Problem.WriteAsync(
        context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "unknown"),
        TimeSpan.FromSeconds(1));

    private static Task RefuseAsync(HttpContext context, Refusal refusal, string pointer) =>
        Problem.WriteAsync(context.Response, refusal, new BodyFault(refusal, pointer).Write);

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> body)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        body(json);
    }

    private static void Write(Utf8JsonWriter json, HolderProgress progress)
    {
        json.WriteStartObject();
        json.WriteString("id", progress.MessageId);
        json.WriteString("campaign", progress.Scope.Campaign);
        if (progress.Scope.Batch is { } batch) json.WriteString("batch", batch);
        json.WriteText("text", progress.Text);
        json.WriteTime("at", progress.At);
        json.WriteNumber("recipients", progress.Recipients);
        json.WriteString("state", progress.CompletedAt is null ? "queuing" : "queued");
        if (progress.CompletedAt is { } completed) json.WriteTime("completedAt", completed);
        json.WriteEndObject();
    }
}
