using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Notifications.Drivers;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.Tests.Emergency.Notifications;

public sealed class RobotTests
{
    [Fact]
    public async Task Wecom_GetsMarkdownUnderItsKey()
    {
        await using var sink = await HttpSink.StartAsync();
        using var channels = new Channels();
        Assert.Equal(new SendOutcome.Sent(null), await channels.SendAsync(Wecom(sink)));
        var request = Assert.Single(sink.Requests);
        Assert.Equal("/cgi-bin/webhook/send", request.Path);
        Assert.Equal(Channels.RobotKey, request.Query["key"]);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("markdown", body.GetProperty("msgtype").GetString());
        Assert.Equal("领取失败，券不受影响。", body.GetProperty("markdown").GetProperty("content").GetString());
        Assert.DoesNotContain(Channels.RobotKey, channels.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wecom_ContentFitsItsBytes()
    {
        await using var sink = await HttpSink.StartAsync();
        using var channels = new Channels();
        var text = string.Concat(Enumerable.Repeat("券😀", 900));
        Assert.IsType<SendOutcome.Sent>(await channels.SendAsync(Wecom(sink) with { Text = text }));
        var body = JsonDocument.Parse(Assert.Single(sink.Requests).Body).RootElement;
        var content = body.GetProperty("markdown").GetProperty("content").GetString()!;
        var most = WecomDriver.ContentBytesMax;
        Assert.InRange(Encoding.UTF8.GetByteCount(content), most - 6, most);
        Assert.EndsWith("…", content, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', content);
    }

    [Fact]
    public async Task Dingtalk_IsSignedInItsQuery()
    {
        await using var sink = await HttpSink.StartAsync();
        using var channels = new Channels();
        Assert.Equal(new SendOutcome.Sent(null), await channels.SendAsync(Dingtalk(sink)));
        var request = Assert.Single(sink.Requests);
        Assert.Equal(Channels.Token, request.Query["access_token"]);
        var timestamp = request.Query["timestamp"];
        Assert.Equal(channels.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            long.Parse(timestamp, CultureInfo.InvariantCulture));
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(Channels.Signing));
        var expected = mac.ComputeHash(Encoding.UTF8.GetBytes(timestamp + "\n" + Channels.Signing));
        Assert.Equal(Convert.ToBase64String(expected), request.Query["sign"]);
        var body = JsonDocument.Parse(request.Body).RootElement.GetProperty("markdown");
        Assert.Equal("【红】领取失败", body.GetProperty("title").GetString());
        Assert.Equal("领取失败，券不受影响。", body.GetProperty("text").GetString());
        Assert.DoesNotContain(Channels.Signing, request.Body + channels.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"errcode":45009,"errmsg":"api freq out of limit"}""", "errcode-45009", false)]
    [InlineData("""{"errcode":93000,"errmsg":"invalid webhook url"}""", "errcode-93000", true)]
    [InlineData("""{"errcode":-1,"errmsg":"system busy"}""", "errcode--1", false)]
    [InlineData("""{"errmsg":"?"}""", "answer-malformed", false)]
    [InlineData("<html>maintenance</html>", "answer-malformed", false)]
    public async Task Wecom_ErrorInAGoodAnswer_IsAFailure(string answer, string why, bool permanent)
    {
        await using var sink = await HttpSink.StartAsync();
        sink.Answer = _ => new SinkAnswer(200, answer);
        using var channels = new Channels();
        AssertFailed(await channels.SendAsync(Wecom(sink)), why, permanent);
    }

    [Theory]
    [InlineData("""{"errcode":130101,"errmsg":"send too fast"}""", "errcode-130101", false)]
    [InlineData("""{"errcode":310000,"errmsg":"sign not match"}""", "errcode-310000", true)]
    public async Task Dingtalk_ErrorInAGoodAnswer_IsAFailure(string answer, string why, bool permanent)
    {
        await using var sink = await HttpSink.StartAsync();
        sink.Answer = _ => new SinkAnswer(200, answer);
        using var channels = new Channels();
        AssertFailed(await channels.SendAsync(Dingtalk(sink)), why, permanent);
    }

    [Fact]
    public async Task Robot_WhoseSecretHasOneHalfOnly_IsNotAsked()
    {
        await using var sink = await HttpSink.StartAsync();
        using var channels = new Channels();
        AssertFailed(await channels.SendAsync(Dingtalk(sink) with { SecretRef = "robot" }), "secret-missing", true);
        Assert.Empty(sink.Requests);
    }

    private static OutgoingMessage Wecom(HttpSink sink) =>
        Channels.Message(ChannelKind.Wecom, sink.Url("/cgi-bin/webhook/send"), "robot");

    private static OutgoingMessage Dingtalk(HttpSink sink) =>
        Channels.Message(ChannelKind.Dingtalk, sink.Url("/robot/send"), "ding");

    private static void AssertFailed(SendOutcome outcome, string why, bool permanent)
    {
        var failed = Assert.IsType<SendOutcome.Failed>(outcome);
        Assert.Equal((why, permanent), (failed.Why, failed.Permanent));
    }
}
