using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Notifications;

/// <summary>
/// Providers and limits of what is sent. Section <c>Floodgate:Notifications</c> of the configuration; secrets are named
/// here and lie elsewhere.
/// </summary>
public sealed class NotificationsOptions
{
    /// <summary>A send, waiting for its turn included, is over after this: sent, failed or timed out.</summary>
    [Range(1, 8)]
    public int SendSecondsMax { get; set; } = 8;

    /// <summary>Sends at one time on one kind of channel.</summary>
    [Range(1, 1024)]
    public int ConcurrentSendsMax { get; set; } = 64;

    /// <summary>
    /// Sends at one time to one receiver (host, robot, mailbox or number), so that one that hangs is alone.
    /// </summary>
    [Range(1, 64)]
    public int ConcurrentSendsPerReceiverMax { get; set; } = 4;

    /// <summary>Messages waiting for their turn on one kind of channel; beyond, a send fails with queue-full.</summary>
    [Range(1, 100_000)]
    public int WaitingSendsMax { get; set; } = 1_000;

    /// <summary>Bytes of a provider's answer that are read; more is no answer of a provider.</summary>
    [Range(256, 1 << 20)]
    public int AnswerBytesMax { get; set; } = 16_384;

    /// <summary>Messages kept for the console, all people together; beyond, the oldest go.</summary>
    [Range(10, 100_000)]
    public int InAppPagesMax { get; set; } = 2_000;

    /// <summary>
    /// Hosts that webhooks, robots and gateways may be on, ports not counted; empty: any host. A name that begins with
    /// a dot stands for everything under it.
    /// </summary>
    [MaxLength(200)]
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>How long a link to acknowledge is good.</summary>
    [Range(1, 168)]
    public int AcknowledgeLinkHours { get; set; } = 24;

    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>The gateway for text messages; docs/channels.md says what it must do.</summary>
    public GatewayOptions Sms { get; set; } = new();

    /// <summary>The gateway for calls.</summary>
    public GatewayOptions Voice { get; set; } = new();
}

/// <summary>The mail server that pages are handed to.</summary>
public sealed class SmtpOptions
{
    /// <summary>Name or address; empty: no mail is sent.</summary>
    [MaxLength(253)]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>
    /// TLS from the first byte (port 465); otherwise STARTTLS, which is required unless the server is on this machine.
    /// </summary>
    public bool ImplicitTls { get; set; }

    /// <summary>Requires TLS on this machine, too.</summary>
    public bool RequireTls { get; set; }

    /// <summary>
    /// PEM file of an authority of the house, trusted beside the system's; empty: the system's alone.
    /// </summary>
    [MaxLength(1000)]
    public string AuthorityFile { get; set; } = "";

    /// <summary>The mailbox pages come from, such as floodgate@example.org.</summary>
    [MaxLength(254)]
    public string From { get; set; } = "";

    /// <summary>Empty: no sign-in.</summary>
    [MaxLength(254)]
    public string UserName { get; set; } = "";

    /// <summary>The name of the password among the node's secrets.</summary>
    [RegularExpression("^[a-z0-9-]{0,64}$")]
    public string PasswordSecret { get; set; } = "";
}

/// <summary>A gateway that turns a signed webhook into a text message or a call.</summary>
public sealed class GatewayOptions
{
    /// <summary>Empty: there is none, and sends fail with gateway-missing.</summary>
    [MaxLength(300)]
    public string Url { get; set; } = "";

    /// <summary>The name of the signing secret among the node's secrets.</summary>
    [RegularExpression("^[a-z0-9-]{0,64}$")]
    public string Secret { get; set; } = "";
}
