using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tills.Merchants.Records;

/// <param name="State">Null: all.</param>
/// <param name="Region">A code covers what it begins.</param>
/// <param name="Text">Part of an id or a name.</param>
/// <param name="After">Number of the last one read.</param>
internal sealed record MerchantQuery(
    MerchantState? State, bool WaitingOnly, string? Region, string? Category, string? Text, int After, int Limit);

internal sealed record MerchantLine(MerchantRow Merchant, int Stores, int Waiting);

internal sealed record StoreLine(StoreRow Store, MerchantRow Merchant);

/// <summary>What the pages and the lists show.</summary>
internal sealed class MerchantReads(IDbContextFactory<FloodgateDb> databases, MerchantsOptions options)
{
    public async Task<IReadOnlyList<MerchantLine>> ListAsync(MerchantQuery query, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var stores = db.Set<StoreRow>();
        var rows = db.Set<MerchantRow>().AsNoTracking().Where(row => row.Number > query.After);
        if (query.State is { } state) rows = rows.Where(row => row.State == state);
        if (query.WaitingOnly)
        {
            rows = rows.Where(row => row.State == MerchantState.Applied || row.Proposal != null
                || stores.Any(store => store.MerchantNumber == row.Number
                    && (store.State == MerchantState.Applied || store.Proposal != null)));
        }

        if (query.Region is { } region)
            rows = rows.Where(row => stores.Any(store =>
                store.MerchantNumber == row.Number && store.Region.StartsWith(region)));
        if (query.Category is { } category)
            rows = rows.Where(row => stores.Any(store =>
                store.MerchantNumber == row.Number && store.Category == category));
        if (query.Text is { } text)
            rows = rows.Where(row => row.Id.Contains(text) || row.NameZh.Contains(text) || row.NameEn.Contains(text));
        return await rows.OrderBy(row => row.Number).Take(query.Limit)
            .Select(row => new MerchantLine(
                row, stores.Count(store => store.MerchantNumber == row.Number),
                stores.Count(store => store.MerchantNumber == row.Number
                    && (store.State == MerchantState.Applied || store.Proposal != null))))
            .ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<StoreLine>> ListStoresAsync(MerchantQuery query, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = db.Set<StoreRow>().AsNoTracking().Where(row => row.Number > query.After);
        if (query.State is { } state) rows = rows.Where(row => row.State == state);
        if (query.WaitingOnly) rows = rows.Where(row => row.State == MerchantState.Applied || row.Proposal != null);
        if (query.Region is { } region) rows = rows.Where(row => row.Region.StartsWith(region));
        if (query.Category is { } category) rows = rows.Where(row => row.Category == category);
        if (query.Text is { } text)
            rows = rows.Where(row => row.Id.Contains(text) || row.NameZh.Contains(text) || row.NameEn.Contains(text));
        return await rows.OrderBy(row => row.Number).Take(query.Limit)
            .Join(db.Set<MerchantRow>(), store => store.MerchantNumber, merchant => merchant.Number,
                (store, merchant) => new StoreLine(store, merchant))
            .ToListAsync(cancel);
    }

    public async Task<MerchantFile?> FindAsync(string merchant, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<MerchantRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == merchant, cancel);
        return row is null ? null : new MerchantFile(row, await StoresOfAsync(db, row.Number, cancel));
    }

    /// <summary>Merchants of whom something waits for a second person, the oldest first, so many at most.</summary>
    public async Task<IReadOnlyList<MerchantFile>> WaitingAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var stores = db.Set<StoreRow>().AsNoTracking();
        var rows = await db.Set<MerchantRow>().AsNoTracking()
            .Where(row => row.State == MerchantState.Applied || row.Proposal != null
                || stores.Any(store => store.MerchantNumber == row.Number
                    && (store.State == MerchantState.Applied || store.Proposal != null)))
            .OrderBy(row => row.Number).Take(most).ToListAsync(cancel);
        var numbers = rows.Select(row => row.Number).ToArray();
        var theirs = (await stores.Where(store => numbers.Contains(store.MerchantNumber)).OrderBy(row => row.Number)
            .ToListAsync(cancel)).ToLookup(store => store.MerchantNumber);
        return [.. rows.Select(row => new MerchantFile(row, [.. theirs[row.Number]]))];
    }

    public async Task<StoreLine?> FindStoreAsync(string store, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<StoreRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == store, cancel);
        return row is null ? null : new StoreLine(
            row, await db.Set<MerchantRow>().AsNoTracking().SingleAsync(
                one => one.Number == row.MerchantNumber, cancel));
    }

    /// <summary>What was done lately, the newest first.</summary>
    public async Task<IReadOnlyList<MerchantActRow>> ActsAsync(int merchant, int? store, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<MerchantActRow>().AsNoTracking()
            .Where(row => row.MerchantNumber == merchant && (store == null || row.StoreNumber == store))
            .OrderByDescending(row => row.Number).Take(options.ActsShownMax).ToListAsync(cancel);
    }

    /// <summary>Freezes of a merchant that have not ended; with a store: its own and the merchant's.</summary>
    public async Task<IReadOnlyList<FreezeRow>> FreezesAsync(int merchant, int? store, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<FreezeRow>().AsNoTracking()
            .Where(row => row.MerchantNumber == merchant && row.EndedAt == null
                && (store == null || row.StoreNumber == null || row.StoreNumber == store))
            .OrderBy(row => row.Number).ToListAsync(cancel);
    }

    private static Task<List<StoreRow>> StoresOfAsync(FloodgateDb db, int merchant, CancellationToken cancel) =>
        db.Set<StoreRow>().AsNoTracking().Where(row => row.MerchantNumber == merchant).OrderBy(row => row.Number)
            .ToListAsync(cancel);
}
