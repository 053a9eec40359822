using System.Net.Sockets;
using System.Text;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What is no HTTP, or is HTTP at its edge, straight into the socket.</summary>
[Collection(HttpCollection.Name)]
public sealed class RawHttpTests(Server server)
{
    private const int Rounds = 1_000;

    public static TheoryData<string> Malformed => new(
        "GARBAGE\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n: nameless\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n");

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Bytes_ThatAreNoHttp_AreRefusedOrHungUpOn(string bytes) =>
        Assert.DoesNotContain(" 500", await ExchangeAsync(Encoding.Latin1.GetBytes(bytes)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}\r\n0\r\n\r\n")]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}\r\nFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("-2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2;x=\0\r\n{}!!0\r\n\r\n")]
    public async Task Chunks_ThatAreBroken_AreRefusedByName(string chunks)
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var targets = new[]
        {
            ($"POST {Server.ClaimPath(campaign, A)}", pass),
            ($"POST /api/v1/ops/campaigns/{campaign}/pause", server.Operator),
            ($"PUT /api/v1/ops/campaigns/{campaign}", server.Operator),
            ("POST /demo/token", "none"),
        };
        foreach (var (line, bearer) in targets)
        {
            var head = $"{line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {bearer}\r\n"
                + "Idempotency-Key: k\r\nIf-Match: \"v1\"\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
            var answer = await ExchangeAsync(Encoding.Latin1.GetBytes(head + chunks));
            Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
            Assert.Contains("\"code\":", answer, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await server.LedgerAsync(campaign)).Json.GetProperty("counts").GetProperty(
            "issued").GetInt64());
    }

    [Fact]
    public async Task Bytes_ChangedAtRandom_NeverGetA500NorHarmTheProcess()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var good = Encoding.Latin1.GetBytes(
            $"POST {Server.ClaimPath(campaign, "none")} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {pass}\r\n"
            + "Idempotency-Key: k\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        const int Seed = 20_261_123;
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] =
                (byte)random.Next(256);
            var answer = await ExchangeAsync(random.Next(4) == 0 ? bytes[..random.Next(1, bytes.Length)]
                : bytes, hangUp: true);
            var served = answer.Length == 0 || answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal)
                || (answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && answer[9] is '2' or '3' or '4');
            Assert.True(served, $"seed {Seed} round {round}: {answer}");
        }

        (await server.GetAsync("/health/ready")).Is(200);
        (await server.ClaimAsync(campaign, A, pass, "after")).Is(201);
    }

    /// <summary>
    /// Sends and reads to the end. One who hangs up says that no more comes, and is not always answered.
    /// </summary>
    private async Task<string> ExchangeAsync(byte[] bytes, bool hangUp = false)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = socket.GetStream();
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(bytes);
            if (hangUp) socket.Client.Shutdown(SocketShutdown.Send);
            var buffer = new byte[8192];
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await stream.ReadAsync(buffer, late.Token) is > 0 and var read) answer.Append(
                Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            // Hung up on: that is an answer too.
        }

        return answer.ToString();
    }
}
