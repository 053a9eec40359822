using System.Text;
using Floodgate.Drills;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Emergency.Notifications;
using MailKit.Net.Smtp;
using MimeKit;

namespace Floodgate.Tests.Drills.Sandbox;

/// <summary>What a drill's people receive with: real senders against the sinks.</summary>
public sealed class SinkTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    private readonly DrillLog _log = new(TimeProvider.System, 100);

    [Theory]
    [InlineData(Secret, true)]
    [InlineData("whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2", false)]
    public async Task Webhook_IsAPage_AndItsSignatureIsChecked(string signedWith, bool genuine)
    {
        ReceivedPage? got = null;
        var inbox = new Inbox(_log) { Arrived = page => got = page };
        await using var sink = await WebhookSink.StartAsync(inbox, Secret, new DrillsOptions(), TimeProvider.System);
        var status = await PostAsync(sink, """{"acknowledgeUrl":"http://127.0.0.1:1/ack/a.b"}""", signedWith);
        Assert.Equal(200, status);
        Assert.Equal(new ReceivedPage("tech-lead", "webhook", genuine, new Uri("http://127.0.0.1:1/ack/a.b")), got);
        Assert.Equal(genuine, _log.Seen.Single(one => one.Kind == SightKind.Page).Good);
    }

    [Fact]
    public async Task Webhook_WhenTheSinkIsDown_IsTurnedAway()
    {
        await using var sink = await WebhookSink.StartAsync(
            new Inbox(_log), Secret, new DrillsOptions(), TimeProvider.System);
        sink.IsDown = true;
        Assert.Equal(503, await PostAsync(sink, "{}", Secret));
        Assert.Empty(_log.Seen);
    }

    [Fact]
    public async Task Mail_IsAPageOfItsReceiver_WithTheLinkInIt()
    {
        ReceivedPage? got = null;
        var inbox = new Inbox(_log) { Arrived = page => got = page, Watch = new Uri("http://127.0.0.1:7777") };
        await using var sink = new MailSink(inbox, new DrillsOptions());
        await SendAsync(sink, "确认：\nhttp://127.0.0.1:7777/ack/abc.DEF-1_2\n");
        Assert.Equal(
            new ReceivedPage("tech-lead", "mail", true, new Uri("http://127.0.0.1:7777/ack/abc.DEF-1_2")), got);
        Assert.Equal("watch", PageDetail.Sender(_log.Seen.Single().Detail));
    }

    [Fact]
    public async Task Mail_WhenTheSinkIsDown_IsTurnedAway()
    {
        await using var sink = new MailSink(new Inbox(_log), new DrillsOptions()) { IsDown = true };
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(sink, "x"));
        Assert.Empty(_log.Seen);
    }

    private static async Task SendAsync(MailSink sink, string text)
    {
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress("", "floodgate@drill.invalid"));
        message.To.Add(new MailboxAddress("", "tech-lead@drill.invalid"));
        message.Body = new TextPart("plain") { Text = text };
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.Port, MailKit.Security.SecureSocketOptions.None);
        await client.SendAsync(message);
        await client.DisconnectAsync(quit: true);
    }

    private static async Task<int> PostAsync(WebhookSink sink, string body, string secret)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sink.Address, "/page/tech-lead"));
        request.Content = new StringContent(body);
        request.Headers.Add(StandardWebhook.IdHeader, "m-1");
        request.Headers.Add(StandardWebhook.TimestampHeader, StandardWebhook.Seconds(now));
        request.Headers.Add(
            StandardWebhook.SignatureHeader, StandardWebhook.Sign("m-1", now, Encoding.UTF8.GetBytes(body), secret));
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
