using System.Security.Claims;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access.Staff;

/// <summary>
/// Staff accounts as administrators manage them. Each call looks at the database whether its actor is an administrator
/// now, in the same transaction as the change: a page that was opened before a lock or a demotion changes nothing.
/// </summary>
public sealed class StaffRegister
{
    private readonly IServiceScopeFactory _scopes;
    private readonly SetupLinks _links;
    private readonly AccessOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<StaffRegister> _log;
    private readonly StaffWitness _witness;

    private StaffRegister(IServiceProvider all)
    {
        _scopes = all.GetRequiredService<IServiceScopeFactory>();
        _links = all.GetRequiredService<SetupLinks>();
        _options = all.GetRequiredService<AccessOptions>();
        _clock = all.GetRequiredService<TimeProvider>();
        _log = all.GetRequiredService<ILogger<StaffRegister>>();
        _witness = all.GetRequiredService<StaffWitness>();
    }

    internal static StaffRegister Of(IServiceProvider all) => new(all);

    /// <summary>Null when <paramref name="actor"/> (an account's name) is no administrator.</summary>
    public async Task<StaffRoll?> ReadAsync(string actor, CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FloodgateDb>();
        if (!await StaffRolls.IsAdministratorAsync(db, actor, cancel)) return null;
        return await StaffRolls.ReadAsync(db, _clock.GetUtcNow(), _options, cancel);
    }

    /// <summary>A link with which one person makes one account with this role.</summary>
    public async Task<StaffInvited> InviteAsync(string actor, string role, CancellationToken cancel)
    {
        if (!Roles.OfPeople.Contains(role)) return StaffInvited.Refused(StaffOutcome.Unknown);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FloodgateDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Staff, 0, cancel);
        if (!await StaffRolls.IsAdministratorAsync(db, actor, cancel))
            return StaffInvited.Refused(StaffOutcome.NotAllowed);
        var now = _clock.NowMicros();
        await db.Set<SetupLinkRow>().Where(link => link.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        if (await db.Set<SetupLinkRow>().CountAsync(cancel) >= _options.OpenInvitationsMax)
            return StaffInvited.Refused(StaffOutcome.TooManyInvitations);
        if (await db.Set<StaffAccount>().CountAsync(cancel) >= _options.StaffAccountsMax)
            return StaffInvited.Refused(StaffOutcome.TooManyAccounts);
        var (token, link) = await _links.AddAsync(db, role, actor, cancel);
        await transaction.CommitAsync(cancel);
        AccessLog.Invited(_log, role);
        Tell(actor, "invited", link.Id, null, role);
        return new StaffInvited(StaffOutcome.Done, token, UnixTime.ToTime(link.ExpiresAt));
    }

    /// <summary>The link opens nothing from now on.</summary>
    public async Task<StaffOutcome> WithdrawAsync(string actor, string invitation, CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FloodgateDb>();
        if (!await StaffRolls.IsAdministratorAsync(db, actor, cancel)) return StaffOutcome.NotAllowed;
        var gone = await db.Set<SetupLinkRow>().Where(link => link.Id == invitation).ExecuteDeleteAsync(cancel);
        if (gone != 1) return StaffOutcome.Unknown;
        Tell(actor, "invitation-withdrawn", invitation);
        return StaffOutcome.Done;
    }

    /// <summary>Gives the account this role only, and ends its sessions.</summary>
    public Task<StaffOutcome> ChangeRoleAsync(string actor, string id, string role, CancellationToken cancel) =>
        ChangeAsync(actor, id, "role", role, async (staff, db, account) =>
        {
            if (!Roles.OfPeople.Contains(role)) return StaffOutcome.Unknown;
            if (role != Roles.Admin && await StaffRolls.IsLastAdministratorAsync(db, account, cancel))
                return StaffOutcome.LastAdministrator;
            var old = (await staff.GetClaimsAsync(account)).Where(claim => claim.Type == ClaimTypes.Role);
            Require(await staff.RemoveClaimsAsync(account, old));
            Require(await staff.AddClaimAsync(account, new Claim(ClaimTypes.Role, role)));
            if (role != Roles.Admin) await ForgetLinksOfAsync(db, account, cancel);
            return StaffOutcome.Done;
        }, cancel);

    /// <summary>The account cannot sign in until it is unlocked; its sessions and open links end.</summary>
    public Task<StaffOutcome> LockAsync(string actor, string id, CancellationToken cancel) =>
        ChangeAsync(actor, id, "locked", null, async (staff, db, account) =>
        {
            if (await StaffRolls.IsLastAdministratorAsync(db, account, cancel)) return StaffOutcome.LastAdministrator;
            Require(await staff.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue));
            await ForgetLinksOfAsync(db, account, cancel);
            return StaffOutcome.Done;
        }, cancel);

    /// <summary>Also ends the minutes of waiting after too many wrong passwords.</summary>
    public Task<StaffOutcome> UnlockAsync(string actor, string id, CancellationToken cancel) =>
        ChangeAsync(actor, id, "unlocked", null, async (staff, _, account) =>
        {
            Require(await staff.SetLockoutEndDateAsync(account, null));
            Require(await staff.ResetAccessFailedCountAsync(account));
            return StaffOutcome.Done;
        }, cancel);

    /// <summary>Whoever is signed in with the account must sign in again, on every device.</summary>
    public Task<StaffOutcome> EndSessionsAsync(string actor, string id, CancellationToken cancel) =>
        ChangeAsync(actor, id, "sessions-ended", null, (_, _, _) => Task.FromResult(StaffOutcome.Done), cancel);

    // Every change gives a new security stamp, which ends the sessions that were begun under the old one.
    private async Task<StaffOutcome> ChangeAsync(
        string actor, string id, string what, string? role,
        Func<UserManager<StaffAccount>, FloodgateDb, StaffAccount, Task<StaffOutcome>> change,
        CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FloodgateDb>();
        var staff = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Staff, 0, cancel);
        if (!await StaffRolls.IsAdministratorAsync(db, actor, cancel)) return StaffOutcome.NotAllowed;
        if (await staff.FindByIdAsync(id) is not { } account) return StaffOutcome.Unknown;
        var before = role is null ? null
            : (await staff.GetClaimsAsync(account)).FirstOrDefault(claim => claim.Type == ClaimTypes.Role)?.Value;
        var outcome = await change(staff, db, account);
        if (outcome != StaffOutcome.Done) return outcome;
        Require(await staff.UpdateSecurityStampAsync(account));
        await transaction.CommitAsync(cancel);
        AccessLog.AccountChanged(_log, what);
        Tell(actor, what, account.UserName ?? id, before, role);
        return outcome;
    }

    /// <summary>Every caller was found to be an administrator just before.</summary>
    private void Tell(string actor, string what, string account, string? before = null, string? after = null) =>
        _witness.Tell(new StaffChange(actor, [Roles.Admin], what, account, before, after));

    private static Task ForgetLinksOfAsync(FloodgateDb db, StaffAccount account, CancellationToken cancel) =>
        db.Set<SetupLinkRow>().Where(link => link.InvitedBy == account.UserName).ExecuteDeleteAsync(cancel);

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"a change of an account was refused: {result}");
    }
}
