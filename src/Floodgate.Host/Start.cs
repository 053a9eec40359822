using Floodgate.Audit;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers;

namespace Floodgate.Host;

/// <summary>
/// What must be whole before the node listens: keys, relational schema, campaigns, spooled pauses, plans.
/// </summary>
internal static class Start
{
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        _ = services.GetRequiredService<KeyRing>();
        await services.GetRequiredService<StorageEngine>()
            .UpgradeAsync(services.GetRequiredService<TimeProvider>(), cancel);
        services.PrepareAudit();
        services.PrepareVouchers();
        await services.PrepareMerchantsAsync(cancel);
        services.PrepareIncidents();
        await services.PreparePlansAsync(cancel);
        await services.PreparePracticeAsync(cancel);
    }
}
