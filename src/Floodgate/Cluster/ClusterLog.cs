using Microsoft.Extensions.Logging;

namespace Floodgate.Cluster;

/// <summary>Event ids 1700 to 1749.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(1700, LogLevel.Warning, "this node is {State} from now on, by order")]
    public static partial void Turned(ILogger log, NodeState state);

    [LoggerMessage(1701, LogLevel.Error, "what this node was for cannot be read, so it serves: {Fault}")]
    public static partial void StandingUnread(ILogger log, string fault);

    [LoggerMessage(1702, LogLevel.Error,
        "the clock of {Node} and this node's are apart: it is {Milliseconds:F0} ms ahead; look at NTP on both")]
    public static partial void ClocksApart(ILogger log, string node, double milliseconds);

    [LoggerMessage(1703, LogLevel.Warning, "the clock of {Node} agrees again: {Milliseconds:F0} ms ahead")]
    public static partial void ClocksTogether(ILogger log, string node, double milliseconds);

    [LoggerMessage(1704, LogLevel.Warning, "this node leaves: the balancer is told, {Books} books go to the others")]
    public static partial void Leaving(ILogger log, int books);

    [LoggerMessage(1705, LogLevel.Warning,
        "this node shuts its entrance after {Seconds:F1} s; {Left} books are left for the others to take")]
    public static partial void Drained(ILogger log, double seconds, int left);
}
