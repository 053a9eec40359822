using System.Security.Cryptography;
using System.Text;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>
/// <c>GET /api/v1/intake/watch/copy</c>: plan and contacts for the watch, which shows the secret both hold. With an
/// ETag, for it asks again and again.
/// </summary>
internal sealed class WatchCopyEndpoint(
    RoomPlans plans, ContactsFile contacts, NodeSecrets secrets, TimeProvider clock)
{
    public async Task GetAsync(HttpContext context)
    {
        if (secrets.Find(HandoverEndpoint.SecretName) is not { Length: > 0 } secret
            || !HandoverEndpoint.IsKnown(context.Request, secret))
        {
            await Problem.WriteAsync(context.Response, Refusals.CredentialsInvalid);
            return;
        }

        var plan = plans.Current;
        var people = contacts.Text;
        var tag = $"\"{Tag(plan, people.Span)}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-store";
        if (EntityTags.Name(context.Request.Headers.IfNoneMatch, tag, weakly: true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var copy = new WatchCopy(
            clock.GetUtcNow(), plan.Version, plan.Approved, Encoding.UTF8.GetString(PlanDocument.WriteJson(plan.Plan)),
            people.IsEmpty ? null : Encoding.UTF8.GetString(people.Span));
        var body = copy.ToJson();
        context.Response.ContentType = "application/json";
        context.Response.Headers[WatchCopy.SignatureHeader] = WatchCopy.Sign(body, secret);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string Tag(PlanVersionInForce plan, ReadOnlySpan<byte> people)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{plan.Version} {plan.Approved}\n"));
        hash.AppendData(people);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
