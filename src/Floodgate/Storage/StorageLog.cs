using Microsoft.Extensions.Logging;

namespace Floodgate.Storage;

/// <summary>Event ids 1000 to 1099. What repeats comes once a second and cause: <see cref="LogPace"/>.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Chain}: open under epoch {Epoch} at row {Position}")]
    public static partial void BookOpened(ILogger log, string chain, long epoch, long position);

    public static void BookClosed(ILogger log, string chain, CloseReason reason, Exception? fault)
    {
        if (fault is not null || LogPace.Allows(1001, $"{chain} {reason}")) BookClosedLine(log, chain, reason, fault);
    }

    /// <summary>Every book meets the same disk: the cause is the fault, and one of them speaks for all.</summary>
    public static void BookNotOpened(ILogger log, string chain, string fault)
    {
        if (LogPace.Allows(1002, fault)) BookNotOpenedLine(log, chain, fault);
    }

    [LoggerMessage(1003, LogLevel.Critical, "{Chain}: the journal is damaged, the campaign stays shut: {Fault}")]
    public static partial void ChainDamaged(ILogger log, string chain, string fault);

    public static void BackgroundFailed(ILogger log, string what, string fault)
    {
        if (LogPace.Allows(1004, $"{what} {fault}")) BackgroundFailedLine(log, what, fault);
    }

    [LoggerMessage(1005, LogLevel.Warning, "{File}: ignored: {Fault}")]
    public static partial void SnapshotIgnored(ILogger log, string file, string fault);

    [LoggerMessage(1001, LogLevel.Warning, "{Chain}: closed ({Reason})")]
    private static partial void BookClosedLine(ILogger log, string chain, CloseReason reason, Exception? fault);

    [LoggerMessage(1002, LogLevel.Warning, "{Chain}: cannot be opened now, tried again shortly: {Fault}")]
    private static partial void BookNotOpenedLine(ILogger log, string chain, string fault);

    [LoggerMessage(1004, LogLevel.Error, "{What} failed and is tried again: {Fault}")]
    private static partial void BackgroundFailedLine(ILogger log, string what, string fault);
}
