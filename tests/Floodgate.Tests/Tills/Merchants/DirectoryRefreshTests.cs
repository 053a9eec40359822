using System.Text;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tests.Tills.Merchants;

public sealed class DirectoryRefreshTests
{
    private static readonly StandingReason Said = new(new BilingualText("核查中", "Under review"));

    [Fact]
    public async Task Store_IsKnownToEveryNodeOnlyAfterASecondPersonApproved()
    {
        using var node = await MerchantNode.StartAsync();
        var name = new BilingualText("面馆", "Noodles");
        var asked = new NewMerchant(
            "noodles", new MerchantTerms(name), [new NewStore("n-1", new StoreTerms(name, "330106", "dining"))]);
        await node.Desk.ApplyAsync(asked, "anna", default);
        var (one, other) = (new StoreDirectory(), new StoreDirectory());
        var (first, second) = (node.Refresh(one), node.Refresh(other));
        await first.LookAsync(default);
        await second.LookAsync(default);
        Assert.Null(one.Find("n-1"));
        var own = await node.Desk.ApproveAsync("noodles", _ => true, null, "anna", default);
        Assert.Equal(MerchantAnswer.Own, own.Answer);
        await node.Desk.ApproveAsync("noodles", _ => true, null, "ben", default);
        await first.LookAsync(default);
        await second.LookAsync(default);
        Assert.Equal(StoreStanding.Active, one.Find("n-1")!.Standing);
        Assert.Equal(one.Find("n-1")!.Number, other.Find("n-1")!.Number);
        Assert.True(other.KnowsMerchant("noodles"));
    }

    [Fact]
    public async Task Directory_WithTheDatabaseAway_GoesOn_AfterARestartToo()
    {
        using var node = await MerchantNode.StartAsync();
        var store = await node.AdmitAsync("noodles");
        await node.Desk.StandAsync("noodles", store.Store, MerchantAct.Suspended, Said, "ben", default);
        await node.Refresh(node.Directory).LookAsync(default);
        node.Away = true;
        Assert.False(await node.Refresh(node.Directory).LookAsync(default));
        Assert.NotNull(node.Directory.Find(store.Store));

        var restarted = new StoreDirectory((_, _) => new StoreRule { Categories = ["retail"] });
        var refresh = node.Refresh(restarted);
        refresh.Begin();
        Assert.False(await refresh.LookAsync(default));
        var kept = restarted.Find(store.Number)!;
        Assert.Equal((StoreStanding.Suspended, "Under review"), (kept.Standing, kept.Reason!.En));
        Assert.False(kept.Takes("autumn", "dining-30"));
    }

