using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Detection;

/// <summary>Events 1780 to 1789.</summary>
internal static partial class NodesLog
{
    public const int NotSpreadId = 1780;
    public const int NotSummedId = 1781;

    [LoggerMessage(NotSpreadId, LogLevel.Warning, "node {Node} was not told of an alert or a heartbeat: {Why}")]
    public static partial void NotSpread(ILogger log, string node, string why);

    [LoggerMessage(NotSummedId, LogLevel.Warning, "the signals of the other nodes could not be read")]
    public static partial void NotSummed(ILogger log, Exception fault);
}
