using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Detection;

/// <summary>Event ids 1500 to 1599.</summary>
internal static partial class DetectionLog
{
    public const int RefusedId = 1503;
    public const int FiredId = 1500;
    public const int ClearedId = 1501;
    public const int FaultedId = 1502;

    [LoggerMessage(FiredId, LogLevel.Warning, "{Signal} fired at {Value}, limit {Limit}")]
    public static partial void Fired(ILogger log, string signal, decimal? value, decimal? limit);

    [LoggerMessage(ClearedId, LogLevel.Information, "{Signal} cleared")]
    public static partial void Cleared(ILogger log, string signal);

    [LoggerMessage(FaultedId, LogLevel.Error, "detection goes on after a fault")]
    public static partial void Faulted(ILogger log, Exception fault);

    [LoggerMessage(RefusedId, LogLevel.Warning, "a delivery for {Source} was refused: {Code}")]
    public static partial void Refused(ILogger log, string source, string code);

    [LoggerMessage(1504, LogLevel.Warning, "{Left} watches are beyond the limit of {Most} and are not kept")]
    public static partial void TooMany(ILogger log, int left, int most);

    [LoggerMessage(1505, LogLevel.Information, "watching with {Detectors} detectors in {Watches} series")]
    public static partial void Watching(ILogger log, int detectors, int watches);
}
