using System.Text.Json;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>
/// <c>POST /api/v1/intake/watch</c>: what the watch says, and the answer. Known by a secret that both hold
/// (<c>FLOODGATE_SECRET_WATCH</c>), compared in constant time; without it there is no watch.
/// </summary>
internal sealed class HandoverEndpoint(HandoverSide side, NodeSecrets secrets)
{
    public const string Path = "/api/v1/intake/watch";
    public const string SecretName = "watch";
    public const int BodyBytesMax = 8 * 1024 * 1024;

    public async Task PostAsync(HttpContext context)
    {
        if (secrets.Find(SecretName) is not { Length: > 0 } secret || !IsKnown(context.Request, secret))
        {
            await Problem.WriteAsync(context.Response, Refusals.CredentialsInvalid);
            return;
        }

        var said = await StrictBody.ReadAsync(context, IncidentBodies.Default.HandoverMessage, BodyBytesMax);
        if (said is null) return;
        try
        {
            await side.HearAsync(said);
        }
        catch (JsonException)
        {
            await Problem.WriteAsync(context.Response, Refusals.BodyMalformed);
            return;
        }

        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(
            context.Response.Body, await side.SayAsync(), IncidentBodies.Default.HandoverMessage);
    }

    /// <summary>Whether the request shows the secret; compared in constant time.</summary>
    public static bool IsKnown(HttpRequest request, string secret)
    {
        var given = System.Text.Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString());
        var expected = System.Text.Encoding.UTF8.GetBytes("Bearer " + secret);
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
