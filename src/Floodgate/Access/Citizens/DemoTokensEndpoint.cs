using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Access.Citizens;

/// <summary>
/// <c>POST /demo/tokens {prefix, from, count, lastDigit?}</c>: tokens of citizens PREFIX-from and on, one a line, for a
/// replayed crowd. Mapped only under <c>--demo</c>.
/// </summary>
internal static class DemoTokensEndpoint
{
    private const int CountMax = 1_000;
    private const int NumberMax = 100_000_000;

    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/demo/tokens", AnswerAsync)
            .Public("the demo issuer vouches for whoever asks; it exists only with --demo");

    private static async Task AnswerAsync(HttpContext context, DemoIssuer issuer, TimeProvider clock)
    {
        if (await ReadAsync(context) is not { } wanted)
        {
            await Problem.WriteAsync(context.Response, Refusals.BodyMalformed);
            return;
        }

        var now = clock.GetUtcNow();
        var lines = new StringBuilder();
        for (var number = wanted.From; number < wanted.From + wanted.Count; number++)
            lines.Append(issuer.Token(new DemoIdentity($"{wanted.Prefix}-{number}", LastDigit: wanted.LastDigit), now))
                .Append('\n');
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(lines.ToString(), context.RequestAborted);
    }

    private static async Task<Wanted?> ReadAsync(HttpContext context)
    {
        try
        {
            if (!context.Request.HasJsonContentType()) return null;
            var wanted = await context.Request.ReadFromJsonAsync<Wanted>(Format, context.RequestAborted);
            return wanted is { Prefix.Length: > 0 and <= 40, From: > 0 and <= NumberMax, Count: > 0 and <= CountMax }
                && wanted.LastDigit is null or [>= '0' and <= '9'] ? wanted : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return null;
        }
    }

    private sealed record Wanted(
        [property: JsonRequired] string Prefix, int From, int Count, string? LastDigit = null);
}
