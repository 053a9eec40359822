using System.Net;
using System.Text;
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

    private Task<ActionResult> HookAsync(ActionRequest request) =>
        new WebhookAction(Caller()).RunAsync(request, TestContext.Current.CancellationToken);

    private OutsideCaller Caller() => new(_options, new NodeSecrets(_folder.Path), _clock);

    private void Add(string name, string url, bool allowPrivate, string secret = "capacity-hook") =>
        _options.Endpoints[name] =
            new WebhookEndpointOptions { Url = url, Secret = secret, AllowPrivate = allowPrivate };
}
