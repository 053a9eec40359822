using System.Collections.Immutable;
using Floodgate.Foundation;

namespace Floodgate.Access.Citizens;

/// <summary>Who a checked token speaks for. Identities are keyed hashes; what they were made of is not kept.</summary>
/// <param name="Person">Of the strongest identity in the token: real-name person, else phone, else account.</param>
/// <param name="Identities">Of every identity in the token, strongest first: what an allow list is asked for.</param>
/// <param name="Account">Of the account (<c>sub</c>).</param>
/// <param name="Region">Claim <c>region</c>, as the issuer writes it; null when absent.</param>
/// <param name="LastDigit">Claim <c>last_digit</c>, 0 to 9, for weekday splits; null when absent or not a
/// digit.</param>
internal sealed record Citizen(
    PersonId Person, ImmutableArray<PersonId> Identities, PersonId Account, string? Region, int? LastDigit);

/// <summary>Why a token was not believed; for logs and tests. People are told only that it was not.</summary>
internal enum TokenFault
{
    /// <summary>No issuer is configured.</summary>
    NoIssuer,
    TooLarge,
    Malformed,
    DuplicateMember,
    Algorithm,
    UnknownKey,
    Signature,
    Issuer,
    Audience,
    NotYetValid,
    NoExpiry,

    /// <summary>A claim of the wrong type, empty, or longer than 256 characters.</summary>
    Claim,
}

/// <summary>What came of looking at a request's token.</summary>
internal abstract record CitizenResult
{
    private CitizenResult()
    {
    }

    public sealed record Valid(Citizen Citizen) : CitizenResult;

    public sealed record Missing : CitizenResult;

    public sealed record Invalid(TokenFault Fault) : CitizenResult;

    public sealed record Expired : CitizenResult;

    /// <summary>
    /// The issuer's keys cannot be had just now, so nothing can be said about the token: 503, try again.
    /// </summary>
    public sealed record KeysUnavailable : CitizenResult;

    public static readonly CitizenResult NoToken = new Missing();
    public static readonly CitizenResult Over = new Expired();
    public static readonly CitizenResult NoKeys = new KeysUnavailable();

    /// <summary>The refusal to answer with; null when the token is good.</summary>
    public Refusal? Refusal => this switch
    {
        Valid => null,
        Missing => Refusals.TokenMissing,
        Expired => Refusals.TokenExpired,
        KeysUnavailable => Refusals.IdentityUnavailable,
        _ => Refusals.TokenInvalid,
    };
}
