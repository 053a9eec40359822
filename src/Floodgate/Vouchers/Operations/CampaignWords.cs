using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Vouchers.Operations;

/// <summary>What people call the members of a campaign, in a difference.</summary>
internal static class CampaignWords
{
    public static BilingualText? Of(string member) => member switch
    {
        "name" => new("名称", "name"),
        "zh" => new("中文", "Chinese"),
        "en" => new("英文", "English"),
        "budget" => new("预算", "budget"),
        "amount" => new("金额（分）", "amount (minor units)"),
        "batches" => new("批次", "batches"),
        "stock" => new("库存", "stock"),
        "faceValue" => new("面值", "face value"),
        "threshold" => new("门槛", "threshold"),
        "perPersonLimit" => new("每人限领", "limit a person"),
        "opensAt" => new("开始时间", "opens"),
        "closesAt" => new("结束时间", "closes"),
        "validFrom" => new("有效期起", "valid from"),
        "validUntil" => new("有效期止", "valid until"),
        "validDays" => new("有效天数", "days of validity"),
        "eligibility" => new("领取条件", "eligibility"),
        "regions" => new("地区", "regions"),
        "refundMode" => new("退款方式", "refund mode"),
        "redemption" => new("核销规则", "redemption"),
        "vouchersPerOrder" => new("每单用券", "vouchers an order"),
        "caps" => new("核销上限", "spending caps"),
        "per" => new("按", "per"),
        "target" => new("对象", "target"),
        _ => null,
    };
}

/// <summary>
/// What a raise needs to be carried out: the version it was made from, and the campaign as it is to be.
/// </summary>
internal sealed record RaisePayload(int Version, JsonElement Definition);

[JsonSerializable(typeof(RaisePayload))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RaiseJson : JsonSerializerContext;
