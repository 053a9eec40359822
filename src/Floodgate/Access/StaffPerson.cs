using System.Security.Claims;

namespace Floodgate.Access;

/// <summary>
/// The person behind whoever acts: the one answer for every rule that wants two people. An account is its name; an API
/// key with an owner is that owner's account; a key without one is <c>key:NAME</c>, after the holder it was made for.
/// </summary>
internal static class StaffPerson
{
    /// <summary>The claim of a key that belongs to an account: that account's name.</summary>
    public const string OwnerClaim = "key_owner";

    /// <summary>No account's name has a colon: nobody is mistaken for a key.</summary>
    private const string KeyPrefix = "key:";

    /// <summary>What is written down of whoever acts, and compared with <see cref="AreTwo"/>.</summary>
    public static string Of(ClaimsPrincipal user)
    {
        if (user.FindFirst(OwnerClaim)?.Value is { Length: > 0 } owner) return owner;
        var name = user.Identity?.Name is { Length: > 0 } known ? known : "unnamed";
        return user.HasClaim(claim => claim.Type == ApiKeys.ApiKeyScheme.KeyIdClaim) ? KeyPrefix + name : name;
    }

    /// <summary>
    /// Whether these are known to be two people. A key without an owner may be anybody's, so it is never a second
    /// person beside an account; two such keys are two when they were made for two holders.
    /// </summary>
    public static bool AreTwo(string first, string second) =>
        IsKey(first) == IsKey(second) && !string.Equals(first, second, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name without the mark of a key: to find a contact by.</summary>
    public static string HolderOf(string person) => IsKey(person) ? person[KeyPrefix.Length..] : person;

    private static bool IsKey(string person) => person.StartsWith(KeyPrefix, StringComparison.Ordinal);
}
