using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>Events 5000 to 5049.</summary>
internal static partial class IncidentsLog
{
    [LoggerMessage(5000, LogLevel.Error, "the control room could not take an input")]
    public static partial void InputFailed(ILogger log, Exception fault);

    [LoggerMessage(5001, LogLevel.Error, "the control room's spool refuses, {Count} entries are in memory only: {Why}")]
    public static partial void SpoolFailed(ILogger log, int count, string why);

    [LoggerMessage(5002, LogLevel.Warning, "incident {Incident} opened at level {Level}: {Title}")]
    public static partial void Opened(ILogger log, string incident, string level, string title);

    [LoggerMessage(5003, LogLevel.Warning, "{Count} damaged lines in the control room's spool were left out")]
    public static partial void SpoolDamaged(ILogger log, int count);

    [LoggerMessage(5004, LogLevel.Warning, "{Work} failed: {Why}")]
    public static partial void WorkFailed(ILogger log, string work, string why);

    [LoggerMessage(5005, LogLevel.Warning, "incident {Incident}, step {Step}: {End}: {Text}")]
    public static partial void StepEnded(ILogger log, string incident, string step, StepEnd end, string text);

    [LoggerMessage(5007, LogLevel.Error,
        "the control room's spool is silent for {Milliseconds} ms: {Count} entries are in memory only")]
    public static partial void SpoolSilent(ILogger log, int count, double milliseconds);

    [LoggerMessage(5008, LogLevel.Warning,
        "the control room's spool answers again: {Count} entries written, {Seconds} s late")]
    public static partial void SpoolBack(ILogger log, int count, double seconds);

    [LoggerMessage(5006, LogLevel.Warning, "automation was turned {State} by {Who}")]
    public static partial void AutomationTurned(ILogger log, string state, string who);
}
