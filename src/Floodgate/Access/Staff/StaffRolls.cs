using System.Security.Claims;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Access.Staff;

/// <summary>What the tables say of accounts and their roles now.</summary>
internal static class StaffRolls
{
    public static async Task<bool> IsAdministratorAsync(FloodgateDb db, string name, CancellationToken cancel)
    {
        var account = await db.Set<StaffAccount>().AsNoTracking()
            .SingleOrDefaultAsync(one => one.UserName == name, cancel);
        return account is { IsLocked: false }
            && await RolesOf(db).AnyAsync(
                claim => claim.UserId == account.Id && claim.ClaimValue == Roles.Admin, cancel);
    }

    /// <summary>Whether nobody but this account could manage accounts.</summary>
    public static async Task<bool> IsLastAdministratorAsync(
        FloodgateDb db, StaffAccount account, CancellationToken cancel)
    {
        var ids = await RolesOf(db).Where(claim => claim.ClaimValue == Roles.Admin)
            .Select(claim => claim.UserId).ToListAsync(cancel);
        if (!ids.Contains(account.Id)) return false;
        var administrators = await db.Set<StaffAccount>().AsNoTracking()
            .Where(one => ids.Contains(one.Id)).ToListAsync(cancel);
        return administrators.TrueForAll(one => one.Id == account.Id || one.IsLocked);
    }

    public static async Task<StaffRoll> ReadAsync(
        FloodgateDb db, DateTimeOffset now, AccessOptions options, CancellationToken cancel)
    {
        var roles = (await RolesOf(db).AsNoTracking().ToListAsync(cancel))
            .ToLookup(claim => claim.UserId, claim => claim.ClaimValue ?? "", StringComparer.Ordinal);
        var accounts = await db.Set<StaffAccount>().AsNoTracking()
            .OrderBy(account => account.NormalizedUserName).Take(options.StaffAccountsMax).ToListAsync(cancel);
        var micros = now.Micros();
        var links = await db.Set<SetupLinkRow>().AsNoTracking()
            .Where(link => link.InvitedBy != null && link.ExpiresAt > micros)
            .OrderBy(link => link.ExpiresAt).Take(options.OpenInvitationsMax).ToListAsync(cancel);
        return new StaffRoll(
            [.. accounts.Select(account => Show(account, roles[account.Id].FirstOrDefault() ?? "", now))],
            [.. links.Select(link => new StaffInvitation(
                link.Id, link.Role, link.InvitedBy!, UnixTime.ToTime(link.ExpiresAt)))]);
    }

    private static StaffMember Show(StaffAccount account, string role, DateTimeOffset now) => new(
        account.Id,
        account.UserName ?? "",
        role,
        account.TwoFactorEnabled,
        account.IsLocked,
        account is { IsLocked: false, LockoutEnd: { } until } && until > now ? until : null,
        account.LastSignInAt is { } last ? UnixTime.ToTime(last) : null);

    private static IQueryable<IdentityUserClaim<string>> RolesOf(FloodgateDb db) =>
        db.Set<IdentityUserClaim<string>>().Where(claim => claim.ClaimType == ClaimTypes.Role);
}
