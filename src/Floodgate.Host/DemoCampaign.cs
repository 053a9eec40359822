using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Host;

/// <summary>The campaign that <c>--demo</c> opens: applied once, then it is a campaign like any other.</summary>
internal static class DemoCampaign
{
    public const string Id = "demo";

    public static async Task ApplyAsync(IServiceProvider services)
    {
        if (services.GetRequiredService<Gates>().Find(Id)?.Version is not null) return;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        await services.GetRequiredService<ApplyCampaign>().ApplyAsync(Id, Define(hour), expected: 0, actor: "demo");
    }

    private static CampaignDefinition Define(DateTimeOffset opens) => new()
    {
        Name = new BilingualText("金秋消费券（演示）", "Autumn vouchers (demo)"),
        OpensAt = opens,
        ClosesAt = opens.AddDays(30),
        PerPersonLimit = 2,
        Budget = new Money(13_000_000, "CNY"),
        GrantBudget = new Money(100_000, "CNY"),
        Batches =
        [
            Batch("dining-30", "餐饮满100减30", "Dining: 30 off 100", 2_000, 30_00, 100_00, opens),
            Batch("retail-50", "零售满200减50", "Shops: 50 off 200", 1_000, 50_00, 200_00, opens),
        ],
    };

    private static BatchDefinition Batch(string id, string zh, string en, long stock, long face, long threshold,
        DateTimeOffset opens) => new()
        {
            Id = id,
            Name = new BilingualText(zh, en),
            Stock = stock,
            FaceValue = new Money(face, "CNY"),
            Threshold = new Money(threshold, "CNY"),
            ValidFrom = opens,
            ValidUntil = opens.AddDays(60),
        };
}
