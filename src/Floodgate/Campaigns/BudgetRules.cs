using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>
/// What a campaign's stock is worth must lie within its budget (I6). Money that came back for good counts again:
/// vouchers
/// that expired or were made void, refunds to the pool. It only ever grows, so what fits once fits for ever.
/// </summary>
internal static class BudgetRules
{
    public const string TooSmall = "budget-too-small";

    /// <param name="faults">Where faults go.</param>
    /// <param name="campaign">The definition.</param>
    /// <param name="freed">Minor units freed so far, by the batch's place; a place left out has freed none.</param>
    public static void Check(FaultList faults, CampaignDefinition campaign, IReadOnlyList<long> freed)
    {
        var (worth, free) = (Int128.Zero, Int128.Zero);
        for (var i = 0; i < campaign.Batches.Count; i++)
        {
            var batch = campaign.Batches[i];
            var (ofBatch, back) = ((Int128)batch.Stock * batch.FaceValue.Amount, i < freed.Count ? freed[i] : 0);
            if (batch.Budget is { } budget)
                Check(faults, $"/batches/{i}/budget/amount", "本批次", "the batch's", budget.Amount, ofBatch, back);
            worth += ofBatch;
            free += back;
        }

        Check(faults, "/budget/amount", "全部", "all", campaign.Budget.Amount, worth, free);
    }

    private static void Check(
        FaultList faults, string pointer, string zh, string en, long budget, Int128 worth, Int128 freed)
    {
        if (worth - freed <= budget) return;
        if (freed == 0)
            faults.Add(pointer, TooSmall, $"预算小于{zh}库存的面值 {worth}。",
                $"Less than the face value of {en} stock, {worth}.");
        else
            faults.Add(pointer, TooSmall, $"预算加上已收回的 {freed}，仍小于{zh}库存的面值 {worth}。",
                $"With the {freed} that came back it is less than the face value of {en} stock, {worth}.");
    }
}
