namespace Floodgate.Access.Staff;

/// <summary>One account as an administrator sees it.</summary>
/// <param name="Id">Names the account in changes; never shown.</param>
/// <param name="Name">The name it signs in with.</param>
/// <param name="Role">One of <see cref="Roles.OfPeople"/>.</param>
/// <param name="TwoStep">Whether signing in takes a second factor.</param>
/// <param name="Locked">Whether an administrator locked it.</param>
/// <param name="HeldUntil">After too many wrong passwords; null when it is not held.</param>
/// <param name="LastSignIn">Null when it was never used.</param>
public sealed record StaffMember(
    string Id, string Name, string Role, bool TwoStep, bool Locked, DateTimeOffset? HeldUntil,
    DateTimeOffset? LastSignIn);

/// <summary>A setup link that waits to be used. The link itself is shown once, when it is made.</summary>
public sealed record StaffInvitation(string Id, string Role, string InvitedBy, DateTimeOffset ExpiresAt);

/// <summary>All accounts, by name, and all open links, the next to expire first.</summary>
public sealed record StaffRoll(IReadOnlyList<StaffMember> Members, IReadOnlyList<StaffInvitation> Invitations);

/// <summary>What came of a change of the register.</summary>
public enum StaffOutcome
{
    /// <summary>It stands.</summary>
    Done,

    /// <summary>Whoever asked is no administrator, or is not one any more.</summary>
    NotAllowed,

    /// <summary>No such account, link or role.</summary>
    Unknown,

    /// <summary>Nobody would be left who can manage accounts.</summary>
    LastAdministrator,

    /// <summary>As many links as may be are open.</summary>
    TooManyInvitations,

    /// <summary>As many accounts as may be exist.</summary>
    TooManyAccounts,
}

/// <summary>A new link: its token for <c>/setup?token=…</c>, known to nobody else, or why there is none.</summary>
public sealed record StaffInvited(StaffOutcome Outcome, string? Token, DateTimeOffset? ExpiresAt)
{
    internal static StaffInvited Refused(StaffOutcome why) => new(why, null, null);
}
