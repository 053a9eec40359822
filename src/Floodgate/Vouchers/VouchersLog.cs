using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers;

/// <summary>Event ids 1300 to 1399.</summary>
internal static partial class VouchersLog
{
    [LoggerMessage(1300, LogLevel.Warning, "campaign {Campaign}: paused ({Scope}) by {Actor}")]
    public static partial void Paused(ILogger log, string campaign, string scope, string actor);

    [LoggerMessage(1301, LogLevel.Warning, "campaign {Campaign}: resumed ({Scope}) by {Actor}")]
    public static partial void Resumed(ILogger log, string campaign, string scope, string actor);

    [LoggerMessage(1302, LogLevel.Information, "campaign {Campaign}: version {Version} applied by {Actor}")]
    public static partial void Applied(ILogger log, string campaign, int version, string actor);

    [LoggerMessage(1303, LogLevel.Information, "ready: {Campaigns} campaigns, {Damaged} of them damaged")]
    public static partial void Ready(ILogger log, int campaigns, int damaged);

    [LoggerMessage(1304, LogLevel.Information, "campaign {Campaign} shard {Shard}: snapshot at row {Position}")]
    public static partial void SnapshotMade(ILogger log, int campaign, int shard, long position);

    [LoggerMessage(1306, LogLevel.Critical,
        "the spooled pause {File} cannot be read ({Fault}): paused until somebody resumes: {Campaigns}")]
    public static partial void PauseUnreadable(ILogger log, string file, string fault, string campaigns);

    [LoggerMessage(1307, LogLevel.Information, "{Chain}: moves to {Node}")]
    public static partial void BookMoved(ILogger log, string chain, string node);

    [LoggerMessage(1305, LogLevel.Error, "a claim could not be answered as it should")]
    public static partial void ClaimFailed(ILogger log, Exception fault);
}
