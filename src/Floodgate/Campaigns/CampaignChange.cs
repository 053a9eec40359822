using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>What a later version of a campaign may not do to an earlier one.</summary>
internal static class CampaignChange
{
    /// <param name="previous">The version in force.</param>
    /// <param name="next">The version that is asked for; keeps <see cref="CampaignValidator"/>'s rules already.</param>
    /// <param name="issuedByBatch">Vouchers issued so far, by the batch's place; a place left out has issued
    /// none.</param>
    /// <returns>All faults, located in <paramref name="next"/>; none means the change may be made.</returns>
    /// <remarks>
    /// Threshold, limits, modes and times may change: each voucher keeps the version it was issued under. A batch's
    /// face value never does: the budget's identity (I6) counts vouchers times the one face value (ADR 0007).
    /// </remarks>
    public static IReadOnlyList<DocumentFault> Check(
        CampaignDefinition previous, CampaignDefinition next, IReadOnlyList<long> issuedByBatch)
    {
        var faults = new FaultList();
        if (next.Shards != previous.Shards)
            faults.Add("/shards", "shards-changed", $"分片数不能更改，须为 {previous.Shards}。",
                $"The number of shards cannot change; it is {previous.Shards}.");
        if (next.Budget.Currency != previous.Budget.Currency)
            faults.Add("/budget/currency", "currency-changed", $"币种不能更改，须为 {previous.Budget.Currency}。",
                $"The currency cannot change; it is {previous.Budget.Currency}.");
        for (var i = 0; i < previous.Batches.Count; i++)
            CheckBatch(faults, i, previous.Batches[i], next, i < issuedByBatch.Count ? issuedByBatch[i] : 0);
        return faults.All;
    }

    private static void CheckBatch(
        FaultList faults, int place, BatchDefinition before, CampaignDefinition next, long issued)
    {
        var pointer = $"/batches/{place}";
        if (place >= next.Batches.Count)
        {
            faults.Add("/batches", "batch-removed", $"批次 {before.Id} 不能删除。", $"Batch {before.Id} cannot be removed.");
            return;
        }

        var after = next.Batches[place];
        if (after.Id != before.Id)
            faults.Add(pointer + "/id", "batch-moved", $"此处须仍为批次 {before.Id}；新批次请加在最后。",
                $"Batch {before.Id} keeps this place; add new batches at the end.");
        else
            CheckSameBatch(faults, pointer, before, after, issued);
    }

    private static void CheckSameBatch(
        FaultList faults, string pointer, BatchDefinition before, BatchDefinition after, long issued)
    {
        if (after.Stock < issued)
            faults.Add(pointer + "/stock", "stock-below-issued", $"已发出 {issued} 张，库存不能少于此数。",
                $"{issued} are issued already; the stock cannot be less.");
        if (after.FaceValue != before.FaceValue)
            faults.Add(pointer + "/faceValue", "face-value-fixed",
                $"批次 {before.Id} 的面值不能更改；请另开一个新批次。",
                $"The face value of batch {before.Id} cannot change; open a new batch instead.");
    }
}
