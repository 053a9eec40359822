namespace Floodgate.Access;

/// <summary>An API key as kept: its keyed hash, never the key. Times are Unix microseconds.</summary>
internal sealed class ApiKeyRow
{
    /// <summary>The eight characters between the prefix and the secret; not secret.</summary>
    public string Id { get; set; } = "";

    public byte[] Hash { get; set; } = [];

    public string Role { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The one store a till's key is good for; null for every other role.</summary>
    public string? Store { get; set; }

    /// <summary>The staff account it belongs to, whose person acts with it; null: nobody's account.</summary>
    public string? Owner { get; set; }

    public long CreatedAt { get; set; }

    public long? RevokedAt { get; set; }

    /// <summary>The start of the UTC day it was last used on: enough to find keys nobody needs.</summary>
    public long? LastUsedDay { get; set; }
}

/// <summary>
/// A link that makes one account, as its hash. The first administrator's is replaced by each start. Times are Unix
/// microseconds.
/// </summary>
internal sealed class SetupLinkRow
{
    /// <summary>Names the link to whoever withdraws it; not secret.</summary>
    public string Id { get; set; } = "";

    public byte[] TokenHash { get; set; } = [];

    /// <summary>The role the account gets.</summary>
    public string Role { get; set; } = "";

    /// <summary>The administrator who made it; null for the first administrator's own.</summary>
    public string? InvitedBy { get; set; }

    public long ExpiresAt { get; set; }
}
