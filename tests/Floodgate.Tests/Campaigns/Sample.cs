using System.Text;
using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Tests.Campaigns;

/// <summary>A campaign that keeps every rule, for tests to spoil in one place.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset OpensAt = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    public static CampaignDefinition Campaign { get; } = new()
    {
        Name = new BilingualText("金秋餐饮消费券", "Autumn dining vouchers"),
        OpensAt = OpensAt,
        ClosesAt = OpensAt.AddDays(30),
        PerPersonLimit = 2,
        Budget = Yuan(80_000),
        Batches = [Batch("dining-30", 30), Batch("dining-50", 50)],
    };

    public static string Json => Encoding.UTF8.GetString(CampaignDocument.WriteJson(Campaign));

    public static BatchDefinition Batch(string id, long yuan) => new()
    {
        Id = id,
        Name = new BilingualText($"餐饮券{yuan}元", $"{yuan} off"),
        Stock = 1_000,
        FaceValue = Yuan(yuan),
        Threshold = Yuan(yuan * 4),
        PerPersonLimit = 1,
        ValidDays = 14,
    };

    public static Money Yuan(long yuan) => new(yuan * 100, "CNY");

    public static CampaignDefinition WithBatch(Func<BatchDefinition, BatchDefinition> change) =>
        Campaign with { Batches = [change(Campaign.Batches[0]), Campaign.Batches[1]] };

    public static CampaignParse Parse(string json) => CampaignDocument.ParseJson(Encoding.UTF8.GetBytes(json));

    /// <summary>The only fault, as "pointer code line".</summary>
    public static string Single(CampaignParse parse)
    {
        var fault = Assert.Single(parse.Faults);
        return $"{fault.Pointer} {fault.Code} {fault.Line}";
    }

    public static void AssertSame(CampaignDefinition expected, CampaignDefinition? actual)
    {
        Assert.NotNull(actual);
        var (left, right) = (expected.Eligibility, actual.Eligibility);
        Assert.Equal(left.Regions, right.Regions);
        Assert.Equal(left with { Regions = [] }, right with { Regions = [] });
        Assert.Equal(expected.Batches, actual.Batches);
        Assert.Equal(
            expected with { Batches = [], Eligibility = Eligibility.Everyone },
            actual with { Batches = [], Eligibility = Eligibility.Everyone });
    }
}
