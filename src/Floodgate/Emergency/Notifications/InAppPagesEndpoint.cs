using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Floodgate.Emergency.Notifications;

/// <param name="AcknowledgeUrl">Only in a person's own messages.</param>
internal sealed record InAppPageBody(
    string MessageId, string Account, string Subject, string Text, string? AcknowledgeUrl, bool Repeat,
    DateTimeOffset At);

/// <summary>Newest first.</summary>
internal sealed record InAppPagesBody(InAppPageBody[] Items);

[JsonSerializable(typeof(InAppPagesBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(Foundation.ZuluTime)])]
internal sealed partial class InAppPagesJson : JsonSerializerContext;

/// <summary>
/// <c>GET /api/v1/ops/pages</c>: somebody signed in at the console gets what was sent to them, with their links; an API
/// key, which is nobody, gets everything, without links.
/// </summary>
internal sealed class InAppPagesEndpoint(InAppPages pages)
{
    public static readonly ApiOperation Operation = new(
        "InAppPages", "Emergency", new("控制台内的呼叫", "Pages shown in the console"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Headers = [new("If-None-Match", false, "The ETag of the list one has.")],
        Answers = [new(200, typeof(InAppPagesBody)) { Headers = ["ETag"] }, new(304)],
        Refusals = [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden],
    };

    public async Task GetAsync(HttpContext context)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{pages.Version}\"");
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (EntityTags.Name(context.Request.Headers.IfNoneMatch, tag, weakly: true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var own = context.User.Identities
            .FirstOrDefault(identity => identity.AuthenticationType == IdentityConstants.ApplicationScheme)?.Name;
        var shown = own is null ? pages.All : pages.Of(own);
        var body = new InAppPagesBody([.. shown.Select(page => new InAppPageBody(
            page.MessageId, page.Account, page.Subject, page.Text, page.AcknowledgeUrl, page.Repeat, page.At))]);
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(
            context.Response.Body, body, InAppPagesJson.Default.InAppPagesBody, context.RequestAborted);
    }
}
