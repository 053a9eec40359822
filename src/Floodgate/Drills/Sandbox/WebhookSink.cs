using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Drills.Sandbox;

/// <summary>
/// A receiver of signed webhooks on a free port of this machine: <c>/page/ID</c> is a page of the person ID. It checks
/// each signature by the specification (Standard Webhooks, v1), with no code of the sender's.
/// </summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly WebApplication _app;
    private readonly Inbox _inbox;
    private readonly byte[] _key;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;

    private WebhookSink(WebApplication app, Inbox inbox, byte[] key, DrillsOptions options, TimeProvider clock) =>
        (_app, _inbox, _key, _options, _clock) = (app, inbox, key, options, clock);

    public bool IsDown { get; set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <param name="secret"><c>whsec_</c> and the key in base64.</param>
    public static async Task<WebhookSink> StartAsync(
        Inbox inbox, string secret, DrillsOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = options.MessageBytesMax);
        var app = builder.Build();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var sink = new WebhookSink(app, inbox, key, options, clock);
        app.Run(sink.TakeAsync);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        sink.Address = new Uri(addresses.First());
        return sink;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var path = context.Request.Path.Value?.Split('/') ?? [];
        if (path is not ["", "page", { Length: > 0 and <= 64 } person])
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var buffer = new char[_options.MessageBytesMax];
        var body = new string(buffer, 0, await reader.ReadBlockAsync(buffer, context.RequestAborted));
        _inbox.Take(person, "webhook", IsGenuine(context.Request.Headers, body), LinkOf(body));
        await context.Response.WriteAsync("{}");
    }

    private bool IsGenuine(IHeaderDictionary headers, string body)
    {
        var (id, time) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        var away = _clock.GetUtcNow().ToUnixTimeSeconds() - seconds;
        if (Math.Abs(away) > Tolerance.TotalSeconds) return false;
        var expected = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{id}.{time}.{body}"));
        return headers["webhook-signature"].ToString().Split(' ').Any(one =>
            one.StartsWith("v1,", StringComparison.Ordinal) && one[3..] == Convert.ToBase64String(expected));
    }

    private static string? LinkOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("acknowledgeUrl", out var link) ? link.GetString() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
