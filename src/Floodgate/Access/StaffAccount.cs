using Microsoft.AspNetCore.Identity;

namespace Floodgate.Access;

/// <summary>
/// Someone who works with the console. Roles are role claims of the account (see <see cref="Roles"/>).
/// </summary>
internal sealed class StaffAccount : IdentityUser
{
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Unix microseconds; null when the account was never used.</summary>
    public long? LastSignInAt { get; set; }

    /// <summary>
    /// Whether an administrator locked it. Too many wrong passwords hold an account for minutes; this is for good.
    /// </summary>
    public bool IsLocked => LockoutEnd == DateTimeOffset.MaxValue;
}
