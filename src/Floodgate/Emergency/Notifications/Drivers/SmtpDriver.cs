using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>
/// Mail, handed to one server over TLS. The message id is the mail's Message-ID, so that a repeat is known as one.
/// </summary>
internal sealed class SmtpDriver(NotificationsOptions options, NodeSecrets secrets, TimeProvider clock) : IChannelDriver
{
    private readonly SmtpOptions _smtp = options.Smtp;

    public ChannelKind Kind => ChannelKind.Smtp;

    public string ReceiverOf(OutgoingMessage message) => message.Address;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (_smtp.Host.Length == 0) return new SendOutcome.Failed("smtp-missing", Permanent: true);
        if (!MailboxAddress.TryParse(message.Address, out var to))
            return new SendOutcome.Failed("address-malformed", Permanent: true);
        if (!MailboxAddress.TryParse(_smtp.From, out var from))
            return new SendOutcome.Failed("smtp-from-malformed", Permanent: true);
        if (_smtp.UserName.Length > 0 && secrets.Find(_smtp.PasswordSecret) is null)
            return new SendOutcome.Failed("secret-missing", Permanent: true);

        using var client = new SmtpClient();
        client.Timeout = (int)TimeSpan.FromSeconds(options.SendSecondsMax).TotalMilliseconds;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = IsTrusted;
        try
        {
            await client.ConnectAsync(_smtp.Host, _smtp.Port, Security(), cancel);
            if (_smtp.UserName.Length > 0)
                await client.AuthenticateAsync(_smtp.UserName, secrets.Find(_smtp.PasswordSecret)!, cancel);
            using var mail = Mail(message, from, to);
            await client.SendAsync(mail, cancel);
            // It is taken over: what happens while parting changes nothing, and nobody waits for it.
            return new SendOutcome.Sent(mail.MessageId);
        }
        catch (SmtpCommandException fault)
        {
            var status = (int)fault.StatusCode;
            return new SendOutcome.Failed(
                "smtp-" + status.ToString(CultureInfo.InvariantCulture), Permanent: status >= 500);
        }
        catch (AuthenticationException)
        {
            return new SendOutcome.Failed("smtp-sign-in-refused", Permanent: true);
        }
        catch (SslHandshakeException)
        {
            return new SendOutcome.Failed("tls-untrusted", Permanent: true);
        }
        catch (NotSupportedException)
        {
            // The server offers no STARTTLS, or no way to sign in.
            return new SendOutcome.Failed("tls-not-offered", Permanent: true);
        }
        catch (SmtpProtocolException)
        {
            return new SendOutcome.Failed("smtp-protocol", Permanent: false);
        }
    }

    private MimeMessage Mail(OutgoingMessage message, MailboxAddress from, MailboxAddress to)
    {
        var mail = new MimeMessage(new[] { from }, new[] { to }, message.Subject, new TextPart("plain")
        {
            Text = message.Text,
        })
        {
            MessageId = $"{message.MessageId}@{from.Domain}",
            Date = clock.GetUtcNow(),
            Priority = MessagePriority.Urgent,
        };
        // No out-of-office answers to a page (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Repeat) mail.Headers.Add("X-Floodgate-Repeat", "true");
        return mail;
    }

    private SecureSocketOptions Security()
    {
        if (_smtp.ImplicitTls) return SecureSocketOptions.SslOnConnect;
        return _smtp.RequireTls || !IsThisMachine(_smtp.Host)
            ? SecureSocketOptions.StartTls
            : SecureSocketOptions.StartTlsWhenAvailable;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || _smtp.AuthorityFile.Length == 0
            || certificate is not X509Certificate2 theirs) return false;
        try
        {
            using var house = new X509Chain();
            house.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            house.ChainPolicy.CustomTrustStore.ImportFromPemFile(_smtp.AuthorityFile);
            house.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
                house.ChainPolicy.ExtraStore.Add(element.Certificate);
            return house.Build(theirs);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
