using Floodgate.Campaigns;

namespace Floodgate.Tests.Campaigns;

public sealed class CampaignChangeTests
{
    private static readonly CampaignDefinition Before = Sample.Campaign;

    [Fact]
    public void Check_OfWhatMayChange_FindsNothing()
    {
        var next = Sample.WithBatch(b => b with
        {
            Threshold = Sample.Yuan(90),
            Stock = 10,
            ValidDays = 7,
            PerPersonLimit = 3
        })
            with
        { RefundMode = RefundMode.Extend, PerPersonLimit = 5, ClosesAt = Before.ClosesAt.AddDays(1) };
        Expect("", next with { Batches = [.. next.Batches, Sample.Batch("new", 1)] });
    }

    [Fact]
    public void Check_WhenStockIsBelowIssued_IsRefused()
    {
        Expect("/batches/0/stock stock-below-issued", Sample.WithBatch(b => b with { Stock = 9 }));
        Expect("", Sample.WithBatch(b => b with { Stock = 10 }));
    }

    [Fact]
    public void Check_WhenAFaceValueChanges_IsRefusedEvenBeforeTheFirstVoucher()
    {
        Expect("/batches/0/faceValue face-value-fixed", Sample.WithBatch(b => b with { FaceValue = Sample.Yuan(20) }));
        Expect("/batches/1/faceValue face-value-fixed", Before with
        {
            Batches = [Before.Batches[0], Before.Batches[1] with { FaceValue = Sample.Yuan(20) }],
        });
        Expect("/batches/0/stock stock-below-issued | /batches/0/faceValue face-value-fixed",
            Sample.WithBatch(b => b with { Stock = 9, FaceValue = b.FaceValue with { Currency = "JPY" } }));
    }

    [Fact]
    public void Check_WhenABatchLeavesItsPlace_IsRefused()
    {
        Expect("/batches batch-removed", Before with { Batches = [Before.Batches[0]] });
        Expect("/batches/0/id batch-moved | /batches/1/id batch-moved",
            Before with { Batches = [Before.Batches[1], Before.Batches[0]] });
    }

    [Fact]
    public void Check_WhenShardsOrCurrencyChange_IsRefused() =>
        Expect("/shards shards-changed | /budget/currency currency-changed",
            Before with { Shards = 4, Budget = Before.Budget with { Currency = "JPY" } });

    private static void Expect(string expected, CampaignDefinition next) => Assert.Equal(expected,
        string.Join(" | ", CampaignChange.Check(Before, next, [10, 0]).Select(fault =>
            $"{fault.Pointer} {fault.Code}")));
}
