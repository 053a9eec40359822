using System.Text;
using System.Text.Json;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.Tests.Emergency.Notifications;

public sealed class WebhookDriverTests
{
    [Fact]
    public void Signature_IsTheSpecificationsOwnExample() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhook.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330),
            "{\"test\": 2432232314}"u8, Channels.Secret));

    [Fact]
    public async Task Webhook_IsSignedOverWhatArrives()
    {
        await using var sink = await HttpSink.StartAsync();
        using var channels = new Channels();
        var outcome = await channels.SendAsync(
            Channels.Message(ChannelKind.Webhook, sink.Url(), "hook", repeat: true));
        Assert.Equal(new SendOutcome.Sent("p-1"), outcome);
        var request = Assert.Single(sink.Requests);
        AssertSigned(request, channels.Clock.GetUtcNow());
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("inc-1.m-1", body.GetProperty("id").GetString());
        Assert.Equal("zh", body.GetProperty("language").GetString());
        Assert.True(body.GetProperty("repeat").GetBoolean());
        Assert.Equal("领取失败，券不受影响。", body.GetProperty("text").GetString());
        Assert.Equal("https://console.example.org/ack/abc", body.GetProperty("acknowledgeUrl").GetString());
    }

    [Theory]
    [InlineData("Sms", "sms"), InlineData("Voice", "voice")]
    public async Task Gateway_GetsNumberAndTextSigned(string name, string type)
    {
        var kind = Enum.Parse<ChannelKind>(name);
        await using var sink = await HttpSink.StartAsync();
        var options = new NotificationsOptions();
        options.Sms = new GatewayOptions { Url = sink.Url("/sms"), Secret = "gate" };
        options.Voice = new GatewayOptions { Url = sink.Url("/voice"), Secret = "gate" };
        using var channels = new Channels(options);
        Assert.IsType<SendOutcome.Sent>(await channels.SendAsync(Channels.Message(kind, "+8613800001111")));
        var request = Assert.Single(sink.Requests);
        Assert.Equal("/" + type, request.Path);
        AssertSigned(request, channels.Clock.GetUtcNow());
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(type, body.GetProperty("type").GetString());
        Assert.Equal("+8613800001111", body.GetProperty("to").GetString());
        Assert.DoesNotContain("138", channels.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_ThatIsNotSetUp_IsSaid()
    {
        using var channels = new Channels();
        Assert.Equal(new SendOutcome.Failed("gateway-missing", Permanent: true),
            await channels.SendAsync(Channels.Message(ChannelKind.Sms, "+8613800001111")));
    }

    [Theory]
    [InlineData(500, "http-500", false), InlineData(429, "http-429", false), InlineData(404, "http-404", true)]
    [InlineData(401, "http-401", true), InlineData(302, "http-302", true)]
    public async Task Status_DecidesWhetherAnotherTryCanHelp(int status, string why, bool permanent)
    {
        await using var elsewhere = await HttpSink.StartAsync();
        await using var sink = await HttpSink.StartAsync();
        sink.Answer = _ => new SinkAnswer(status, "{}", "Location", elsewhere.Url());
        using var channels = new Channels();
        Assert.Equal(new SendOutcome.Failed(why, permanent), await SendAsync(channels, sink.Url()));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Throttling_SaysWhenToTryAgain()
    {
        await using var sink = await HttpSink.StartAsync();
        sink.Answer = _ => new SinkAnswer(429, "{}", "Retry-After", "17");
        using var channels = new Channels();
        Assert.Equal(new SendOutcome.Failed("http-429", Permanent: false, TimeSpan.FromSeconds(17)),
            await SendAsync(channels, sink.Url()));
    }

    [Fact]
    public async Task Answer_ThatDoesNotEnd_IsCutOff()
    {
        await using var sink = await HttpSink.StartAsync();
        sink.Answer = _ => new SinkAnswer(200, new string('x', 1 << 20));
        using var channels = new Channels();
        Assert.Equal(new SendOutcome.Failed("answer-too-long", Permanent: false),
            await SendAsync(channels, sink.Url()));
    }

    [Theory]
    [InlineData("http://198.51.100.7/hook", "address-not-https")]
    [InlineData("ftp://example.org/hook", "address-not-https")]
    [InlineData("file:///etc/hostname", "address-not-https")]
    [InlineData("https://name:word@example.org/hook", "address-malformed")]
    [InlineData("/hook", "address-malformed")]
    [InlineData("https://evil-example.org/hook", "host-not-allowed")]
    [InlineData("https://example.com/hook", "host-not-allowed")]
    public async Task Address_ThatMayNotBeSentTo_IsRefusedBeforeAnythingIsSent(string address, string why)
    {
        using var channels = new Channels(new NotificationsOptions { AllowedHosts = [".example.org", "127.0.0.1"] });
        var outcome = Assert.IsType<SendOutcome.Failed>(await SendAsync(channels, address));
        Assert.True(outcome.Permanent);
        // A path alone is a file's address on some systems.
        if (address[0] == '/') Assert.StartsWith("address-", outcome.Why, StringComparison.Ordinal);
        else Assert.Equal(why, outcome.Why);
    }

    [Fact]
    public async Task Secret_ThatTheNodeDoesNotHave_IsSaid()
    {
        await using var sink = await HttpSink.StartAsync();
        using var channels = new Channels();
        var message = Channels.Message(ChannelKind.Webhook, sink.Url(), "nowhere");
        Assert.Equal(new SendOutcome.Failed("secret-missing", Permanent: true), await channels.SendAsync(message));
        Assert.Empty(sink.Requests);
    }

    [Fact]
    public void Check_TakesNoOtherBodyTimeOrSecret()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_764_000_000);
        var good = StandardWebhook.Sign("id", now, "body"u8, "secret");
        var (at, old) = (StandardWebhook.Seconds(now), StandardWebhook.Seconds(now.AddMinutes(-6)));
        Assert.True(StandardWebhook.Check("id", at, "v1,AAAA v2,x " + good, "body"u8, "secret", now));
        Assert.False(StandardWebhook.Check("id", at, good, "bodY"u8, "secret", now));
        Assert.False(StandardWebhook.Check("ie", at, good, "body"u8, "secret", now));
        Assert.False(StandardWebhook.Check("id", at, good, "body"u8, "secre", now));
        Assert.False(StandardWebhook.Check("id", at, good, "body"u8, "secret", now.AddMinutes(6)));
        Assert.False(StandardWebhook.Check("id", "-1", good, "body"u8, "secret", now));
        var stale = StandardWebhook.Sign("id", now.AddMinutes(-6), "body"u8, "secret");
        Assert.False(StandardWebhook.Check("id", old, stale, "body"u8, "secret", now));
    }

    private static Task<SendOutcome> SendAsync(Channels channels, string address) =>
        channels.SendAsync(Channels.Message(ChannelKind.Webhook, address, "hook"));

    private static void AssertSigned(SinkRequest request, DateTimeOffset now)
    {
        Assert.Equal("inc-1.m-1", request.Headers["webhook-id"]);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.True(StandardWebhook.Check(
            request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Headers["webhook-signature"],
            Encoding.UTF8.GetBytes(request.Body), Channels.Secret, now));
    }
}
