using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>Probes over the network. Each ends on cancellation.</summary>
internal sealed class NetworkProbes(TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // A name that moves to another machine must be noticed.
        PooledConnectionLifetime = TimeSpan.FromSeconds(30),
        MaxResponseHeadersLength = 16,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>2xx within the limit; the body is not read.</summary>
    public async Task<ProbeResult> HttpAsync(Probe probe, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, probe.Target);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return answer.IsSuccessStatusCode ? ProbeResult.Good
            : ProbeResult.Failed("HTTP " + ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
    }

    public static async Task<ProbeResult> TcpAsync(Probe probe, CancellationToken cancel)
    {
        var colon = probe.Target.LastIndexOf(':');
        using var client = new TcpClient();
        await client.ConnectAsync(probe.Target[..colon].Trim('[', ']'),
            int.Parse(probe.Target.AsSpan(colon + 1), CultureInfo.InvariantCulture), cancel);
        return ProbeResult.Good;
    }

    /// <summary>
    /// Days until the certificate ends. Whether it is trusted is not asked here: an HTTP probe fails if it is not.
    /// </summary>
    public async Task<ProbeResult> CertificateAsync(Probe probe, CancellationToken cancel)
    {
        var address = new Uri(probe.Target);
        using var client = new TcpClient();
        await client.ConnectAsync(address.IdnHost, address.Port, cancel);
        DateTime? ends = null;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = address.IdnHost,
#pragma warning disable CA5359 // Nothing is sent over this connection; only the date is read.
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
#pragma warning restore CA5359
            {
                if (certificate is System.Security.Cryptography.X509Certificates.X509Certificate2 read)
                    ends = read.NotAfter.ToUniversalTime();
                return true;
            },
        };
        await using var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsClientAsync(options, cancel);
        return ends is { } end ? ProbeResult.Of((end - clock.GetUtcNow().UtcDateTime).TotalDays)
            : ProbeResult.Failed("no certificate was shown");
    }

    /// <summary>The answer to a HEAD request, for its Date.</summary>
    public async Task<DateTimeOffset?> DateAsync(Uri address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return answer.Headers.Date;
    }

    public void Dispose() => _http.Dispose();
}
