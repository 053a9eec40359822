using System.Security.Cryptography;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Floodgate.Vouchers.Projection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.IntegrationTests.Storage.Races;

public sealed class EntryRaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_BroughtByEightRoomsAtOnce_AreOneChain()
    {
        using var store = await PostgresStore.CreateAsync();
        var now = TimeProvider.System.GetUtcNow();
        await Race.RunAsync(async runner =>
        {
            var entries = new EntryStore(store, TimeProvider.System, NullLogger<EntryStore>.Instance);
            entries.Take(Enumerable.Range(1, 20).Select(number =>
                new Entry($"server-{runner}", number, now, "i-1", "ann", new Said($"{runner} {number}"))));
            await entries.BringAsync(Cancel);
            return entries.Pending;
        });
        await using var db = store.CreateDbContext();
        var rows = await db.Set<StoredEntry>().AsNoTracking().OrderBy(row => row.Number).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, 160).Select(number => (long)number), rows.Select(row => row.Number));
        var hash = new byte[SHA256.HashSizeInBytes];
        foreach (var row in rows)
        {
            hash = SHA256.HashData([.. hash, .. row.Json]);
            Assert.Equal(hash, row.Hash);
        }
    }

    [Fact]
    public async Task List_MadeByEightAtOnce_HasEverybodyOnce()
    {
        using var store = await PostgresStore.CreateAsync();
        await using (var db = store.CreateDbContext())
        {
            db.AddRange(Enumerable.Range(0, 250).Select(number => new ProjectedVoucher
            {
                VoucherId = VoucherId.Create(1, 0, number),
                Person = new PersonId((UInt128)(number % 200) << 40),
                Campaign = 1,
                ClaimedAt = 5,
                ValidUntil = 100,
            }));
            db.Add(new HolderMessage
            {
                MessageId = "m",
                Campaign = 1,
                CampaignId = "c",
                Zh = "文",
                En = "text",
                At = 10,
            });
            await db.SaveChangesAsync(Cancel);
        }

        var number = (long)(await store.AskAsync("SELECT \"Number\" FROM holder_message"))!;
        await Race.RunAsync(async _ =>
        {
            await using var db = store.CreateDbContext();
            while (!await HolderList.StepAsync(db, number, 7, 50, Cancel)) Cancel.ThrowIfCancellationRequested();
            return 0;
        });
        await using var after = store.CreateDbContext();
        Assert.Equal(200, await after.Set<HolderMessageRecipient>().CountAsync(Cancel));
        var message = await after.Set<HolderMessage>().AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((200L, 50L), (message.Recipients, message.CompletedAt));
        Assert.False(await HolderList.HasFollowedAsync(after, 1, 1, 5, Cancel));
        Assert.True(await HolderList.HasFollowedAsync(after, 1, 1, 4, Cancel));
    }
}
