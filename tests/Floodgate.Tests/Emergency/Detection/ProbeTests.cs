using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>Probes against real listeners on free ports, one of which accepts and never answers.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly NetworkProbes _network = new(TimeProvider.System);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(3));

    public ProbeTests() => _listener.Start();

    private string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    [Theory]
    [InlineData("204 No Content", null)]
    [InlineData("503 Service Unavailable", "HTTP 503")]
    [InlineData("302 Found", "HTTP 302")]
    public async Task Http_IsGoodWith2xxOnly(string status, string? why)
    {
        var serving = AnswerAsync($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        var result = await _network.HttpAsync(Of(ProbeKind.Http, $"http://{Address}/"), _end.Token);
        Assert.Equal(why, result.Why);
        await serving;
    }

    [Fact]
    public async Task Tcp_IsGoodWhenThePortAcceptsAndFailsWhenNobodyListens()
    {
        Assert.Null((await NetworkProbes.TcpAsync(Of(ProbeKind.Tcp, Address), _end.Token)).Why);
        var address = Address;
        _listener.Stop();
        await Assert.ThrowsAsync<SocketException>(() => NetworkProbes.TcpAsync(Of(ProbeKind.Tcp, address), _end.Token));
    }

    [Fact]
    public async Task Watch_OfAHangingListener_FailsAtItsLimitAndStartsNoSecondTry()
    {
        var tries = 0;
        using var news = new SemaphoreSlim(0);
        using var asking = new SemaphoreSlim(0);
        async Task<ProbeResult> CountedAsync(Probe probe, CancellationToken cancel)
        {
            Interlocked.Increment(ref tries);
            asking.Release();
            return await _network.HttpAsync(probe, cancel);
        }

        var clock = new FakeTimeProvider();
        var probe = Of(ProbeKind.Http, $"http://{Address}/") with { TimeLimitMilliseconds = 5_000 };
        var watch = new ProbeWatch(probe, CountedAsync, clock, () => news.Release());
        watch.Tick();
        using var held = await _listener.AcceptTcpClientAsync(_end.Token);
        clock.Advance(TimeSpan.FromSeconds(4));
        watch.Tick();
        Assert.Equal(1, tries);
        Assert.Equal(Observation.Gap, watch.Look());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await news.WaitAsync(TimeSpan.FromMinutes(3)));
        Assert.Equal(1, watch.Look().Value);
        Assert.NotNull(watch.Look().Text);
    }

    [Fact]
    public async Task Watch_OfWhatBlocksForEver_FailsAndWaitsForItsEnd()
    {
        var clock = new FakeTimeProvider();
        var end = new TaskCompletionSource<ProbeResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var news = new SemaphoreSlim(0);
        var tries = 0;
        var watch = new ProbeWatch(Of(ProbeKind.Storage, "folder"), (_, _) =>
        {
            tries++;
            return end.Task;
        }, clock, () => news.Release());
        watch.Tick();
        for (var second = 0; second < 30; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            watch.Tick();
            Assert.Equal(1, watch.Look().Value);
        }

        Assert.Equal(1, tries);
        Assert.Contains("30.0 s", watch.Look().Text, StringComparison.Ordinal);
        while (news.Wait(0, CancellationToken.None)) { }
        end.SetResult(ProbeResult.Good);
        Assert.True(await news.WaitAsync(TimeSpan.FromMinutes(3)));
        Assert.Equal(0, watch.Look().Value);
        watch.Tick();
        Assert.Equal(2, tries);
    }

    [Fact]
    public void Result_ThatIsOld_IsAGap()
    {
        var clock = new FakeTimeProvider();
        var watch = new ProbeWatch(Of(ProbeKind.Tcp, "h:1"), (_, _) => Task.FromResult(ProbeResult.Good), clock,
            static () => { });
        watch.Tick();
        Assert.Equal(0, watch.Look().Value);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(Observation.Gap, watch.Look());
    }

    [Fact]
    public async Task Certificate_IsMeasuredInDays()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(20));
        var serving = Task.Run(async () =>
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await using var secured = new SslStream(client.GetStream());
            await secured.AuthenticateAsServerAsync(made);
            Assert.Equal(0, await secured.ReadAsync(new byte[1], _end.Token));
        });
        var result = await _network.CertificateAsync(Of(ProbeKind.Certificate, $"https://{Address}"), _end.Token);
        Assert.InRange(result.Measured!.Value, 19.9, 20.1);
        await serving;
    }

    [Theory]
    [InlineData("00:00:00", 0, 0)]
    [InlineData("00:20:00", 1_000, 1_200)]
    [InlineData("-00:20:00", 1_199, 1_400)]
    public async Task Clock_AgainstAHost_IsTheLeastDistanceThatExplainsItsDate(string off, int least, int most)
    {
        var clock = new ClockProbe(_network, TimeProvider.System);
        var theirs = TimeProvider.System.GetUtcNow() + TimeSpan.Parse(off);
        var serving = AnswerAsync($"HTTP/1.1 200 OK\r\nDate: {theirs:R}\r\nContent-Length: 0\r\n\r\n");
        var result = await clock.AskAsync(Of(ProbeKind.Clock, Address), _end.Token);
        Assert.InRange(result.Measured!.Value, least * 1_000, most * 1_000);
        await serving;
    }

    [Fact]
    public async Task Clock_AgainstItself_SeesAJumpForAMinute()
    {
        var time = new JumpingClock();
        var clock = new ClockProbe(_network, time);
        var probe = Of(ProbeKind.Clock, ClockProbe.Monotonic);
        clock.Tick();
        time.Advance(TimeSpan.FromSeconds(1));
        clock.Tick();
        Assert.Equal(0, (await clock.AskAsync(probe, _end.Token)).Measured);
        time.Jump(TimeSpan.FromMinutes(-5));
        time.Advance(TimeSpan.FromSeconds(1));
        clock.Tick();
        Assert.Equal(300_000, (await clock.AskAsync(probe, _end.Token)).Measured);
        for (var second = 0; second < 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            clock.Tick();
        }

        Assert.Equal(0, (await clock.AskAsync(probe, _end.Token)).Measured);
    }

    [Fact]
    public async Task Folder_IsWrittenAndReadBackAndItsLossIsSeen()
    {
        var folder = Directory.CreateTempSubdirectory("floodgate-probe-").FullName;
        var targets = new ProbeTargets(new ProbedStorage(folder, null, null), _network,
            new ClockProbe(_network, TimeProvider.System));
        var probe = Of(ProbeKind.Storage, "folder");
        Assert.Null((await targets.Of(probe)!(probe, _end.Token)).Why);
        Assert.InRange((await targets.Of(Of(ProbeKind.Disk, "data"))!(probe, _end.Token)).Measured!.Value, 0.001, 100);
        Directory.Delete(folder, recursive: true);
        await Assert.ThrowsAnyAsync<IOException>(() => targets.Of(probe)!(probe, _end.Token));
        Assert.Null(targets.Of(Of(ProbeKind.Storage, "journal")));
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _listener.Dispose();
        _network.Dispose();
    }

    private static Probe Of(ProbeKind kind, string target) => new() { Kind = kind, Target = target };

    private async Task AnswerAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync(_end.Token);
        var stream = client.GetStream();
        Assert.True(await stream.ReadAsync(new byte[4_096], _end.Token) > 0);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _end.Token);
    }
}

/// <summary>A clock whose wall time can be set without time passing.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private readonly FakeTimeProvider _passing = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private TimeSpan _off;

    public override long TimestampFrequency => _passing.TimestampFrequency;

    public void Jump(TimeSpan by) => _off += by;

    public void Advance(TimeSpan by) => _passing.Advance(by);

    public override DateTimeOffset GetUtcNow() => _passing.GetUtcNow() + _off;

    public override long GetTimestamp() => _passing.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _passing.CreateTimer(callback, state, dueTime, period);
}
