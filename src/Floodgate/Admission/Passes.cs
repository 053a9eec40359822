using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;

namespace Floodgate.Admission;

/// <summary>Makes and checks passes and tickets.</summary>
internal sealed class Passes(KeyRing keys, AdmissionOptions options, TimeProvider clock)
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// A pass for the holder of a ticket whose turn it is; good for the configured minutes, never beyond ten.
    /// </summary>
    public string Issue(in Pass holder) => SealedToken.Seal(
        new Ticket(holder with { ExpiresUnixSeconds = Now() + options.PassSeconds }, 0), keys.Current(KeyPurpose.Pass));

    public string Issue(in Ticket ticket) => SealedToken.Seal(ticket, keys.Current(KeyPurpose.Ticket));

    public TokenOutcome ReadPass(string? authorization, out Pass pass)
    {
        var outcome = Read(authorization, KeyPurpose.Pass, out var ticket);
        pass = ticket.Holder;
        return outcome;
    }

    public TokenOutcome ReadTicket(string? authorization, out Ticket ticket) =>
        Read(authorization, KeyPurpose.Ticket, out ticket);

    public static bool LooksLikePass(string? authorization) =>
        authorization is not null
            && authorization.StartsWith(Scheme + SealedToken.PassPrefix, StringComparison.Ordinal);

    /// <summary>Whether the attributes on the pass satisfy the version in force at this time.</summary>
    public static bool IsEligible(CampaignVersion version, in Pass pass, long nowMicros)
    {
        var rules = version.Definition.Eligibility;
        if (rules.AllowList is null && rules.Regions.Count == 0 && !rules.WeekdayByLastDigit) return true;
        var person = new PersonAttributes(pass.Region, pass.LastDigit, pass.OnAllowList);
        return EligibilityDecision.Decide(rules, person, UnixTime.ToTime(nowMicros),
            version.Zone) == EligibilityOutcome.Eligible;
    }

    private TokenOutcome Read(string? authorization, KeyPurpose purpose, out Ticket ticket)
    {
        ticket = default;
        if (string.IsNullOrEmpty(authorization)) return TokenOutcome.Missing;
        return authorization.StartsWith(Scheme, StringComparison.Ordinal)
            ? SealedToken.Open(authorization.AsSpan(Scheme.Length), purpose, keys, Now(), out ticket)
            : TokenOutcome.Invalid;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeSeconds();
}
