using System.Text;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Merchants.Import;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.IntegrationTests.Storage.Races;

public sealed class MerchantRaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merchant_AppliedForByEightAtOnce_IsThereOnce()
    {
        using var store = await PostgresStore.CreateAsync();
        var outcomes = await Race.RunAsync(_ => Desk(store, new MerchantsOptions()).ApplyAsync(
            new NewMerchant("m-1", new MerchantTerms(new BilingualText("面馆", "Noodles")), []), "ann", Cancel));
        Assert.Single(outcomes, one => one.Answer == MerchantAnswer.Done);
        Assert.Equal(7, outcomes.Count(one => one.Answer == MerchantAnswer.MerchantExists));
        await using var db = store.CreateDbContext();
        Assert.Equal(1, await db.Set<MerchantRow>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Merchants_AppliedForAtOnce_StayWithinTheRoomThereIs()
    {
        using var store = await PostgresStore.CreateAsync();
        var options = new MerchantsOptions { MerchantsMax = 3 };
        var outcomes = await Race.RunAsync(runner => Desk(store, options).ApplyAsync(
            new NewMerchant($"m-{runner}", new MerchantTerms(new BilingualText("面馆", "Noodles")), []), "ann", Cancel));
        Assert.Equal(3, outcomes.Count(one => one.Answer == MerchantAnswer.Done));
    }

    [Fact]
    public async Task Import_OfOneFileByEightAtOnce_IsWrittenOnce()
    {
        using var store = await PostgresStore.CreateAsync();
        var file = Encoding.UTF8.GetBytes(
            "merchant,merchantNameZh,merchantNameEn,store,storeNameZh,storeNameEn,region,category\n"
            + "m-1,面馆,Noodles,s-1,一店,One,310101,dining\n");
        var options = new MerchantsOptions();
        var results = await Race.RunAsync(_ => new MerchantImport(
            store, Desk(store, options), options, new DirectoryBell(), NullLogger<MerchantImport>.Instance)
            .RunAsync(file, dryRun: false, "ann", Cancel));
        Assert.Single(results, one => one.Imported);
        await using var db = store.CreateDbContext();
        Assert.Equal(1, await db.Set<MerchantRow>().CountAsync(Cancel));
        Assert.Equal(1, await db.Set<StoreRow>().CountAsync(Cancel));
    }

    private static MerchantDesk Desk(PostgresStore store, MerchantsOptions options) => new(
        store, options, (one, other) => one != other, new DirectoryBell(), TimeProvider.System,
        NullLogger<MerchantDesk>.Instance);
}
