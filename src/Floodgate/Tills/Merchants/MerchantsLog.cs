using Floodgate.Tills.Merchants.Records;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tills.Merchants;

/// <summary>Event ids 2100 to 2199. Ids only.</summary>
internal static partial class MerchantsLog
{
    [LoggerMessage(2100, LogLevel.Information, "Merchant {Merchant}: {Act} by {Actor}")]
    public static partial void Changed(ILogger log, string merchant, MerchantAct act, string actor);

    [LoggerMessage(2101, LogLevel.Warning, "{Actor} tried to decide their own application of merchant {Merchant}")]
    public static partial void OwnApproval(ILogger log, string merchant, string actor);

    [LoggerMessage(2102, LogLevel.Warning,
        "Stores cannot be read ({Why}); tills go on with the {Stores} that are known")]
    public static partial void DatabaseAway(ILogger log, int stores, string why);

    [LoggerMessage(2103, LogLevel.Information, "Stores can be read again")]
    public static partial void DatabaseBack(ILogger log);

    [LoggerMessage(2104, LogLevel.Warning, "The copy of the stores cannot be read: {Why}")]
    public static partial void CopyUnreadable(ILogger log, string why);

    [LoggerMessage(2105, LogLevel.Warning, "The copy of the stores was not written: {Why}")]
    public static partial void CopyNotWritten(ILogger log, string why);

    [LoggerMessage(2106, LogLevel.Information, "Imported {Merchants} merchants and {Stores} stores by {Actor}")]
    public static partial void Imported(ILogger log, int merchants, int stores, string actor);

    [LoggerMessage(2107, LogLevel.Warning, "Merchants could not be read or written: {Why}")]
    public static partial void StorageFailed(ILogger log, string why);
}
