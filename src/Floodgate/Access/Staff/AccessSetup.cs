using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Access.Staff;

/// <summary>
/// The first administrator's way in: while no staff account exists, each start makes a link that can be used once.
/// There is no default password.
/// </summary>
internal sealed class AccessSetup(IDbContextFactory<FloodgateDb> databases, AccessOptions options, TimeProvider clock)
{
    /// <summary>
    /// The token for <c>/setup?token=…</c>, replacing any earlier one; null when there is a staff account.
    /// </summary>
    public async Task<string?> CreateLinkAsync(CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<StaffAccount>().AnyAsync(cancel)) return null;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<SetupLinkRow>().ExecuteDeleteAsync(cancel);
        var expires = clock.GetUtcNow().AddHours(options.SetupLinkHours);
        db.Add(new SetupLinkRow { TokenHash = Hash(token), ExpiresAt = expires.Micros() });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return token;
    }

    /// <summary>Whether the link would work now; it stays usable.</summary>
    public async Task<bool> IsGoodAsync(FloodgateDb db, string token, CancellationToken cancel) =>
        await Live(db, token).AnyAsync(cancel) && !await db.Set<StaffAccount>().AnyAsync(cancel);

    /// <summary>
    /// Uses the link up, inside the caller's transaction: true once only, so that of two people with the link one
    /// becomes administrator, and a refused password does not cost the link.
    /// </summary>
    public async Task<bool> UseAsync(FloodgateDb db, string token, CancellationToken cancel) =>
        await Live(db, token).ExecuteDeleteAsync(cancel) == 1 && !await db.Set<StaffAccount>().AnyAsync(cancel);

    private IQueryable<SetupLinkRow> Live(FloodgateDb db, string token)
    {
        var hash = Hash(token);
        var now = clock.NowMicros();
        return db.Set<SetupLinkRow>().Where(link => link.TokenHash == hash && link.ExpiresAt > now);
    }

    // The token has 256 random bits: a plain hash of it cannot be searched.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
