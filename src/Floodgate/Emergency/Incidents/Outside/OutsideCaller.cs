using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Emergency.Notifications;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Incidents;

/// <summary>What an address outside is told. The id is the step's run: asked twice, it is one call.</summary>
internal sealed record OutsideCall(
    string Id, string Type, string Incident, string Step, string Endpoint, string Level, string Title,
    IReadOnlyList<string> Campaigns, string? Text, long? Nodes, long? PercentAtLeast);

[JsonSerializable(typeof(OutsideCall))]
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class OutsideCallJson : JsonSerializerContext;

/// <summary>
/// Calls the endpoints of the configuration, signed as Standard Webhooks are: no redirects, no cookies, a time limit,
/// never an address that was not written down, and no private one unless that was said.
/// </summary>
internal sealed class OutsideCaller(WebhooksOptions options, NodeSecrets secrets, TimeProvider clock)
{
    /// <summary>Null: taken with 2xx. Else why not, without the address.</summary>
    public async Task<string?> CallAsync(OutsideCall call, CancellationToken cancel)
    {
        if (!options.Endpoints.TryGetValue(call.Endpoint, out var endpoint))
            return $"no endpoint {call.Endpoint} is configured on this node";
        if (Fault(endpoint, out var address) is { } fault) return fault;
        if (secrets.Find(endpoint.Secret) is not { Length: > 0 } secret) return "secret-missing";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(endpoint.TimeLimitSeconds));
        try
        {
            return await PostAsync(endpoint, address!, call, secret, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (HttpRequestException failed)
        {
            // What the connect callback throws comes back inside another.
            return failed.InnerException is PrivateAddressException ? "address-private" : Word(failed);
        }
        catch (IOException)
        {
            return "connection-lost";
        }
    }

    private async Task<string?> PostAsync(
        WebhookEndpointOptions endpoint, Uri address, OutsideCall call, string secret, CancellationToken cancel)
    {
        // One call an incident or so: a client of its own keeps no connection that a changed name would outlive.
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, token) =>
                OutsideAddress.ConnectAsync(context.DnsEndPoint, endpoint.AllowPrivate, token),
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var json = JsonSerializer.SerializeToUtf8Bytes(call, OutsideCallJson.Default.OutsideCall);
        var now = clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Floodgate");
        request.Headers.TryAddWithoutValidation(StandardWebhook.IdHeader, call.Id);
        request.Headers.TryAddWithoutValidation(StandardWebhook.TimestampHeader, StandardWebhook.Seconds(now));
        request.Headers.TryAddWithoutValidation(
            StandardWebhook.SignatureHeader, StandardWebhook.Sign(call.Id, now, json, secret));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return answer.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices
            ? null : "http-" + ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    private static string? Fault(WebhookEndpointOptions endpoint, out Uri? address)
    {
        if (!Uri.TryCreate(endpoint.Url, UriKind.Absolute, out address) || address.UserInfo.Length > 0)
            return "address-malformed";
        var plain = address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;
        return address.Scheme == Uri.UriSchemeHttps || plain ? null : "address-not-https";
    }

    private static string Word(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "host-not-found",
        HttpRequestError.SecureConnectionError => "tls-failed",
        HttpRequestError.ConnectionError => "connection-failed",
        _ => "connection-lost",
    };
}
