using System.Text;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Host;

/// <summary>
/// The store of the demo and a key for its till: made at the first start, kept in a file of the data folder that only
/// its owner reads. Nobody ships with a password that others know.
/// </summary>
internal static class DemoTill
{
    public const string Merchant = "demo-noodles";
    public const string Store = "demo-store";
    public const string KeyFile = "demo-till-key.txt";

    /// <summary>A line for whoever started the demo: where the key is.</summary>
    public static async Task<string> OpenAsync(IServiceProvider services, DataFolder folder)
    {
        var file = Path.Combine(folder.Path, KeyFile);
        // Nothing is written at a later start: the disk may be full or read-only by then.
        if (services.GetRequiredService<StoreDirectory>().Find(Store) is null) await ApplyAsync(services);
        if (!File.Exists(file) && await KeyAsync(services) is { } key)
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(key + "\n"));
        return $"Try a till          store {Store}; its key is in {file}";
    }

    private static async Task ApplyAsync(IServiceProvider services)
    {
        var desk = services.GetRequiredService<MerchantDesk>();
        var asked = new NewMerchant(
            Merchant, new MerchantTerms(new BilingualText("西湖面馆（演示）", "West Lake Noodles (demo)")),
            [
                new NewStore(Store, new StoreTerms(
                    new BilingualText("西湖面馆湖滨店（演示）", "West Lake Noodles, Lakeside (demo)"), "330106", "dining")),
            ]);
        // Two names, like everywhere: the demo has no way round the second person.
        var applied = await desk.ApplyAsync(asked, "demo-applicant", CancellationToken.None);
        if (applied.Answer == MerchantAnswer.Done)
            await desk.ApproveAsync(Merchant, static _ => true, "demo", "demo-approver", CancellationToken.None);
    }

    private static async Task<string?> KeyAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<FloodgateDb>>().CreateDbContextAsync();
        var made = await TillKeys.CreateAsync(
            db, services.GetRequiredService<KeyRing>(), services.GetRequiredService<AccessOptions>(),
            new TillKeyRequest(Store, "demo till", services.GetRequiredService<MerchantsOptions>().KeysPerStoreMax),
            services.GetRequiredService<TimeProvider>().GetUtcNow());
        return (made as ApiKeyCreation.Created)?.Key.ToString();
    }
}
