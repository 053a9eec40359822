using Microsoft.Extensions.Logging;

namespace Floodgate.Audit;

/// <summary>Events 1790 to 1799.</summary>
internal static partial class SharedLog
{
    public const int AwayId = 1790;
    public const int NotCopiedId = 1791;

    [LoggerMessage(AwayId, LogLevel.Warning, "approvals cannot be shared with the other nodes now: {Why}")]
    public static partial void Away(ILogger log, string why);

    [LoggerMessage(NotCopiedId, LogLevel.Warning, "the audit trail cannot be copied for the other nodes now: {Why}")]
    public static partial void NotCopied(ILogger log, string why);
}
