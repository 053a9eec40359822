using Floodgate.Cluster;

namespace Floodgate.Tests.Cluster;

/// <summary>Whose clock opens a campaign.</summary>
public sealed class ClockSkewsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0, 0.0)]
    // Two seconds fast beside two that agree: it waits two seconds.
    [InlineData(2_000_000, -2_000.0, -2_000.0)]
    // One that is right beside a fast one and a right one waits for nobody.
    [InlineData(0, 2_000.0, 0.0)]
    // A slow node opens late, and makes no right one of two others late.
    [InlineData(0, 2_000.0, 2_000.0)]
    [InlineData(0, -2_000.0, 0.0)]
    // Of two nobody can say who is right: the slower opens by its clock, the faster with it.
    [InlineData(500_000, -500.0)]
    [InlineData(0, 500.0)]
    public void Lead_IsOverTheMiddleOfAll(long lead, params double[] others) =>
        Assert.Equal(lead, ClockSkews.Lead([.. others.Select(ahead => new ClockSkew(ahead, 0.5))]));
}
