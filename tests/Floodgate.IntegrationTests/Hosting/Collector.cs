using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>Takes OTLP over HTTP (protobuf) on a port of this machine and keeps every byte it was sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly string _url = $"http://127.0.0.1:{FreePort.Next()}";
    private WebApplication? _app;

    /// <summary>What tells a node to send here, soon.</summary>
    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
    };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_url);
        _app = builder.Build();
        _app.MapPost("/{**path}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            _received.Enqueue((context.Request.Path.Value!, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await _app.StartAsync();
    }

    /// <summary>Whether something sent to this path, or to any, holds the text.</summary>
    public bool Holds(string text, string? path = null) => Holds(System.Text.Encoding.UTF8.GetBytes(text), path);

    public bool Holds(byte[] bytes, string? path = null) => _received.Any(message =>
        (path is null || message.Path == path) && message.Body.AsSpan().IndexOf(bytes) >= 0);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}
