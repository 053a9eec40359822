using System.Net;
using System.Text;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Notifications;
using Floodgate.Foundation.Keys;
using Floodgate.Tests.Access;
using Floodgate.Tests.Emergency.Sinks;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents.Outside;

public sealed class OutsideTests : IAsyncLifetime
{
    private const string Secret = "whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
    private readonly TemporaryFolder _folder = new();
    private readonly WebhooksOptions _options = new();
    private readonly FakeTimeProvider _clock = new(RoomWorld.Start);
    private HttpSink _sink = null!;

    public async ValueTask InitializeAsync()
    {
        _sink = await HttpSink.StartAsync();
        var secrets = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        File.WriteAllText(Path.Combine(secrets, "capacity-hook"), Secret);
        Add("capacity", _sink.Url(), allowPrivate: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Webhook_IsSignedAndDoneWithAGoodAnswer()
    {
        var result = await HookAsync(Requests.Of("call", ("endpoint", "capacity"), ("text", "more")));
        Assert.Equal((StepEnd.Done, "capacity: taken"), (result.End, result.Text));
        var request = Assert.Single(_sink.Requests);
        Assert.Equal("inc-1.call.1", request.Headers[StandardWebhook.IdHeader]);
        Assert.True(StandardWebhook.Check(
            request.Headers[StandardWebhook.IdHeader], request.Headers[StandardWebhook.TimestampHeader],
            request.Headers[StandardWebhook.SignatureHeader], Encoding.UTF8.GetBytes(request.Body), Secret,
            _clock.GetUtcNow()));
        Assert.Contains("\"text\":\"more\"", request.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, request.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "http-500")]
    [InlineData(404, "http-404")]
    [InlineData(302, "http-302")]
    public async Task Webhook_AnsweredOtherwise_Fails_AndFollowsNothing(int status, string why)
    {
        _sink.Answer = _ => new SinkAnswer(status, "{}", "Location", _sink.Url("/elsewhere"));
        var result = await HookAsync(Requests.Of("call", ("endpoint", "capacity")));
        Assert.Equal((StepEnd.Failed, "capacity: " + why), (result.End, result.Text));
        Assert.Single(_sink.Requests);
    }

    [Theory]
    [InlineData("nowhere", "nowhere: no endpoint nowhere is configured on this node")]
    [InlineData("inside", "inside: address-private")]
    [InlineData("plain", "plain: address-not-https")]
    [InlineData("bare", "bare: secret-missing")]
    public async Task Webhook_ToWhatIsNotAllowed_IsNotCalled(string endpoint, string text)
    {
        Add("inside", _sink.Url(), allowPrivate: false);
        Add("plain", "http://example.org/hook", allowPrivate: false);
        Add("bare", _sink.Url(), allowPrivate: true, secret: "other");
        var result = await HookAsync(Requests.Of("call", ("endpoint", endpoint)));
        Assert.Equal((StepEnd.Failed, text), (result.End, result.Text));
        Assert.Empty(_sink.Requests);
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("203.0.113.7", true)]
    [InlineData("2001:db8::7", true)]
    public void Address_IsPublicOrNot(string address, bool isPublic) =>
        Assert.Equal(isPublic, OutsideAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task ScaleOut_WhenANodeComes_IsDone()
    {
        var beats = new Heartbeats(10, _clock);
        var scaling = Scale(beats);
        await _sink.ArrivedAsync(1);
        beats.Beat("node-2");
        var result = await UntilAsync(scaling);
        Assert.Equal(StepEnd.Done, result.End);
        Assert.StartsWith("capacity 1 -> 2 nodes", result.Text, StringComparison.Ordinal);
    }

    /// <summary>A restart has heard of no other node yet: two that were there before are no new ones.</summary>
    [Fact]
    public async Task ScaleOut_BegunAgainAfterARestart_CountsFromWhatItRecorded()
    {
        var beats = new Heartbeats(10, _clock);
        var action = new ScaleOutAction(Caller(), new NodeCount(beats), _clock);
        var scaling = action.RunAsync(
            Requests.Of("scale-out", ("driver", "webhook"), ("nodesBefore", "3")),
            TestContext.Current.CancellationToken);
        await _sink.ArrivedAsync(1);
        beats.Beat("node-2");
        beats.Beat("node-3");
        var result = await UntilAsync(scaling);
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains("capacity 3 -> ", result.Text, StringComparison.Ordinal);
        Assert.Contains("nodes of 4", result.Text, StringComparison.Ordinal);
        Assert.Equal("3", new ScaleOutAction(Caller(), new NodeCount(Beating(beats)), _clock).Before()["nodesBefore"]);
    }

    private static Heartbeats Beating(Heartbeats beats)
    {
        beats.Beat("node-2");
        beats.Beat("node-3");
        return beats;
    }

    /// <summary>The call alone is no capacity; the step after this one is for exactly that.</summary>
    [Fact]
    public async Task ScaleOut_WhenTheCallIsTakenAndNothingComes_Fails()
    {
        var beats = new Heartbeats(10, _clock);
        beats.Beat("database");
        var result = await UntilAsync(Scale(beats));
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains("capacity 1 -> 1 nodes of 2", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScaleOut_WithoutAnEndpoint_FailsAtOnce()
    {
        var action = new ScaleOutAction(Caller(), new NodeCount(new Heartbeats(10, _clock)), _clock);
        var result = await action.RunAsync(
            Requests.Of("scale-out", ("driver", "webhook"), ("endpoint", "nowhere")),
            TestContext.Current.CancellationToken);
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains("no endpoint nowhere", result.Text, StringComparison.Ordinal);
    }

    private Task<ActionResult> Scale(Heartbeats beats) =>
        new ScaleOutAction(Caller(), new NodeCount(beats), _clock).RunAsync(
            Requests.Of("scale-out", ("driver", "webhook")), TestContext.Current.CancellationToken);

    /// <summary>Time goes on until it has an end.</summary>
    private async Task<ActionResult> UntilAsync(Task<ActionResult> running)
    {
        while (!running.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        return await running;
    }

    private Task<ActionResult> HookAsync(ActionRequest request) =>
        new WebhookAction(Caller()).RunAsync(request, TestContext.Current.CancellationToken);

    private OutsideCaller Caller() => new(_options, new NodeSecrets(_folder.Path), _clock);

    private void Add(string name, string url, bool allowPrivate, string secret = "capacity-hook") =>
        _options.Endpoints[name] =
            new WebhookEndpointOptions { Url = url, Secret = secret, AllowPrivate = allowPrivate };
}
