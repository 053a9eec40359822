using System.Text.Json;
using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Access.Citizens;

/// <summary>
/// <c>POST /demo/token</c>: a token for whoever asks, for the demo page. Mapped only under <c>--demo</c>.
/// </summary>
internal static class DemoTokenEndpoint
{
    private const int BodyBytesMax = 4096;

    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/demo/token", AnswerAsync)
            .WithMetadata(new BodyLimit())
            .Public("the demo issuer vouches for whoever asks; it exists only with --demo");

    private static async Task AnswerAsync(HttpContext context, DemoIssuer issuer, TimeProvider clock)
    {
        if (await ReadAsync(context) is not { } identity)
        {
            await Problem.WriteAsync(context.Response, Refusals.BodyMalformed);
            return;
        }

        var now = clock.GetUtcNow();
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new { token = issuer.Token(identity, now), expiresAt = now.AddHours(DemoIssuer.TokenHours) });
    }

    private static async Task<DemoIdentity?> ReadAsync(HttpContext context)
    {
        try
        {
            if (!context.Request.HasJsonContentType()) return null;
            var identity = await context.Request.ReadFromJsonAsync<DemoIdentity>(Format, context.RequestAborted);
            return identity is not null && Good(identity) ? identity : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return null;
        }
    }

    private static bool Good(DemoIdentity identity) =>
        identity.Citizen is { Length: > 0 }
        && IsText(identity.Citizen) && IsText(identity.PhoneHash) && IsText(identity.Person) && IsText(identity.Region)
        && identity.LastDigit is null or [>= '0' and <= '9'];

    private static bool IsText(string? text) => text is null or { Length: > 0 and <= CitizenClaims.LengthMax };

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => BodyBytesMax;
    }
}
