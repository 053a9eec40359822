using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notifications;

/// <summary>
/// Event ids 3200 to 3299. Never an address, a text or a secret: kind, message id and what became of it.
/// </summary>
internal static partial class NotificationsLog
{
    [LoggerMessage(3200, LogLevel.Information, "{Kind} {MessageId} sent")]
    public static partial void Sent(ILogger log, ChannelKind kind, string messageId);

    [LoggerMessage(3201, LogLevel.Warning, "{Kind} {MessageId} not sent: {Why}")]
    public static partial void Failed(ILogger log, ChannelKind kind, string messageId, string why);

    [LoggerMessage(3202, LogLevel.Warning, "{Kind} {MessageId} had no answer in time")]
    public static partial void TimedOut(ILogger log, ChannelKind kind, string messageId);

    [LoggerMessage(3203, LogLevel.Error, "The driver of {Kind} broke: {Fault}")]
    public static partial void DriverBroke(ILogger log, ChannelKind kind, string fault);
}
