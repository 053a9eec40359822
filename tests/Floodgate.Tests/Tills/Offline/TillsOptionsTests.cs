using Floodgate.Tills;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tests.Tills.Offline;

public sealed class TillsOptionsTests
{
    /// <summary>A voucher taken on its last day and handed in on the last possible one has not expired.</summary>
    [Theory]
    [InlineData(7, 480, 20, 11_520, true)]
    [InlineData(7, 480, 20, 1_440, false)]
    [InlineData(7, 480, 20, 10_561, false)]
    [InlineData(7, 480, 20, 10_562, true)]
    [InlineData(30, 1_440, 20, 46_080, true)]
    [InlineData(30, 1_440, 0, 0, true)]
    public void ExpiryGrace_IsNeverShorterThanATillMayTakeToHandIn(
        int days, int minutes, int count, int grace, bool fits)
    {
        var tills = new TillsOptions { SyncDays = days, QuotaMinutes = minutes, QuotaCount = count };
        Assert.Equal(fits, tills.Fits(new RedemptionOptions { ExpiryGraceMinutes = grace }));
    }

    [Fact]
    public void Defaults_Fit() => Assert.True(new TillsOptions().Fits(new RedemptionOptions()));
}
