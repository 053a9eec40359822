using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Floodgate.Access.Staff;

/// <summary>
/// Identity's store over <see cref="FloodgateDb"/>. Second-factor secrets and recovery codes are encrypted, so that a
/// copied database does not give them away.
/// </summary>
internal sealed class StaffStore(FloodgateDb db, IdentityErrorDescriber errors, IDataProtectionProvider protection)
    : UserOnlyStore<StaffAccount, FloodgateDb>(db, errors)
{
    private readonly IDataProtector _secrets = protection.CreateProtector("Floodgate.Access.StaffTokens");

    public override Task SetTokenAsync(
        StaffAccount user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(
            user, loginProvider, name, value is null ? null : _secrets.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(
        StaffAccount user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        var value = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        return value is null ? null : _secrets.Unprotect(value);
    }
}
