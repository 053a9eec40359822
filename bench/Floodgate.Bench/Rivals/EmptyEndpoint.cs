using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Bench.Rivals;

/// <summary>The ceiling: reads the same request and answers a constant receipt. No check, no state, no disk.</summary>
internal static class EmptyEndpoint
{
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
        await app.RunAsync();
    }
}
