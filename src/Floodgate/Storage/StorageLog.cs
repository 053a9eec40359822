using Microsoft.Extensions.Logging;

namespace Floodgate.Storage;

/// <summary>Event ids 1000 to 1099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Chain}: open under epoch {Epoch} at row {Position}")]
    public static partial void BookOpened(ILogger log, string chain, long epoch, long position);

    [LoggerMessage(1001, LogLevel.Warning, "{Chain}: closed ({Reason})")]
    public static partial void BookClosed(ILogger log, string chain, CloseReason reason, Exception? fault);

    [LoggerMessage(1002, LogLevel.Warning, "{Chain}: cannot be opened now, tried again shortly: {Fault}")]
    public static partial void BookNotOpened(ILogger log, string chain, string fault);

    [LoggerMessage(1003, LogLevel.Critical, "{Chain}: the journal is damaged, the campaign stays shut: {Fault}")]
    public static partial void ChainDamaged(ILogger log, string chain, string fault);

    [LoggerMessage(1004, LogLevel.Error, "{What} failed and is tried again: {Fault}")]
    public static partial void BackgroundFailed(ILogger log, string what, string fault);

    [LoggerMessage(1005, LogLevel.Warning, "{File}: ignored: {Fault}")]
    public static partial void SnapshotIgnored(ILogger log, string file, string fault);
}