    [Fact]
    public async Task Standing_IsKnownWithItsTime_FromWhicheverStoppedTheStoreFirst()
    {
        using var node = await MerchantNode.StartAsync();
        var store = await node.AdmitAsync("noodles");
        Assert.Equal(0, store.SinceMicros);
        await StandAsync(null, MerchantAct.Suspended);
        await StandAsync(null, MerchantAct.Reinstated);
        var since = node.Clock.GetUtcNow().Micros();
        await StandAsync(store.Store, MerchantAct.Suspended);
        await StandAsync(store.Store, MerchantAct.Frozen);
        await StandAsync(null, MerchantAct.Suspended);
        Assert.True(await node.Refresh(node.Directory).LookAsync(default));
        var stopped = node.Directory.Find(store.Number)!;
        Assert.Equal((StoreStanding.Frozen, since), (stopped.Standing, stopped.SinceMicros));

        async Task StandAsync(string? which, MerchantAct act)
        {
            var said = act == MerchantAct.Frozen ? Said with { Appeal = Said.Reason, Redemptions = ["r-1"] } : Said;
            var outcome = await node.Desk.StandAsync("noodles", which, act, said, "ben", default);
            Assert.Equal(MerchantAnswer.Done, outcome.Answer);
            node.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task Standing_OfTheMerchant_IsThatOfItsStores_WithItsReason()
    {
        using var node = await MerchantNode.StartAsync();
        var store = await node.AdmitAsync("noodles");
        var frozen = Said with
        {
            Reason = new("一笔交易有争议", "One sale is in dispute"),
            Appeal = new("7 日内书面申诉", "Object in writing within 7 days"),
            Redemptions = ["r-1"],
        };
        await node.Desk.StandAsync("noodles", store.Store, MerchantAct.Suspended, Said, "ben", default);
        await node.Desk.StandAsync("noodles", null, MerchantAct.Frozen, frozen, "ben", default);
        await node.Refresh(node.Directory).LookAsync(default);
        Assert.Equal(StoreStanding.Frozen, node.Directory.Find(store.Number)!.Standing);
        Assert.Equal("One sale is in dispute", node.Directory.Find(store.Number)!.Reason!.En);
        await node.Desk.StandAsync("noodles", null, MerchantAct.Reinstated, Said, "ben", default);
        await node.Refresh(node.Directory).LookAsync(default);
        Assert.Equal(StoreStanding.Suspended, node.Directory.Find(store.Number)!.Standing);
    }

    [Fact]
    public async Task Freeze_HoldsBackWhatIsInDispute_UntilTheStoreIsReinstated()
    {
        using var node = await MerchantNode.StartAsync();
        var store = await node.AdmitAsync("noodles");
        var reads = new MerchantReads(node, node.Options);
        var frozen = Said with { Appeal = Said.Reason, Disputed = new Money(12_00, "CNY") };
        await node.Desk.StandAsync("noodles", store.Store, MerchantAct.Frozen, frozen, "ben", default);
        await node.Desk.StandAsync("noodles", store.Store, MerchantAct.Suspended, Said, "ben", default);
        var held = Assert.Single(await reads.FreezesAsync(store.MerchantNumber, store.Number, default));
        Assert.Equal((12_00L, "CNY", "ben"), (held.DisputedAmount!.Value, held.Currency, held.By));
        await node.Desk.StandAsync("noodles", store.Store, MerchantAct.Reinstated, Said, "anna", default);
        Assert.Empty(await reads.FreezesAsync(store.MerchantNumber, store.Number, default));
    }

    [Theory]
    [InlineData("330106", "dining", true)]
    [InlineData("330206", "dining", false)]
    [InlineData("330106", "retail", false)]
    public void Batch_IsTakenWhereItsCampaignSays(string region, string category, bool takes)
    {
        var directory = new StoreDirectory((_, batch) => batch == "open"
            ? null : new StoreRule { Regions = ["3301"], Categories = ["dining"] });
        directory.Publish([new("s", 1, "m", 1, region, category, StoreStanding.Active, null)]);
        Assert.Equal(takes, directory.Find("s")!.Takes("autumn", "dining-30"));
        Assert.True(directory.Find("s")!.Takes("autumn", "open"));
    }

    [Fact]
    public async Task Import_OfAThousandStores_IsAllOrNothing_AndWaitsForASecondPerson()
    {
        using var node = await MerchantNode.StartAsync();
        var file = File(Enumerable.Range(0, 1_000).Select(i => $"m-{i / 10},商户,Merchant,s-{i},店,Store,330106,dining"));
        Assert.False((await node.Import.RunAsync(file, dryRun: true, "anna", default)).Imported);
        Assert.Equal(MerchantAnswer.UnknownMerchant,
            (await node.Desk.ApproveAsync("m-0", _ => true, null, "ben", default)).Answer);
        var done = await node.Import.RunAsync(file, dryRun: false, "anna", default);
        Assert.Equal((true, 100, 1_000), (done.Imported, done.Merchants, done.Stores));
        Assert.Equal(MerchantAnswer.Own,
            (await node.Desk.ApproveAsync("m-0", _ => true, null, "anna", default)).Answer);
        var admitted = await node.Desk.ApproveAsync("m-0", _ => true, null, "ben", default);
        Assert.Equal(10, admitted.File!.Stores.Count(store => store.State == MerchantState.Approved));

        var again = await node.Import.RunAsync(
            File(["m-0,商户,Merchant,s-new,店,Store,330106,dining", "m-1,商户,Merchant,s-11,店,Store,330106,dining"]),
            dryRun: false, "anna", default);
        Assert.Equal("3 store store-exists", Assert.Single(
            again.Faults.Select(fault => $"{fault.Row} {fault.Column} {fault.Code}")));
        Assert.Equal(MerchantAnswer.Nothing,
            (await node.Desk.ApproveAsync("m-0", _ => true, null, "ben", default)).Answer);
    }

    private static byte[] File(IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(
        "merchant,merchantNameZh,merchantNameEn,store,storeNameZh,storeNameEn,region,category")));
}
