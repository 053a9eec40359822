using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Plans;

/// <summary>Event ids 3100 to 3199.</summary>
internal static partial class PlansLog
{
    [LoggerMessage(3100, LogLevel.Information, "Plan {Plan} version {Version}: {Kind} by {Actor}")]
    public static partial void Written(ILogger log, string kind, string plan, int version, string actor);

    [LoggerMessage(3101, LogLevel.Error,
        "The ledger of plans does not hold at entry {Entry}: it is closed for writing")]
    public static partial void ChainBroken(ILogger log, long entry);

    [LoggerMessage(3102, LogLevel.Warning, "The ledger of plans cannot be written: {Why}")]
    public static partial void NotWritten(ILogger log, string why);
}
