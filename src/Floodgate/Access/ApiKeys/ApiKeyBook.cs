using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Access.ApiKeys;

/// <summary>What came of asking for a new key.</summary>
internal abstract record ApiKeyCreation
{
    public sealed record Created(ApiKeyText Key) : ApiKeyCreation;

    public sealed record Refused(string Why) : ApiKeyCreation;
}

/// <summary>
/// Writes API keys, for commands and the console alike. A running server sees changes within seconds.
/// </summary>
internal static class ApiKeyBook
{
    public const int NameLengthMax = 100;

    public static async Task<ApiKeyCreation> CreateAsync(
        FloodgateDb db, KeyRing keys, AccessOptions options, ApiKeyRequest asked, DateTimeOffset now)
    {
        if (Fault(asked) is { } fault) return new ApiKeyCreation.Refused(fault);
        var owner = asked.Owner is { } name ? await FindAccountAsync(db, name) : null;
        if (asked.Owner is not null && owner is null)
            return new ApiKeyCreation.Refused($"there is no account {asked.Owner} to own the key");
        if (await db.Set<ApiKeyRow>().CountAsync(key => key.RevokedAt == null) >= options.ApiKeysMax)
            return new ApiKeyCreation.Refused($"there are {options.ApiKeysMax} keys already; revoke some first");
        var fresh = ApiKeyText.Fresh();
        db.Add(new ApiKeyRow
        {
            Id = fresh.Id,
            Hash = fresh.Hash(keys),
            Role = asked.Role,
            Name = asked.Name,
            Store = asked.Store,
            Owner = owner,
            CreatedAt = now.Micros(),
        });
        await db.SaveChangesAsync();
        return new ApiKeyCreation.Created(fresh);
    }

    /// <summary>False when there is no such key. Revoking twice keeps the first time.</summary>
    public static async Task<bool> RevokeAsync(FloodgateDb db, string id, DateTimeOffset now)
    {
        var micros = now.Micros();
        await db.Set<ApiKeyRow>().Where(key => key.Id == id && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, micros));
        return await db.Set<ApiKeyRow>().AnyAsync(key => key.Id == id);
    }

    public static Task<List<ApiKeyRow>> ListAsync(FloodgateDb db) =>
        db.Set<ApiKeyRow>().AsNoTracking().OrderBy(key => key.CreatedAt).ToListAsync();

    /// <summary>The account's name as it has it itself, whatever the case it was asked for in.</summary>
    private static Task<string?> FindAccountAsync(FloodgateDb db, string name)
    {
        var normalized = name.ToUpperInvariant();
        return db.Set<StaffAccount>().Where(account => account.NormalizedUserName == normalized)
            .Select(account => account.UserName).SingleOrDefaultAsync();
    }

    private static string? Fault(ApiKeyRequest asked)
    {
        if (!Roles.All.Contains(asked.Role)) return $"role must be one of {string.Join(", ", Roles.All)}";
        if (asked.Name.Length is 0 or > NameLengthMax) return $"name must be 1 to {NameLengthMax} characters";
        if (asked.Role == Roles.Till && asked.Store is null) return "a till's key needs its store";
        if (asked.Role != Roles.Till && asked.Store is not null) return "only a till's key has a store";
        return asked.Store is { Length: 0 or > NameLengthMax }
            ? $"store must be 1 to {NameLengthMax} characters"
            : null;
    }
}

/// <summary>The key wanted: role (<see cref="Roles"/>), a name for people, and the store if it is a till's.</summary>
/// <param name="Owner">The account of the person who will act with it: whoever makes a key signed in owns it.</param>
internal sealed record ApiKeyRequest(string Role, string Name, string? Store, string? Owner = null);
