using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tills.Merchants.Import;

/// <summary>What came of an import; with faults or as a dry run nothing has changed.</summary>
internal sealed record ImportResult(
    bool Imported, int Merchants, int Stores, IReadOnlyList<ImportFault> Faults, bool TooLarge = false,
    bool Full = false);

/// <summary>
/// Brings a whole file in, or nothing of it. What it brings has been applied for, by whoever imports it, and waits for
/// a second person like any other application.
/// </summary>
internal sealed class MerchantImport(
    IDbContextFactory<FloodgateDb> databases, MerchantDesk desk, MerchantsOptions options, DirectoryBell bell,
    ILogger<MerchantImport> log)
{
    public async Task<ImportResult> RunAsync(byte[] file, bool dryRun, string actor, CancellationToken cancel)
    {
        var reading = ImportFile.Read(file, options);
        if (reading.TooLarge) return new(false, 0, 0, [], TooLarge: true);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var faults = new ImportFaults(options.ImportFaultsMax);
        foreach (var fault in reading.Faults) faults.Add(fault.Row, fault.Column, fault.Code, fault.Message);
        // What is there is looked at under the lock: ids and rooms are still free when the rows are written.
        await using var write = dryRun ? null : await db.Database.BeginTransactionAsync(cancel);
        if (write is not null) await db.LockAsync(StorageLock.Merchants, 0, cancel);
        var known = await KnownAsync(db, reading, faults, cancel);
        var merchants = reading.Rows.GroupBy(row => row.Merchant, StringComparer.Ordinal).ToArray();
        var fresh = merchants.Count(group => !known.ContainsKey(group.Key));
        if (faults.All.Count > 0) return new(false, fresh, reading.Rows.Count, faults.All);
        if (!await desk.HasRoomAsync(db, fresh, reading.Rows.Count, cancel)
            || await AnyTooLargeAsync(db, known, merchants, cancel))
            return new(false, fresh, reading.Rows.Count, [], Full: true);
        if (write is null) return new(false, fresh, reading.Rows.Count, []);
        foreach (var group in merchants)
        {
            NewStore[] stores = [.. group.Select(row => row.Store)];
            if (known.TryGetValue(group.Key, out var merchant))
                await desk.AddAsync(db, merchant, stores, actor, cancel);
            else await desk.AddAsync(db, new NewMerchant(group.Key, group.First().Terms, stores), actor, cancel);
            await db.Set<MerchantRow>().Where(row => row.Id == group.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), cancel);
            // Written; kept any longer each further merchant would be compared with all before it.
            db.ChangeTracker.Clear();
        }

        await write.CommitAsync(CancellationToken.None);
        bell.Ring();
        MerchantsLog.Imported(log, fresh, reading.Rows.Count, actor);
        return new(true, fresh, reading.Rows.Count, []);
    }

    /// <summary>Whether a merchant would have more stores than one may, those it has counted in.</summary>
    private async Task<bool> AnyTooLargeAsync(
        FloodgateDb db, Dictionary<string, MerchantRow> known,
        IReadOnlyList<IGrouping<string, ImportRow>> merchants, CancellationToken cancel)
    {
        var stores = await db.Set<StoreRow>().GroupBy(store => store.MerchantNumber)
            .Select(one => new { one.Key, Count = one.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, cancel);
        return merchants.Any(group => group.Count() + (known.TryGetValue(group.Key, out var merchant)
            ? stores.GetValueOrDefault(merchant.Number) : 0) > options.StoresPerMerchantMax);
    }

    /// <summary>The merchants there are already; names what clashes with what is there.</summary>
    private static async Task<Dictionary<string, MerchantRow>> KnownAsync(
        FloodgateDb db, ImportReading reading, ImportFaults faults, CancellationToken cancel)
    {
        var known = new Dictionary<string, MerchantRow>(StringComparer.Ordinal);
        foreach (var part in reading.Rows.Chunk(500))
        {
            var (merchants, stores) = (part.Select(row => row.Merchant).Distinct(StringComparer.Ordinal).ToArray(),
                part.Select(row => row.Store.Id).ToArray());
            foreach (var row in await db.Set<MerchantRow>().AsNoTracking()
                .Where(row => merchants.Contains(row.Id)).ToListAsync(cancel)) known[row.Id] = row;
            var taken = (await db.Set<StoreRow>().Where(row => stores.Contains(row.Id)).Select(row => row.Id)
                .ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            foreach (var row in part.Where(row => taken.Contains(row.Store.Id)))
                faults.Add(row.Row, "store", "store-exists", "已有门店使用这个编号。", "Another store has this id.");
        }

        foreach (var row in reading.Rows)
        {
            if (!known.TryGetValue(row.Merchant, out var merchant)) continue;
            if (merchant.State == MerchantState.Refused)
                faults.Add(row.Row, "merchant", "merchant-refused", "这个商户已被拒绝。", "This merchant was refused.");
            else if (merchant.Terms != row.Terms)
                faults.Add(row.Row, "merchant", "merchant-differs", "与已登记的商户资料不同；请在商户页面修改。",
                    "The merchant on record has other particulars; change them on its page.");
        }

        return known;
    }
}
