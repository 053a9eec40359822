using Microsoft.Extensions.Logging;

namespace Floodgate.Storage.Postgres;

/// <summary>Event ids 1050 to 1099.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(1050, LogLevel.Warning, "standby: {Before} -> {After} {Why}")]
    public static partial void StandbyMoved(ILogger log, StandbyStatus before, StandbyStatus after, string why);

    [LoggerMessage(1051, LogLevel.Warning, "database: {Before} -> {After}")]
    public static partial void PlaceMoved(ILogger log, string before, string after);

    [LoggerMessage(1052, LogLevel.Critical, "{Who} promotes the standby {Host}")]
    public static partial void Promoting(ILogger log, string who, string host);

    [LoggerMessage(1053, LogLevel.Critical, "{Who} lets commits go on without the standby {Standby}")]
    public static partial void Releasing(ILogger log, string who, string standby);

    [LoggerMessage(1054, LogLevel.Error, "presence in the database cannot be kept: {Why}")]
    public static partial void PresenceLost(ILogger log, string why);

    [LoggerMessage(1055, LogLevel.Error, "what the nodes know of the standby cannot be shared: {Why}")]
    public static partial void StandbyNotReleased(ILogger log, string why);
}
