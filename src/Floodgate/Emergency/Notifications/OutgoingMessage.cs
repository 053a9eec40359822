using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Notifications;

/// <summary>One message to one address, as it will be read.</summary>
/// <param name="MessageId">
/// The same for every try of the same message; providers and sinks that keep it deliver it once. 1 to 200 letters,
/// digits, dots, hyphens and underscores.
/// </param>
/// <param name="Repeat">It may have been sent before a crash.</param>
/// <param name="Kind">Which driver takes it.</param>
/// <param name="Address">As in the contacts; never logged.</param>
/// <param name="SecretRef">The name of the secret the channel signs with; null where it needs none.</param>
/// <param name="Language">Of the text; a voice gateway speaks it.</param>
/// <param name="Subject">One line; channels without a subject leave it out.</param>
/// <param name="Text">The whole message for this kind of channel.</param>
/// <param name="AcknowledgeUrl">Also by itself, for gateways that ask the person for a key.</param>
/// <param name="Urgent">Passes the plan's limit of sends a minute.</param>
internal sealed record OutgoingMessage(
    string MessageId, bool Repeat, ChannelKind Kind, string Address, string? SecretRef, ContactLanguage Language,
    string Subject, string Text, string? AcknowledgeUrl = null, bool Urgent = false)
{
    public const int MessageIdMax = 200;
    public const int SubjectMax = 200;
    public const int TextMax = 4000;

    /// <summary>For logs and debuggers: neither address nor text.</summary>
    public override string ToString() => $"{Kind} {MessageId}";
}

/// <summary>What became of a send. Holds neither addresses nor secrets: it goes into timelines as it is.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The provider has taken it over.</summary>
    /// <param name="ProviderId">What the provider calls it; null when it gives no name.</param>
    public sealed record Sent(string? ProviderId) : SendOutcome;

    /// <summary>It was not sent.</summary>
    /// <param name="Why">
    /// A stable word, then perhaps a number: <c>http-503</c>, <c>queue-full</c>, <c>smtp-550</c>.
    /// </param>
    /// <param name="Permanent">Trying the same again cannot help: wrong address, secret or set-up.</param>
    /// <param name="RetryAfter">When the provider asked for patience.</param>
    public sealed record Failed(string Why, bool Permanent, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>No answer in time. It may have been sent: try again under the same message id, as a repeat.</summary>
    public sealed record TimedOut : SendOutcome;
}
