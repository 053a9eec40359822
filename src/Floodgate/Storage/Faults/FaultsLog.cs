using Microsoft.Extensions.Logging;

namespace Floodgate.Storage.Faults;

/// <summary>Event ids 1600 to 1699. Loud on purpose: a drill is not the real thing, and not forgotten.</summary>
internal static partial class FaultsLog
{
    [LoggerMessage(1600, LogLevel.Critical,
        "THIS NODE WAS STARTED FOR DRILLS (--drill): its storage can be made to fail on demand. Not for the public.")]
    public static partial void ForDrills(ILogger log);

    [LoggerMessage(1601, LogLevel.Critical, "DRILL: the storage is made to {Kind} ({Milliseconds} ms), asked by {By}")]
    public static partial void Begun(ILogger log, StorageFaultKind kind, int milliseconds, string by);

    [LoggerMessage(1602, LogLevel.Critical, "DRILL: the storage is left alone again, ended by {By}")]
    public static partial void Ended(ILogger log, string by);
}
