using Microsoft.Extensions.Logging;

namespace Floodgate.Audit;

/// <summary>Events 8000 to 8099. Names what was done, never the reason or what changed.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(8000, LogLevel.Error, "The audit trail cannot be written: {Why}; {Waiting} entries wait")]
    public static partial void NotWritten(ILogger log, string why, int waiting);

    [LoggerMessage(8001, LogLevel.Error, "{Lost} entries of the audit could not be kept: as many wait as may")]
    public static partial void Lost(ILogger log, int lost);

    [LoggerMessage(8002, LogLevel.Error, "The audit trail is damaged at {Place}: it goes on, and verify names it")]
    public static partial void Damaged(ILogger log, string place);

    [LoggerMessage(8003, LogLevel.Warning, "An entry of the audit that was kept cannot be read: {File}")]
    public static partial void WaitingUnreadable(ILogger log, string file);

    [LoggerMessage(8010, LogLevel.Information, "Approval {Id} ({Kind}): {State}")]
    public static partial void ApprovalMoved(ILogger log, string id, string kind, string state);

    [LoggerMessage(8011, LogLevel.Error, "Approval {Id} ({Kind}) failed while it was executed; it is tried again")]
    public static partial void ExecutionFailed(ILogger log, string id, string kind, Exception fault);

    [LoggerMessage(8012, LogLevel.Error, "Background work of the audit failed")]
    public static partial void WorkFailed(ILogger log, Exception fault);

    [LoggerMessage(8013, LogLevel.Warning, "What waits for a second person ({Kind}) cannot be read now: {Fault}")]
    public static partial void StandingUnread(ILogger log, string kind, string fault);
}
