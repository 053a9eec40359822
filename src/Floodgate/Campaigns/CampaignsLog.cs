using Microsoft.Extensions.Logging;

namespace Floodgate.Campaigns;

/// <summary>Event ids 1100 to 1199. Never what a list holds, only how much.</summary>
internal static partial class CampaignsLog
{
    [LoggerMessage(1100, LogLevel.Information, "Allow list {Id} stored: {Entries} entries")]
    public static partial void AllowListStored(ILogger log, string id, int entries);

    [LoggerMessage(1101, LogLevel.Warning, "An allow list could not be stored")]
    public static partial void AllowListNotStored(ILogger log, Exception fault);
}
