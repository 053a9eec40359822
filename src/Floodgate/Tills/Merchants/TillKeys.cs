using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tills.Merchants;

/// <summary>The keys of a store's tills, for commands, API and console alike.</summary>
internal static class TillKeys
{
    /// <summary>Refused for a store that nobody has applied for, or that was refused.</summary>
    public static async Task<ApiKeyCreation> CreateAsync(
        FloodgateDb db, KeyRing keys, AccessOptions access, TillKeyRequest asked, DateTimeOffset now)
    {
        var known = await db.Set<StoreRow>()
            .AnyAsync(row => row.Id == asked.Store && row.State != MerchantState.Refused);
        if (!known) return new ApiKeyCreation.Refused($"there is no store {asked.Store}; apply for it first");
        if (await Live(db, asked.Store).CountAsync() >= asked.Most)
            return new ApiKeyCreation.Refused($"the store has {asked.Most} keys already; revoke some first");
        return await ApiKeyBook.CreateAsync(
            db, keys, access, new ApiKeyRequest(Roles.Till, asked.Name, asked.Store, asked.Owner), now);
    }

    /// <summary>Every key the store ever had, the newest first.</summary>
    public static Task<List<ApiKeyRow>> ListAsync(FloodgateDb db, string store) =>
        db.Set<ApiKeyRow>().AsNoTracking().Where(key => key.Store == store).OrderByDescending(key => key.CreatedAt)
            .Take(1_000).ToListAsync();

    /// <summary>False when the store has no such key.</summary>
    public static async Task<bool> RevokeAsync(FloodgateDb db, string store, string id, DateTimeOffset now) =>
        await db.Set<ApiKeyRow>().AnyAsync(key => key.Id == id && key.Store == store)
            && await ApiKeyBook.RevokeAsync(db, id, now);

    /// <summary>Ends every key of a store; how many that were.</summary>
    public static Task<int> RevokeAllAsync(FloodgateDb db, string store, DateTimeOffset now)
    {
        var micros = now.Micros();
        return Live(db, store).ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, micros));
    }

    private static IQueryable<ApiKeyRow> Live(FloodgateDb db, string store) =>
        db.Set<ApiKeyRow>().Where(key => key.Store == store && key.RevokedAt == null);
}

/// <param name="Most">Keys the store may have.</param>
internal sealed record TillKeyRequest(string Store, string Name, int Most, string? Owner = null);
