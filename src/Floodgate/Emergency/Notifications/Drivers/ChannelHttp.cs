using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>An answer, as much of it as may be read.</summary>
internal sealed record ChannelAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter);

/// <summary>
/// Posts JSON to providers: no redirects, no cookies, bounded answers, only to hosts that are allowed. Every fault
/// comes back as a word without an address in it, because addresses of robots are secrets.
/// </summary>
internal sealed class ChannelHttp : IDisposable
{
    private const int RetryAfterSecondsMax = 3600;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public ChannelHttp(NotificationsOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxConnectionsPerServer = 256,
            // A name that moves to another host, as in a fail-over, is followed within a minute.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The address, or why nothing may be sent there. http only to this machine.</summary>
    public (Uri? Address, SendOutcome? Refused) Check(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.UserInfo.Length > 0)
            return (null, new SendOutcome.Failed("address-malformed", Permanent: true));
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            return (null, new SendOutcome.Failed("address-not-https", Permanent: true));
        return IsAllowed(url.IdnHost)
            ? (url, null)
            : (null, new SendOutcome.Failed("host-not-allowed", Permanent: true));
    }

    /// <summary>Host and port: what one hanging receiver is.</summary>
    public static string HostOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Authority : address;

    /// <exception cref="HttpRequestException">No answer, or one that is too long.</exception>
    public async Task<ChannelAnswer> PostAsync(
        Uri address, byte[] json, Action<HttpRequestHeaders>? sign, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(json);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Floodgate");
        sign?.Invoke(request.Headers);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new ChannelAnswer(answer.StatusCode, await BodyAsync(answer, cancel), RetryAfter(answer));
    }

    /// <summary>The failure an HTTP status stands for; null when it stands for success.</summary>
    public static SendOutcome? FailureOf(ChannelAnswer answer)
    {
        var status = (int)answer.Status;
        if (status is >= 200 and < 300) return null;
        var why = "http-" + status.ToString(CultureInfo.InvariantCulture);
        // What a second try may mend: too early, too many, timed out on their side, and all that is their own fault.
        var permanent = status is < 500 and not (408 or 409 or 425 or 429);
        return new SendOutcome.Failed(why, permanent, answer.RetryAfter);
    }

    /// <summary>A string or number of the answer's JSON; null when it is no such JSON.</summary>
    public static string? Member(ChannelAnswer answer, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            if (!json.RootElement.TryGetProperty(name, out var value)) return null;
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsAllowed(string host) =>
        _options.AllowedHosts.Count == 0 || _options.AllowedHosts.Any(allowed => allowed.StartsWith('.')
            ? host.EndsWith(allowed, StringComparison.OrdinalIgnoreCase)
            : host.Equals(allowed, StringComparison.OrdinalIgnoreCase));

    private async Task<byte[]> BodyAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var body = new byte[_options.AnswerBytesMax + 1];
        var length = 0;
        while (length < body.Length && await stream.ReadAsync(body.AsMemory(length), cancel) is var read and > 0)
            length += read;
        if (length == body.Length)
            throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "the answer is too long");
        return body[..length];
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        if (answer.Headers.RetryAfter is not { } header) return null;
        var wait = header.Delta ?? header.Date - _clock.GetUtcNow() ?? TimeSpan.Zero;
        return TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 0, RetryAfterSecondsMax));
    }
}
