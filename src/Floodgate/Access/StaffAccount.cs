using Microsoft.AspNetCore.Identity;

namespace Floodgate.Access;

/// <summary>
/// Someone who works with the console. Roles are role claims of the account (see <see cref="Roles"/>).
/// </summary>
internal sealed class StaffAccount : IdentityUser
{
    public DateTimeOffset CreatedAt { get; set; }
}
