using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews;

/// <summary>Event ids 5600 to 5699. Ids only: texts may name people.</summary>
internal static partial class ReviewsLog
{
    [LoggerMessage(5600, LogLevel.Information, "Review {Review} version {Version}: {Kind} by {Actor}")]
    public static partial void ReviewWritten(ILogger log, string review, int version, string kind, string actor);

    [LoggerMessage(5601, LogLevel.Warning, "Improvement action {Action} is overdue since {Due}")]
    public static partial void ActionOverdue(ILogger log, string action, string due);

    [LoggerMessage(5602, LogLevel.Warning, "Meeting {Meeting} is overdue since {Due}")]
    public static partial void MeetingOverdue(ILogger log, string meeting, string due);

    [LoggerMessage(5603, LogLevel.Warning, "Review of incident {Incident} is overdue since {Due}")]
    public static partial void ReviewOverdue(ILogger log, string incident, string due);

    [LoggerMessage(5604, LogLevel.Warning, "What is due could not be looked up: {Why}")]
    public static partial void CheckFailed(ILogger log, string why);

    [LoggerMessage(5605, LogLevel.Warning, "Reviews, actions or meetings could not be read or written: {Why}")]
    public static partial void StorageFailed(ILogger log, string why);

    [LoggerMessage(5606, LogLevel.Information, "Improvement action {Action}: {Kind} by {Actor}")]
    public static partial void ActionWritten(ILogger log, string action, string kind, string actor);

    [LoggerMessage(5607, LogLevel.Information, "Meeting {Meeting} was held, {Decisions} decisions, noted by {Actor}")]
    public static partial void MeetingHeld(ILogger log, string meeting, int decisions, string actor);

    [LoggerMessage(5608, LogLevel.Warning, "Incident {Incident} is not closed with its review {Review}: {Why}")]
    public static partial void IncidentNotClosed(ILogger log, string incident, string review, string why);
}
