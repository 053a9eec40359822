using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Behind a balancer a node knows who came, and nobody but the balancer can say so.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ProxyTests : IAsyncLifetime
{
    private static readonly byte[] Signature = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10];
    private const string Request = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private HostProcess _host = null!;
    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        _host = await HostProcess.StartAsync();
        _key = await _host.CreateKeyAsync("admin");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Through the shipped HAProxy, at the staff's entrance: the trail says the visitor's network.</summary>
    [Fact]
    public async Task Visitor_ThroughHaproxy_IsKnownByTheirOwnAddress()
    {
        await using var balancer = await Balancer.StartAsync([_host]);
        using var visitor = new HttpClient(new SocketsHttpHandler { ConnectCallback = From("127.9.8.7") })
        {
            BaseAddress = balancer.Desk,
        };
        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(visitor, "through-haproxy"));
        Assert.Equal("127.9.8.0/24", await NetworkOfAsync("through-haproxy"));
        // What the crowd writes into a header is a header.
        visitor.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        visitor.DefaultRequestHeaders.Add("Forwarded", "for=203.0.113.9");
        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(visitor, "with-a-header"));
        Assert.Equal("127.9.8.0/24", await NetworkOfAsync("with-a-header"));
    }

    [Fact]
    public async Task Head_InPieces_IsTaken_AndTheRequestThatCameWithItIsAnswered()
    {
        using var socket = await ConnectAsync(_host.ProxyUrl);
        byte[] head = [.. Signature, 0x21, 0x11, 0, 12, 203, 0, 113, 7, 10, 0, 0, 1, 18, 103, 0, 80];
        byte[] all = [.. head, .. Encoding.ASCII.GetBytes(Request)];
        foreach (var piece in (byte[][])[all[..5], all[5..20], all[20..40], all[40..]])
        {
            await socket.SendAsync(piece);
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        }

        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(socket), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.1 4711 80\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")]
    // Nothing, and then nothing more: it is not waited for without end.
    [InlineData("")]
    [InlineData("\r\n\r\n\0\r\nQU")]
    public async Task WhoIsNoBalancer_IsClosedOutWithoutAWord(string sent)
    {
        using var socket = await ConnectAsync(_host.ProxyUrl);
        await socket.SendAsync(Encoding.Latin1.GetBytes(sent));
        Assert.Equal("", await ReadAsync(socket));
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync("/health/live")).StatusCode);
    }

    /// <summary>At the crowd's own address a head is what it looks like there: no HTTP.</summary>
    [Fact]
    public async Task Head_AtTheCrowdsAddress_NamesNobody()
    {
        using var socket = await ConnectAsync(_host.Url);
        await socket.SendAsync((byte[])
        [
            .. Signature, 0x21, 0x11, 0, 12, 203, 0, 113, 7, 10, 0, 0, 1, 18, 103, 0, 80,
            .. Encoding.ASCII.GetBytes(Request),
        ]);
        Assert.StartsWith("HTTP/1.1 400", await ReadAsync(socket), StringComparison.Ordinal);
    }

    /// <summary>An act of staff that is refused, and is in the trail all the same.</summary>
    private async Task<HttpStatusCode> ActAsync(HttpClient client, string campaign)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/ops/campaigns/{campaign}/resume")
        {
            Content = new StringContent("""{"reason":"test"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<string?> NetworkOfAsync(string campaign)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ops/audit");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        using var answer = await _host.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        var entry = json.RootElement.GetProperty("items").EnumerateArray()
            .First(one => one.GetRawText().Contains(campaign, StringComparison.Ordinal));
        return entry.GetProperty("who").GetProperty("from").GetString();
    }

    private static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> From(string address) =>
        async (context, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        };

    private static async Task<Socket> ConnectAsync(Uri url)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, url.Port);
        return socket;
    }

    /// <summary>All that comes until the other end closes.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        using var late = new CancellationTokenSource(Patience.Max, TimeProvider.System);
        var (text, buffer) = (new StringBuilder(), new byte[4_096]);
        try
        {
            while (await socket.ReceiveAsync(buffer, late.Token) is > 0 and var count)
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed with bytes of ours unread.
        }

        return text.ToString();
    }
}
