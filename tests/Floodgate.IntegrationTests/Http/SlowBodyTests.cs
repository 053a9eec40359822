using System.Net.Sockets;
using System.Text;
using Floodgate.IntegrationTests.Hosting;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A body that trickles in is answered long before it comes to its end.</summary>
[Collection(HttpCollection.Name)]
public sealed class SlowBodyTests(Server server, ITestOutputHelper output)
{
    /// <summary>At ten a second these would take fifty minutes.</summary>
    private const int BodyBytes = 30_000;

    [Fact]
    public async Task Claim_WithABodyThatTrickles_IsAnsweredInTime()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        await TrickleAsync($"POST {Server.ClaimPath(campaign, A)}", pass, "Idempotency-Key: k\r\n");
        Assert.Equal(0, (await server.LedgerAsync(campaign)).Json.GetProperty("counts").GetProperty(
            "issued").GetInt64());
    }

    [Fact]
    public async Task Operation_WithABodyThatTrickles_IsAnsweredInTime()
    {
        var campaign = await server.CampaignAsync();
        await TrickleAsync($"POST /api/v1/ops/campaigns/{campaign}/pause", server.Operator, "");
        await TrickleAsync($"PUT /api/v1/ops/campaigns/{campaign}", server.Operator, "If-Match: \"v1\"\r\n");
    }

    private async Task TrickleAsync(string line, string bearer, string headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = socket.GetStream();
        var head = $"{line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {bearer}\r\n{headers}"
            + $"Content-Length: {BodyBytes}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        using var done = new CancellationTokenSource();
        var trickle = WriteAsync(stream, done.Token);
        var started = TimeProvider.System.GetTimestamp();
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience.Max);
        // The contract's 3 s; printed, not judged: this machine runs other tests meanwhile.
        output.WriteLine($"FIGURE {line}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:N1} s");
        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
        await done.CancelAsync();
        await trickle;
    }

    private static async Task WriteAsync(NetworkStream stream, CancellationToken done)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(done)) await stream.WriteAsync("{"u8.ToArray(), done);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The server has answered and hung up, or the test has what it wants.
        }
    }
}
