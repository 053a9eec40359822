using Floodgate.Campaigns;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Vouchers;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions;

namespace Floodgate.Tests.Tills;

public sealed class TillDeskTests
{
    private static readonly StoreFacts Store =
        new("noodles-west-lake", 7, "noodles", 3, "330106", "dining", StoreStanding.Active, null);

    /// <summary>It was worked out anew for every redemption, batch for batch.</summary>
    [Fact]
    public void Takes_OfOneStoreAndVersion_IsWorkedOutOnce_AndAnewWhenEitherChanges()
    {
        var asked = 0;
        var dining = new StoreRule { Categories = ["dining"] };
        var desk = new TillDesk(new StoreDirectory(), null!);
        var facts = Store with { RuleOf = (_, batch) => ++asked > 0 && batch == "dining-30" ? dining : null };
        var version = BookMaker.Version(1, Sample.Campaign);
        for (var i = 0; i < 3; i++) Assert.Null(desk.Takes(facts, "autumn", version));
        Assert.Equal(2, asked);
        desk.Takes(facts, "autumn", BookMaker.Version(2, Sample.Campaign));
        Assert.Equal(4, asked);
        Assert.Equal([0b10UL], desk.Takes(facts with { Category = "retail" }, "autumn", version)!);
        Assert.Equal([0b01UL], desk.Takes(
            facts with { Takings = new StoreTakings(["autumn/dining-30"]) }, "autumn", version)!);
    }
}
