using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Notices;

/// <summary><c>POST /api/v1/ops/desk/lookups</c>: what a caller holds, masked.</summary>
internal sealed class LookupEndpoint(CallerLookup lookup, Gates gates, TimeProvider clock)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, NoticesBodies.Default.LookupRequestBody, DeskLimits.BodyBytesMax) is not { } body) return;
        await (await lookup.AskAsync(
            body, context.User, Who.Of(context).From, context.RequestAborted) switch
        {
            LookupOutcome.Found found => AnswerAsync(context, found.View),
            LookupOutcome.Invalid fault => RefuseAsync(context, fault.Pointer),
            LookupOutcome.TooFast fast =>
                Problem.WriteAsync(context.Response, Refusals.TooManyRequests, retryAfter: fast.Wait),
            _ => Problem.WriteAsync(
                context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "none"),
                TimeSpan.FromSeconds(1)),
        });
    }

    private static Task RefuseAsync(HttpContext context, string pointer)
    {
        var refusal = pointer.Length == 0 || pointer == "/reason" ? Refusals.MemberMissing : Refusals.MemberWrongType;
        return Problem.WriteAsync(context.Response, refusal, new BodyFault(refusal, pointer).Write);
    }

    private async Task AnswerAsync(HttpContext context, CallerView view)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        view.Write(json, gates, clock.GetUtcNow());
    }
}
