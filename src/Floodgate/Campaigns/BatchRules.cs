using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>The rules of one batch within its campaign.</summary>
internal static class BatchRules
{
    public static void Check(FaultList faults, string pointer, CampaignDefinition campaign, BatchDefinition batch)
    {
        CampaignValidator.CheckName(faults, pointer + "/name", batch.Name);
        CampaignValidator.CheckRange(faults, pointer + "/stock", batch.Stock, 1, CampaignLimits.StockMax);
        CampaignValidator.CheckRange(
            faults, pointer + "/perPersonLimit", batch.PerPersonLimit, 1, CampaignLimits.PerPersonLimitMax);
        CheckWorth(faults, pointer, campaign.Budget.Currency, batch);
        CheckOpening(faults, pointer, campaign, batch);
        CheckValidity(faults, pointer, campaign, batch);
        batch.Stores?.Check(faults, pointer + "/stores");
    }

    private static void CheckWorth(FaultList faults, string pointer, string currency, BatchDefinition batch)
    {
        CampaignValidator.CheckMoney(faults, pointer + "/faceValue", batch.FaceValue, CampaignLimits.AmountMax,
            currency);
        // 0 is 'no threshold'. Below the face value is allowed: a till never takes off more than is to be paid.
        CampaignValidator.CheckMoney(
            faults, pointer + "/threshold", batch.Threshold, CampaignLimits.AmountMax, currency, min: 0);
        if (batch.Budget is { } budget)
            CampaignValidator.CheckMoney(faults, pointer + "/budget", budget, CampaignLimits.BudgetMax, currency);
    }

    private static void CheckOpening(FaultList faults, string pointer, CampaignDefinition campaign,
        BatchDefinition batch)
    {
        CampaignValidator.CheckTime(faults, pointer + "/opensAt", batch.OpensAt);
        if (batch.OpensAt < campaign.OpensAt || batch.OpensAt >= campaign.ClosesAt)
            faults.Add(pointer + "/opensAt", "opens-outside-campaign", "批次须在活动期间内开始。",
                "A batch opens while its campaign is open.");
    }

    // No voucher is born expired: a batch closes when its validity ends, so it must at least open before that.
    private static void CheckValidity(FaultList faults, string pointer, CampaignDefinition campaign,
        BatchDefinition batch)
    {
        CampaignValidator.CheckTime(faults, pointer + "/validFrom", batch.ValidFrom);
        CampaignValidator.CheckTime(faults, pointer + "/validUntil", batch.ValidUntil);
        if (batch.ValidUntil.HasValue == batch.ValidDays.HasValue)
        {
            faults.Add(pointer, "validity-not-one", "validUntil 与 validDays 必须且只能填一个。",
                "Give validUntil or validDays: one of them, not both.");
            return;
        }

        if (batch.ValidUntil <= (batch.OpensAt ?? campaign.OpensAt))
            faults.Add(pointer + "/validUntil", "valid-until-before-opening", "有效期须晚于开始领取的时间。",
                "Must be after the batch opens, or every voucher is expired when issued.");
        if (batch.ValidDays is { } days && days is < 1 or > CampaignLimits.ValidDaysMax)
        {
            CampaignValidator.CheckRange(faults, pointer + "/validDays", days, 1, CampaignLimits.ValidDaysMax);
            return;
        }

        if (batch.ValidFrom is { } from && from >= EarliestEnd(campaign, batch))
            faults.Add(pointer + "/validFrom", "valid-from-after-end", "生效时间晚于最早一张券的到期时间。",
                "Later than the end of the first voucher claimed.");
    }

    private static DateTimeOffset EarliestEnd(CampaignDefinition campaign, BatchDefinition batch)
    {
        if (batch.ValidUntil is { } until) return until;
        var opens = batch.OpensAt ?? campaign.OpensAt;
        return opens < CampaignLimits.TimeMax ? opens.AddDays(batch.ValidDays!.Value) : opens;
    }
}
