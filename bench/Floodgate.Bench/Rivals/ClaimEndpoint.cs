using System.IO.Hashing;
using System.Text;
using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Bench.Rivals;

/// <summary>
/// What a rival is asked. The person is a hash of the token: nobody checks it, that costs a rival nothing.
/// </summary>
internal readonly record struct ClaimAsked(string Campaign, string Batch, UInt128 Person, string Key);

/// <summary>The closed set of answers; each rival gives the same ones for the same reasons.</summary>
internal enum ClaimAnswer { Issued, SoldOut, LimitReached }

/// <summary>The answer and, when issued, the rising number the voucher id is made from.</summary>
internal readonly record struct ClaimResult(ClaimAnswer Answer, long Number = 0);

/// <summary>
/// The one HTTP face all rivals share with Floodgate: same route, headers, body, status codes and receipt shape, on
/// Kestrel
/// with the same settings, so that what differs between them is only how a claim is decided and made durable.
/// </summary>
internal static class ClaimEndpoint
{
    public const string Route = "/api/v1/campaigns/{campaign}/batches/{batch}/claims";
    private const int BodyBytesMax = 16 * 1024;

    public static WebApplication Build(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        return builder.Build();
    }

    public static void MapClaims(this WebApplication app, Func<ClaimAsked, ValueTask<ClaimResult>> claim) =>
        app.MapPost(Route, async context =>
        {
            if (await ReadAsync(context) is not { } asked)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            var result = await claim(asked);
            if (result.Answer != ClaimAnswer.Issued)
            {
                await RefuseAsync(context, result.Answer == ClaimAnswer.SoldOut ? "sold-out" : "limit-reached");
                return;
            }

            context.Response.StatusCode = StatusCodes.Status201Created;
            var receipt = Receipt.Of(asked.Batch, result.Number, TimeProvider.System.GetUtcNow());
            await context.Response.WriteAsJsonAsync(receipt, BenchJson.Default.Receipt);
        });

    /// <summary>Headers and body as a claim needs them; null when one is missing.</summary>
    public static async ValueTask<ClaimAsked?> ReadAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var token = headers.Authorization.ToString();
        var key = headers["Idempotency-Key"].ToString();
        if (token.Length == 0 || key.Length == 0 || context.Request.ContentLength is > BodyBytesMax) return null;

        var body = await context.Request.BodyReader.ReadAtLeastAsync(2);
        var open = body.Buffer.FirstSpan.IndexOf((byte)'{') >= 0;
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        var values = context.Request.RouteValues;
        if (!open) return null;
        return new ClaimAsked((string)values["campaign"]!, (string)values["batch"]!, PersonOf(token), key);
    }

    private static UInt128 PersonOf(string token)
    {
        Span<byte> bytes = stackalloc byte[512];
        var length = Encoding.ASCII.GetBytes(token.AsSpan(0, Math.Min(token.Length, bytes.Length)), bytes);
        return XxHash128.HashToUInt128(bytes[..length]);
    }

    private static Task RefuseAsync(HttpContext context, string code)
    {
        context.Response.StatusCode = StatusCodes.Status409Conflict;
        return context.Response.WriteAsJsonAsync(Refused.Of(code), BenchJson.Default.Refused,
            "application/problem+json");
    }
}

/// <summary>The receipt of api.md: 8 members, about 330 bytes.</summary>
internal sealed record Receipt(
    string VoucherId, string Batch, Money FaceValue, Money Threshold, DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil, DateTimeOffset ClaimedAt, string JournalPosition)
{
    public static Receipt Of(string batch, long number, DateTimeOffset now) =>
        new(Foundation.VoucherId.Create(1, 0, number).ToString(), batch, new Money(3000, "CNY"),
            new Money(10000, "CNY"), now, now.AddDays(30), now, $"0:{number}");
}

internal sealed record Refused(string Type, string Title, int Status, string Code, string Detail)
{
    public static Refused Of(string code) =>
        new("about:blank", "The claim was refused", 409, code, "No voucher was issued and nothing was taken from you.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Refused))]
internal sealed partial class BenchJson : JsonSerializerContext;
