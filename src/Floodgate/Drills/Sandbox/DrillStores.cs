using System.Globalization;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Sandbox;

/// <summary>A merchant of a drill's own with two stores, approved by a second person, and a till in each.</summary>
internal static class DrillStores
{
    private const string Merchant = "drill-shops";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan KnownMax = TimeSpan.FromSeconds(60);

    /// <exception cref="RushStopped">They could not be opened.</exception>
    public static async Task<DrillTill[]> OpenAsync(
        Uri server, StaffClient first, StaffClient second, TimeProvider clock, CancellationToken stop)
    {
        string[] stores = [Merchant + "-1", Merchant + "-2"];
        await first.MustAsync(HttpMethod.Post, "/api/v1/ops/merchants", new
        {
            id = Merchant,
            name = new { zh = "演练商户", en = "A drill's shops" },
            stores = stores.Select(store => new
            {
                id = store,
                name = new { zh = "演练门店", en = "A drill's store" },
                region = "330106",
                category = "dining",
            }),
        }, stop);
        await second.MustAsync(
            HttpMethod.Post, $"/api/v1/ops/merchants/{Merchant}/approve", new { reason = "drill" }, stop, ifMatch: "*");
        var tills = new List<DrillTill>();
        foreach (var store in stores) tills.Add(await TillAsync(first, store, "drill", stop));
        foreach (var till in tills) await KnownAsync(server, till, clock, stop);
        return [.. tills];
    }

    /// <summary>A new key for a till of a store.</summary>
    public static async Task<DrillTill> TillAsync(StaffClient staff, string store, string name, CancellationToken stop)
    {
        var made = await staff.MustAsync(
            HttpMethod.Post, $"/api/v1/ops/stores/{store}/keys", new { name }, stop);
        return new DrillTill(
            store, "till-1", made.GetProperty("key").GetString()!, made.GetProperty("id").GetString()!);
    }

    /// <summary>A store may redeem from when its node knows it.</summary>
    public static async Task KnownAsync(Uri server, DrillTill till, TimeProvider clock, CancellationToken stop)
    {
        using var client = new StaffClient(server, till.Key);
        var began = clock.GetTimestamp();
        while (await client.TryGetAsync("/api/v1/till/store", stop) is null)
        {
            if (clock.GetElapsedTime(began) > KnownMax)
                throw new RushStopped(3, string.Create(
                    CultureInfo.InvariantCulture,
                    $"the store {till.Store} is not known after {KnownMax.TotalSeconds} s"));
            await Task.Delay(Look, clock, stop);
        }
    }

    /// <summary>Takes a store's right to redeem away, or gives it back.</summary>
    public static Task StandAsync(StaffClient staff, string store, bool suspended, CancellationToken stop) =>
        staff.MustAsync(
            HttpMethod.Post, $"/api/v1/ops/stores/{store}/{(suspended ? "suspend" : "reinstate")}",
            new { reason = new { zh = "演练", en = "A drill" } }, stop);
}
