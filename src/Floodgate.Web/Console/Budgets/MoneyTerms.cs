using Floodgate.Foundation;
using Floodgate.Vouchers.Operations.Face;

namespace Floodgate.Web.Console.Budgets;

/// <summary>The terms of I6 in the order they are drawn, each with its name and tone.</summary>
internal static class MoneyTerms
{
    public static IEnumerable<(BilingualText Name, string Tone, long Cents)> Of(MoneyParts parts) =>
    [
        (new("已核销", "Redeemed"), "m-redeemed", parts.Redeemed),
        (new("已结算", "Settled"), "m-settled", parts.Settled),
        (new("持有中", "Held"), "m-held", parts.Held),
        (new("已退回", "Returned"), "m-returned", parts.Returned),
        (new("已过期", "Expired"), "m-expired", parts.Expired),
        (new("已作废", "Void"), "m-void", parts.Voided),
        (new("未发放", "Not issued"), "m-unissued", parts.Unissued),
    ];
}
