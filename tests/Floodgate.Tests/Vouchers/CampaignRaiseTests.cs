using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Tests.Campaigns;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Tests.Vouchers;

public sealed class CampaignRaiseTests
{
    [Fact]
    public void IsRaise_OfACapThatIsLifted_IsTrue_AndOfOneThatIsLoweredOrNewIsNot()
    {
        var none = Sample.Campaign;
        var (low, high) = (Capped(5_000), Capped(9_000));
        Assert.True(CampaignRaise.IsRaise(low, high));
        Assert.True(CampaignRaise.IsRaise(low, none));
        Assert.True(CampaignRaise.IsRaise(low, Capped(5_000, CapKind.Day)));
        Assert.False(CampaignRaise.IsRaise(high, low));
        Assert.False(CampaignRaise.IsRaise(none, low));
        Assert.False(CampaignRaise.IsRaise(low, low));
    }

    private static CampaignDefinition Capped(long cents, CapKind per = CapKind.Merchant) => Sample.Campaign with
    {
        Redemption = RedemptionRules.Default with { Caps = [new SpendingCap(per, null, new Money(cents, "CNY"))] },
    };
}
