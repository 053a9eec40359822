using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Access.Staff;

/// <summary>
/// The only way to an account: a link that is used once. While no staff account exists, each start makes one for the
/// first administrator; later ones are made by administrators. There is no default password.
/// </summary>
internal sealed class SetupLinks(IDbContextFactory<FloodgateDb> databases, AccessOptions options, TimeProvider clock)
{
    public const int IdLength = 12;

    /// <summary>
    /// The first administrator's token for <c>/setup?token=…</c>, replacing any earlier one; null when there is a
    /// staff account.
    /// </summary>
    public async Task<string?> CreateFirstAsync(CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<StaffAccount>().AnyAsync(cancel)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Staff, 0, cancel);
        // Whoever had the lock before may have been the first administrator.
        if (await db.Set<StaffAccount>().AnyAsync(cancel)) return null;
        await db.Set<SetupLinkRow>().ExecuteDeleteAsync(cancel);
        var (token, _) = await AddAsync(db, Roles.Admin, invitedBy: null, cancel);
        await transaction.CommitAsync(cancel);
        return token;
    }

    /// <summary>A new link, inside the caller's transaction; only its hash is kept.</summary>
    public async Task<(string Token, SetupLinkRow Link)> AddAsync(
        FloodgateDb db, string role, string? invitedBy, CancellationToken cancel)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var link = new SetupLinkRow
        {
            Id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true),
            TokenHash = Hash(token),
            Role = role,
            InvitedBy = invitedBy,
            ExpiresAt = clock.GetUtcNow().AddHours(options.SetupLinkHours).Micros(),
        };
        db.Add(link);
        await db.SaveChangesAsync(cancel);
        return (token, link);
    }

    /// <summary>The link, when it would work now; it stays usable.</summary>
    public async Task<SetupLinkRow?> FindAsync(FloodgateDb db, string token, CancellationToken cancel)
    {
        var hash = Hash(token);
        var now = clock.NowMicros();
        var link = await db.Set<SetupLinkRow>().AsNoTracking()
            .SingleOrDefaultAsync(one => one.TokenHash == hash && one.ExpiresAt > now, cancel);
        var isFirst = link is { InvitedBy: null };
        return isFirst && await db.Set<StaffAccount>().AnyAsync(cancel) ? null : link;
    }

    /// <summary>
    /// Uses the link up, inside the caller's transaction: answers it once only, so that of two people with the link
    /// one gets the account, and a refused password does not cost the link.
    /// </summary>
    public async Task<SetupLinkRow?> UseAsync(FloodgateDb db, string token, CancellationToken cancel)
    {
        if (await FindAsync(db, token, cancel) is not { } link) return null;
        var used = await db.Set<SetupLinkRow>().Where(one => one.Id == link.Id).ExecuteDeleteAsync(cancel);
        return used == 1 ? link : null;
    }

    // The token has 256 random bits: a plain hash of it cannot be searched.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
