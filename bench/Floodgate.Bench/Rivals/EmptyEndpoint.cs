using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Bench.Rivals;

/// <summary>The ceiling: reads the same request and answers a constant receipt. No check, no state, no disk.</summary>
internal static class EmptyEndpoint
{
    private const string RedemptionReceipt = """
        {"redemptionId":"R0000000000000","campaign":"held","batch":"one","voucherId":"0000000000000",
        "orderRef":"bench-000000","orderAmount":{"amount":10000,"currency":"CNY"},
        "discount":{"amount":3000,"currency":"CNY"},"payable":{"amount":7000,"currency":"CNY"},"store":"demo-store",
        "terminal":"till-1","redeemedAt":"2026-01-01T00:00:00.000Z","state":"redeemed","journalPosition":"0.1"}
        """;

    public static async Task RunAsync(string url)
    {
        var app = ClaimEndpoint.Build(url);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            Receipt.Of(Stock.OpenBatch, 1, DateTimeOffset.UnixEpoch), BenchJson.Default.Receipt);
        app.MapPost(ClaimEndpoint.Route, async context =>
        {
            var response = context.Response;
            if (await ClaimEndpoint.ReadAsync(context) is null)
            {
                response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            response.StatusCode = StatusCodes.Status201Created;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body);
        });
        var redeemed = Encoding.UTF8.GetBytes(RedemptionReceipt);
        app.MapPost("/api/v1/redemptions", async context =>
        {
            using var asked = await JsonDocument.ParseAsync(context.Request.Body);
            var response = context.Response;
            response.StatusCode = asked.RootElement.TryGetProperty("code", out _)
                ? StatusCodes.Status201Created : StatusCodes.Status400BadRequest;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = redeemed.Length;
            await response.BodyWriter.WriteAsync(redeemed);
        });
        await app.RunAsync();
    }
}
