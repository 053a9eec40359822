using Floodgate.Foundation.Keys;
using Floodgate.Tills;
using Floodgate.Tills.Offline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Floodgate.IntegrationTests.Storage.Races;

public sealed class QuotaRaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quotas_GivenByEightNodesAtOnce_StayWithinTheStores()
    {
        using var store = await PostgresStore.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("floodgate-quota-").FullName;
        var keys = KeyRing.Open(Path.Combine(folder, "keys"), TimeProvider.System);
        var limits = Options.Create(new TillsOptions { QuotaCents = 40_000, StoreQuotaCents = 100_000 });
        await Race.RunAsync(async runner =>
        {
            await using var db = store.CreateDbContext();
            return await new StoreQuotas(keys, limits, TimeProvider.System)
                .GiveAsync(db, 7, new QuotaBody($"till-{runner}", "CNY"));
        });
        await using var after = store.CreateDbContext();
        Assert.Equal(100_000, await after.Set<OfflineQuotaRow>().SumAsync(row => row.Cents, Cancel));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Lock_ThatIsHeld_KeepsOthersOutUntilItIsGivenBack()
    {
        using var store = await PostgresStore.CreateAsync();
        await using var first = store.CreateDbContext();
        await using var second = store.CreateDbContext();
        var wait = TimeSpan.FromMilliseconds(100);
        await using (await first.HoldAsync(Floodgate.Storage.StorageLock.Store, 7, wait))
        {
            await using var other = await second.HoldAsync(Floodgate.Storage.StorageLock.Store, 8, wait);
            await Assert.ThrowsAsync<Npgsql.PostgresException>(
                async () => await second.HoldAsync(Floodgate.Storage.StorageLock.Store, 7, wait));
        }

        await using var again = await second.HoldAsync(Floodgate.Storage.StorageLock.Store, 7, wait);
    }

    [Fact]
    public async Task Lock_WithoutATransaction_IsRefused()
    {
        using var store = await PostgresStore.CreateAsync();
        await using var db = store.CreateDbContext();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => db.LockAsync(Floodgate.Storage.StorageLock.Staff, 0, Cancel));
    }
}
