using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Practice;

/// <summary>Event ids 5700 to 5799. Ids only.</summary>
internal static partial class PracticeLog
{
    [LoggerMessage(5700, LogLevel.Information, "Drill {Id} of {Drill} kept: {Met} of {All}")]
    public static partial void DrillKept(ILogger log, string id, string drill, int met, int all);

    [LoggerMessage(5701, LogLevel.Information, "Course {Course} taken by {Person}, recorded by {By}")]
    public static partial void CourseTaken(ILogger log, string course, string person, string by);

    [LoggerMessage(5703, LogLevel.Information, "Quiz of {Course} taken by {Person}: {Right} of {Questions}")]
    public static partial void QuizTaken(ILogger log, string course, string person, int right, int questions);

    [LoggerMessage(5702, LogLevel.Warning, "The records of drills and training cannot be used now: {Fault}")]
    public static partial void StorageFailed(ILogger log, string fault);
}
