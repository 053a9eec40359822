using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Access;
using Floodgate.Tests.Emergency.Sinks;
using MimeKit;

namespace Floodgate.Tests.Emergency.Notifications;

public sealed class SmtpDriverTests
{
    [Fact]
    public async Task Mail_OverStartTlsWithASignIn_ArrivesWhole()
    {
        using var house = new House();
        await using var sink = new SmtpSink { Certificate = house.Server, Account = ("pager", "pass word") };
        using var folder = new TemporaryFolder();
        var options = Options(sink, tls: true);
        (options.Smtp.UserName, options.Smtp.PasswordSecret) = ("pager", "mail");
        options.Smtp.AuthorityFile = house.WriteAuthority(folder);
        using var channels = new Channels(options);

        var sent = Assert.IsType<SendOutcome.Sent>(await channels.SendAsync(Mail(repeat: true)));
        Assert.Equal("inc-1.m-1@example.org", sent.ProviderId);
        var mail = Assert.Single(sink.Mails);
        Assert.Equal(("floodgate@example.org", "wang@example.net", true, "pager"),
            (mail.From, mail.To, mail.Tls, mail.User));
        var read = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Data)));
        Assert.Equal("【红】领取失败", read.Subject);
        Assert.Equal("领取失败，券不受影响。", read.TextBody!.Trim());
        Assert.Equal("inc-1.m-1@example.org", read.MessageId);
        Assert.Equal("true", read.Headers["X-Floodgate-Repeat"]);
        Assert.Equal("auto-generated", read.Headers["Auto-Submitted"]);
        Assert.DoesNotContain("pass word", channels.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("wang", channels.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_OverTlsFromTheFirstByte_Arrives()
    {
        using var house = new House();
        await using var sink = new SmtpSink { Certificate = house.Server, ImplicitTls = true };
        using var folder = new TemporaryFolder();
        var options = Options(sink, tls: true);
        (options.Smtp.ImplicitTls, options.Smtp.AuthorityFile) = (true, house.WriteAuthority(folder));
        using var channels = new Channels(options);
        Assert.IsType<SendOutcome.Sent>(await channels.SendAsync(Mail()));
        Assert.True(Assert.Single(sink.Mails).Tls);
    }

    [Fact]
    public async Task Mail_WhenTlsIsRequiredAndNotOffered_IsNotSent()
    {
        await using var sink = new SmtpSink();
        using var channels = new Channels(Options(sink, tls: true));
        Assert.Equal(new SendOutcome.Failed("tls-not-offered", Permanent: true), await channels.SendAsync(Mail()));
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Mail_ToAServerNobodyVouchesFor_IsNotSent()
    {
        using var house = new House();
        await using var sink = new SmtpSink { Certificate = house.Server };
        using var channels = new Channels(Options(sink, tls: true));
        Assert.Equal(new SendOutcome.Failed("tls-untrusted", Permanent: true), await channels.SendAsync(Mail()));
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Mail_ToThisMachine_MayGoWithoutTls()
    {
        await using var sink = new SmtpSink();
        using var channels = new Channels(Options(sink, tls: false));
        Assert.IsType<SendOutcome.Sent>(await channels.SendAsync(Mail()));
        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task Mail_WithAWrongPassword_IsRefusedForGood()
    {
        using var house = new House();
        await using var sink = new SmtpSink { Certificate = house.Server, Account = ("pager", "another") };
        using var folder = new TemporaryFolder();
        var options = Options(sink, tls: true);
        (options.Smtp.UserName, options.Smtp.PasswordSecret) = ("pager", "mail");
        options.Smtp.AuthorityFile = house.WriteAuthority(folder);
        using var channels = new Channels(options);
        Assert.Equal(new SendOutcome.Failed("smtp-sign-in-refused", Permanent: true), await channels.SendAsync(Mail()));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 nobody here", "smtp-550", true)]
    [InlineData("RCPT", "451 4.7.1 later", "smtp-451", false)]
    [InlineData("MAIL", "421 4.3.2 closing", "smtp-421", false)]
    [InlineData(".", "554 5.7.1 spam", "smtp-554", true)]
    public async Task Refusal_OfTheServer_IsNamedByItsCode(string at, string answer, string why, bool permanent)
    {
        await using var sink = new SmtpSink();
        sink.Instead = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? answer : null;
        using var channels = new Channels(Options(sink, tls: false));
        Assert.Equal(new SendOutcome.Failed(why, permanent), await channels.SendAsync(Mail()));
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData("EHLO"), InlineData("DATA"), InlineData(".")]
    public async Task Server_ThatHangs_IsATimeOutAfterEightSeconds(string at)
    {
        await using var sink = new SmtpSink { HangAt = at };
        using var channels = new Channels(Options(sink, tls: false));
        var sending = channels.SendAsync(Mail());
        await sink.HangsAsync();
        channels.Clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(sending.IsCompleted);
        channels.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.IsType<SendOutcome.TimedOut>(await sending);
    }

    [Fact]
    public async Task Nobody_AtTheServersPort_IsAFailureThatMayPass()
    {
        int port;
        await using (var sink = new SmtpSink()) port = sink.Port;
        var options = new NotificationsOptions();
        (options.Smtp.Host, options.Smtp.Port, options.Smtp.From) = ("127.0.0.1", port, "floodgate@example.org");
        using var channels = new Channels(options);
        Assert.Equal(new SendOutcome.Failed("connection-refused", Permanent: false), await channels.SendAsync(Mail()));
    }

    private static NotificationsOptions Options(SmtpSink sink, bool tls)
    {
        var options = new NotificationsOptions();
        (options.Smtp.Host, options.Smtp.Port, options.Smtp.From) = ("127.0.0.1", sink.Port, "floodgate@example.org");
        options.Smtp.RequireTls = tls;
        return options;
    }

    private static OutgoingMessage Mail(bool repeat = false) =>
        Channels.Message(ChannelKind.Smtp, "wang@example.net", repeat: repeat);
}
