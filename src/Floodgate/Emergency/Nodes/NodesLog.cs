using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Nodes;

/// <summary>Events 5050 to 5099.</summary>
internal static partial class NodesLog
{
    [LoggerMessage(5050, LogLevel.Critical, "DRILL: {Kind} is played on this node, asked by {By}")]
    public static partial void FaultBegun(ILogger log, DrillClusterFault kind, string by);

    [LoggerMessage(5051, LogLevel.Critical, "DRILL: no fault of a cluster is played any more, ended by {By}")]
    public static partial void FaultEnded(ILogger log, string by);

    [LoggerMessage(5052, LogLevel.Warning, "capacity driver {Driver}: process {Id} was started for {Node} ({Run})")]
    public static partial void ProcessStarted(ILogger log, string driver, int id, string node, string run);

    [LoggerMessage(5053, LogLevel.Warning, "capacity driver {Driver}: what was started for {Node} ended with {Exit}")]
    public static partial void ProcessEnded(ILogger log, string driver, string node, int exit);

    [LoggerMessage(5054, LogLevel.Warning, "begun runs cannot be kept, a restart may begin one again: {Why}")]
    public static partial void MarkFailed(ILogger log, string why);
}
