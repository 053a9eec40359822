using Floodgate.Audit;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Host;

/// <summary>
/// What must be whole before the node listens: keys, relational schema, campaigns, spooled pauses, plans.
/// </summary>
internal static class Start
{
    public static async Task PrepareAsync(IServiceProvider services, DataFolder folder, CancellationToken cancel)
    {
        _ = services.GetRequiredService<KeyRing>();
        var clock = services.GetRequiredService<TimeProvider>();
        await using var db = await services.GetRequiredService<IDbContextFactory<FloodgateDb>>()
            .CreateDbContextAsync(cancel);
        await SchemaUpgrade.RunAsync(db, folder.Path, clock, cancel);
        services.PrepareAudit();
        services.PrepareVouchers();
        await services.PrepareMerchantsAsync(cancel);
        services.PrepareIncidents();
        await services.PreparePlansAsync(cancel);
        await services.PreparePracticeAsync(cancel);
    }
}
