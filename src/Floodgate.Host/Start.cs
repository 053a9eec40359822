using Floodgate.Audit;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
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
        var engine = services.GetRequiredService<StorageEngine>();
        var shared = engine as PostgresEngine;
        if (shared is not null)
            await FindPrimaryAsync(shared, services.GetRequiredService<TimeProvider>(), cancel);
        if (shared?.Presence.TryTake(alone: services.GetRequiredService<NodeName>().IsSingle) is { } taken)
            throw new InvalidDataException(taken);
        await engine.UpgradeAsync(services.GetRequiredService<TimeProvider>(), cancel);
        if (shared is not null)
            await shared.CheckKeysAsync(services.GetRequiredService<KeyRing>().Fingerprints(), cancel);

        services.PrepareAudit();
        services.PrepareVouchers();
        await services.PrepareMerchantsAsync(cancel);
        services.PrepareIncidents();
        await services.PreparePlansAsync(cancel);
        await services.PreparePracticeAsync(cancel);
    }

    /// <summary>A node that starts right after a promotion waits for the few seconds in which nobody uses it.</summary>
    private static async Task FindPrimaryAsync(PostgresEngine shared, TimeProvider clock, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        await shared.Standby.LookAsync();
        while (shared.Places.IsSettling && clock.GetElapsedTime(began) < 2 * PostgresPlaces.Settling)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancel);
            await shared.Standby.LookAsync();
        }
    }
}
