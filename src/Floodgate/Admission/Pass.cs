using Floodgate.Foundation;

namespace Floodgate.Admission;

/// <summary>
/// What a pass or a ticket says of its bearer: a keyed hash, a campaign, the attributes eligibility asks for. No
/// name, no
/// number. Region and digit come from the token; the allow list was looked up under <paramref name="Version"/>.
/// </summary>
internal readonly record struct Pass(
    int Campaign, int Version, PersonId Person, long ExpiresUnixSeconds, string? Region, int? LastDigit,
    bool OnAllowList);

/// <summary>A place in line: who, where, and until when the ticket is good.</summary>
internal readonly record struct Ticket(Pass Holder, long Place);

/// <summary>Why a sealed token was not taken.</summary>
internal enum TokenOutcome { Valid, Missing, Invalid, Expired }
