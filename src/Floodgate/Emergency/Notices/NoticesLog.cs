using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>Event ids 5400 to 5499. Never whom a look-up or a message was about.</summary>
internal static partial class NoticesLog
{
    [LoggerMessage(5400, LogLevel.Information, "incident {Incident}: public as {Status}, {Updates} updates")]
    public static partial void Published(ILogger log, string incident, IncidentStatus status, int updates);

    [LoggerMessage(5401, LogLevel.Warning, "incident {Incident}: withdrawn from the status page")]
    public static partial void Withdrawn(ILogger log, string incident);

    [LoggerMessage(5402, LogLevel.Warning, "{File} could not be written beside the data folder: {Why}")]
    public static partial void CopyNotWritten(ILogger log, string file, string why);

    [LoggerMessage(5403, LogLevel.Warning, "{File} beside the data folder could not be read: {Why}")]
    public static partial void CopyNotRead(ILogger log, string file, string why);

    [LoggerMessage(5404, LogLevel.Information, "incident {Incident}: service staff have version {Version}")]
    public static partial void DeskTold(ILogger log, string incident, int version);

    [LoggerMessage(5405, LogLevel.Information, "message {Message}: queued for {Recipients} holders")]
    public static partial void Queued(ILogger log, string message, long recipients);

    [LoggerMessage(5406, LogLevel.Warning, "message {Message}: not queued, the storage refused: {Why}")]
    public static partial void NotQueued(ILogger log, string message, string why);

    [LoggerMessage(5407, LogLevel.Warning, "{What}: the storage refused: {Why}")]
    public static partial void StorageRefused(ILogger log, string what, string why);
}
