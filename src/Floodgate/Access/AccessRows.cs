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

    public long CreatedAt { get; set; }

    public long? RevokedAt { get; set; }

    /// <summary>The start of the UTC day it was last used on: enough to find keys nobody needs.</summary>
    public long? LastUsedDay { get; set; }
}

/// <summary>The only setup link, as its hash. A later start replaces it.</summary>
internal sealed class SetupLinkRow
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;

    public byte[] TokenHash { get; set; } = [];

    public long ExpiresAt { get; set; }
}
