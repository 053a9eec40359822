using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>Events 1750 to 1779.</summary>
internal static partial class LeadLog
{
    public const int NotHeardId = 1752;

    [LoggerMessage(1750, LogLevel.Warning, "the control room of this node leads now")]
    public static partial void Leads(ILogger log);

    [LoggerMessage(1751, LogLevel.Warning, "the control room of node {Node} leads now, this one follows")]
    public static partial void Follows(ILogger log, string node);

    [LoggerMessage(NotHeardId, LogLevel.Warning, "the control room of node {Node} does not answer: {Why}")]
    public static partial void NotHeard(ILogger log, string node, string why);

    [LoggerMessage(1753, LogLevel.Error, "the control rooms' talk goes on after a fault")]
    public static partial void Faulted(ILogger log, Exception fault);
}
