using System.ComponentModel.DataAnnotations;

namespace Floodgate.Access;

/// <summary>Limits and settings of access, from the configuration section <c>Access</c>; checked at start.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>
    /// Whose tokens citizens bring; null with the demo issuer, or when citizens cannot sign in at all.
    /// </summary>
    public IssuerOptions? Issuer { get; set; }

    /// <summary>Longest token looked at, 512 to 8,192 bytes.</summary>
    [Range(512, 8192)]
    public int TokenBytesMax { get; set; } = 8192;

    /// <summary>
    /// Checked tokens remembered so that polling costs a look-up, 0 to 1,000,000 (about 300 bytes each).
    /// </summary>
    [Range(0, 1_000_000)]
    public int RememberedTokensMax { get; set; } = 100_000;

    /// <summary>How long a checked token is believed before its key is looked up again, 1 to 600 seconds.</summary>
    [Range(1, 600)]
    public int RememberedSecondsMax { get; set; } = 300;

    /// <summary>
    /// API keys held in memory, revoked ones left out, 1 to 100,000; <c>keys create</c> refuses more.
    /// </summary>
    [Range(1, 100_000)]
    public int ApiKeysMax { get; set; } = 10_000;

    /// <summary>
    /// Age at which the API keys are read again: a revocation takes effect within it. 1 to 5 seconds.
    /// </summary>
    [Range(1, 5)]
    public int ApiKeysReadSeconds { get; set; } = 3;

    /// <summary>How long known API keys stay good while the database cannot be read, 0 to 1,440 minutes.</summary>
    [Range(0, 1440)]
    public int ApiKeysStaleMinutesMax { get; set; } = 60;

    /// <summary>Sign-in, code and setup tries of one network address (IPv6: /64) in a minute, 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int SignInTriesPerMinute { get; set; } = 10;

    /// <summary>Passwords checked at one time on a node; each costs some 30 ms of processor. 1 to 64.</summary>
    [Range(1, 64)]
    public int SignInsAtOnceMax { get; set; } = 4;

    /// <summary>Life of a setup link, the first administrator's or an invited person's, 1 to 24 hours.</summary>
    [Range(1, 24)]
    public int SetupLinkHours { get; set; } = 24;

    /// <summary>
    /// How often a session is held against its account, an open page's too: within it, who has been removed, has a new
    /// password or has lost a role is out. 1 to 60 seconds.
    /// </summary>
    [Range(1, 60)]
    public int SessionCheckSeconds { get; set; } = 30;

    /// <summary>
    /// How long an open page keeps its rights while the database cannot be read, 0 to 1,440 minutes: a pause must be
    /// possible just then.
    /// </summary>
    [Range(0, 1440)]
    public int SessionStaleMinutesMax { get; set; } = 60;

    /// <summary>Setup links for further accounts that are open at one time, 1 to 100.</summary>
    [Range(1, 100)]
    public int OpenInvitationsMax { get; set; } = 20;

    /// <summary>Staff accounts, locked ones too; no further ones are invited then. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int StaffAccountsMax { get; set; } = 200;

    /// <summary>Idle life of a console session, 1 to 24 hours.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 8;
}

/// <summary>The organiser's identity provider (RFC 7519 tokens; RFC 7517 keys; OpenID Connect Discovery 1.0).</summary>
internal sealed class IssuerOptions : IValidatableObject
{
    /// <summary>
    /// Base address for discovery (https, or http on this machine). Exactly one of this and <see cref="JwksFile"/>.
    /// </summary>
    public Uri? Authority { get; set; }

    /// <summary>
    /// A file with the issuer's public keys; read again as an address is asked again.
    /// </summary>
    public string? JwksFile { get; set; }

    /// <summary>
    /// What <c>iss</c> must be, to the letter. May be left out with <see cref="Authority"/>: then it is that address.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>What <c>aud</c> must be or contain.</summary>
    [Required, MinLength(1)]
    public string Audience { get; set; } = "";

    /// <summary>How far the clocks may differ, 0 to 120 seconds.</summary>
    [Range(0, 120)]
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>
    /// Least time between two fetches of the keys, whatever tokens arrive, 1 to 300 seconds. A new key works within it.
    /// </summary>
    [Range(1, 300)]
    public int KeysFetchPauseSeconds { get; set; } = 30;

    /// <summary>
    /// Age at which the keys are fetched again, 1 to 3,600 seconds. A key withdrawn is refused after it and
    /// <see cref="AccessOptions.RememberedSecondsMax"/>.
    /// </summary>
    [Range(1, 3600)]
    public int KeysAgeSecondsMax { get; set; } = 600;

    /// <summary>The <c>iss</c> asked for.</summary>
    internal string ExpectedIssuer => Issuer ?? Authority?.OriginalString ?? "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null == JwksFile is null)
            yield return new("Access:Issuer needs exactly one of Authority and JwksFile.", [nameof(Authority)]);
        if (Authority is { } address && !IsSafe(address))
            yield return new("Access:Issuer:Authority must be an https address.", [nameof(Authority)]);
        if (ExpectedIssuer.Length == 0)
            yield return new("Access:Issuer:Issuer is needed with a JwksFile.", [nameof(Issuer)]);
    }

    internal static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
