using Floodgate.Foundation.Keys;
using Microsoft.Extensions.Logging;

namespace Floodgate.Admission;

/// <summary>Event ids 1200 to 1299.</summary>
internal static partial class AdmissionLog
{
    [LoggerMessage(1200, LogLevel.Information, "{Purpose}: key {Id} seals from now on")]
    public static partial void KeyRotated(ILogger log, KeyPurpose purpose, byte id);

    [LoggerMessage(1201, LogLevel.Error, "{Purpose}: the key could not be rotated, the old one goes on: {Fault}")]
    public static partial void KeyNotRotated(ILogger log, KeyPurpose purpose, string fault);
}
