using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.People;

/// <summary>Event ids 3300 to 3399. Ids of people are not their names; addresses are never written.</summary>
internal static partial class PeopleLog
{
    [LoggerMessage(3300, LogLevel.Information, "On-call calendar version {Version} by {Actor}")]
    public static partial void CalendarChanged(ILogger log, long version, string actor);

    [LoggerMessage(3301, LogLevel.Warning, "The on-call calendar's copy cannot be read, the database is asked: {Why}")]
    public static partial void CopyUnreadable(ILogger log, string why);

    [LoggerMessage(3302, LogLevel.Warning, "The copy of the on-call calendar cannot be written: {Why}")]
    public static partial void CopyNotWritten(ILogger log, string why);

    [LoggerMessage(3303, LogLevel.Warning, "Calendar and tests wait for the database: {Why}")]
    public static partial void DatabaseAway(ILogger log, string why);

    [LoggerMessage(3304, LogLevel.Information, "The database has calendar and tests again")]
    public static partial void DatabaseBack(ILogger log);

    [LoggerMessage(3305, LogLevel.Error, "On-call calendar {Version} of the copy is another one in the database")]
    public static partial void VersionTwice(ILogger log, long version);

    [LoggerMessage(3306, LogLevel.Warning, "There is no {File} in the data folder: the example contacts are in force")]
    public static partial void ContactsMissing(ILogger log, string file);

    [LoggerMessage(3307, LogLevel.Error, "{File}, line {Line}, {Member}: {Code}")]
    public static partial void ContactsFaulty(ILogger log, string file, int line, string member, string code);

    [LoggerMessage(3308, LogLevel.Error, "{File} has {Count} faults; the contacts before stay in force")]
    public static partial void ContactsRefused(ILogger log, string file, int count);
}
