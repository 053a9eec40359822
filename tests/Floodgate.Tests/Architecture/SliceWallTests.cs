using ArchUnitNET.Loader;
using Floodgate.Foundation;

namespace Floodgate.Tests.Architecture;

public sealed class SliceWallTests
{
    private static readonly Lazy<Use[]> Uses = new(ReadUses);

    [Fact]
    public void Slices_UseOnlyWhomTheyMay() => Rule.Holds(SliceWalls.Faults(Uses.Value));

    [Fact]
    public void Slices_HaveNoCircle() => Assert.Null(SliceWalls.Circle(Uses.Value));

    /// <summary>
    /// If the reader of the assembly went blind, every wall would stand: so it must see what is known to be there.
    /// </summary>
    [Fact]
    public void Reader_SeesAUseInsideAMethodBody() =>
        Assert.Contains(Uses.Value, use => use.From.EndsWith(".VoucherId", StringComparison.Ordinal) &&
            use.To.EndsWith(".Base32", StringComparison.Ordinal));

    [Theory]
    [InlineData("Floodgate.Foundation.Money", "Floodgate.Storage.Journal")]
    [InlineData("Floodgate.Storage.Journal", "Floodgate.Vouchers.VoucherBook")]
    [InlineData("Floodgate.Campaigns.Apply", "Floodgate.Vouchers.VoucherBook")]
    [InlineData("Floodgate.Admission.Gates", "Floodgate.Vouchers.VoucherBook")]
    [InlineData("Floodgate.Drills.Rush", "Floodgate.Campaigns.CampaignDefinition")]
    [InlineData("Floodgate.Access.Roles", "Floodgate.Campaigns.CampaignDefinition")]
    [InlineData("Floodgate.Novelty.Thing", "Floodgate.Foundation.Money")]
    public void Wall_WhenCrossed_IsAFault(string from, string to) =>
        Assert.Single(SliceWalls.Faults([new Use(from, to)]));

    [Theory]
    [InlineData("Floodgate.Vouchers.VoucherBook", "Floodgate.Campaigns.CampaignDefinition")]
    [InlineData("Floodgate.Vouchers.VoucherBook", "Floodgate.Vouchers.Claims.Claim")]
    [InlineData("Floodgate.Storage.Journal", "Floodgate.Foundation.Money")]
    [InlineData("OrleansCodeGen.Floodgate.Storage.Proxy", "Floodgate.Vouchers.VoucherBook")]
    public void Wall_WhenTheUseIsAllowed_IsNoFault(string from, string to) =>
        Assert.Empty(SliceWalls.Faults([new Use(from, to)]));

    [Fact]
    public void Circle_OverThreeSlices_IsFound()
    {
        Use[] uses = [new("Floodgate.A.X", "Floodgate.B.X"), new("Floodgate.B.Y", "Floodgate.C.X"),
            new("Floodgate.C.Y", "Floodgate.A.Y")];
        Assert.Equal("A -> B -> C -> A", SliceWalls.Circle(uses));
    }

    private static Use[] ReadUses()
    {
        var library = new ArchLoader().LoadAssembly(typeof(Money).Assembly).Build();
        return [.. library.Types.SelectMany(type => type.Dependencies
            .Select(dependency => new Use(type.FullName, dependency.Target.FullName))).Distinct()];
    }
}
