using Floodgate.Tests.Tills.Merchants;
using Floodgate.Tills;
using Floodgate.Tills.Offline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Tills.Offline;

public sealed class StoreQuotasTests
{
    private const int Store = 12;
    private static readonly TillsOptions Limits = new();

    [Fact]
    public async Task LostAnswer_IsGivenAgain_AndTheQuotaTheTillHasGoesOn()
    {
        using var node = await MerchantNode.StartAsync();
        var first = await AskAsync(node);
        var lost = await AskAsync(node, first);
        var again = await AskAsync(node, first);
        Assert.NotNull(again);
        Assert.Equal(lost, again);
        Assert.NotEqual(first, again);
        Assert.False((await RowAsync(node, first)).Closed);
    }

    [Fact]
    public async Task OfAQuotaAndItsSuccessor_WhicheverIsUsedFirst_EndsTheOther()
    {
        using var node = await MerchantNode.StartAsync();
        var (first, other) = (await AskAsync(node), await AskAsync(node));
        var second = await AskAsync(node, first);
        await UseAsync(node, second);
        Assert.True((await RowAsync(node, first)).Closed);
        Assert.False((await RowAsync(node, second)).Closed);

        var lost = await AskAsync(node, second);
        await UseAsync(node, second);
        Assert.False((await RowAsync(node, second)).Closed);
        Assert.True((await RowAsync(node, lost)).Closed);
        var next = await AskAsync(node, second);
        Assert.NotNull(next);
        Assert.NotEqual(lost, next);
        Assert.False((await RowAsync(node, other)).Closed);
    }

    [Fact]
    public async Task Successor_ThatIsHeld_EndsTheOneBefore_AlsoUnused()
    {
        using var node = await MerchantNode.StartAsync();
        var first = await AskAsync(node);
        var second = await AskAsync(node, first);
        var third = await AskAsync(node, second);
        Assert.True((await RowAsync(node, first)).Closed);
        Assert.False((await RowAsync(node, second)).Closed);
        Assert.False((await RowAsync(node, third)).Closed);
    }

    [Fact]
    public async Task Successor_ThatEndedWhileNobodyHadIt_IsNotGivenAgain()
    {
        using var node = await MerchantNode.StartAsync();
        var first = await AskAsync(node);
        var lost = await AskAsync(node, first);
        node.Clock.Advance(TimeSpan.FromMinutes(Limits.QuotaMinutes + 1));
        var fresh = await AskAsync(node, first);
        Assert.NotEqual(lost, fresh);
        Assert.True(fresh!.ExpiresAt > node.Clock.GetUtcNow());
        Assert.Equal(fresh, await AskAsync(node, first));
    }

    /// <summary>Renewing, losing answers and signing out cost a store nothing; quotas side by side do.</summary>
    [Fact]
    public async Task Store_ThatOnlyRenews_IsNeverExhausted_AndOneWithManyTerminalsIs()
    {
        using var node = await MerchantNode.StartAsync();
        var quota = await AskAsync(node);
        for (var i = 0; i < 20; i++)
        {
            Assert.NotNull(await AskAsync(node, quota));
            quota = await AskAsync(node, quota);
        }

        var given = 1;
        while (await AskAsync(node) is not null) given++;
        Assert.Equal(Limits.StoreQuotaCents / Limits.QuotaCents, given);
        Assert.NotNull(await AskAsync(node, quota));
        Assert.Null(await AskAsync(node));
    }

    private static async Task<TillQuota?> AskAsync(MerchantNode node, TillQuota? previous = null)
    {
        await using var db = node.CreateDbContext();
        var (quota, _) = await new StoreQuotas(node.Keys, Options.Create(Limits), node.Clock)
            .GiveAsync(db, Store, new QuotaBody("till-1", "CNY", previous?.Id));
        return quota;
    }

    private static async Task<OfflineQuotaRow> RowAsync(MerchantNode node, TillQuota? quota)
    {
        await using var db = node.CreateDbContext();
        return await db.Set<OfflineQuotaRow>().SingleAsync(row => row.QuotaId == quota!.Id);
    }

    /// <summary>An entry comes to its log.</summary>
    private static async Task UseAsync(MerchantNode node, TillQuota? quota)
    {
        await using var db = node.CreateDbContext();
        var row = await db.Set<OfflineQuotaRow>().SingleAsync(one => one.QuotaId == quota!.Id);
        await StoreQuotas.UseAsync(db, row);
        (row.LastEntry, row.Head) = (row.LastEntry + 1, TillQuota.Hex(row.Head));
        await db.SaveChangesAsync();
    }
}
