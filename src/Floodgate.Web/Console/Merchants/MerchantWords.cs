using Floodgate.Foundation;

namespace Floodgate.Web.Console.Merchants;

/// <summary>States, acts and addresses as the pages of merchants write them.</summary>
internal static class MerchantWords
{
    public static readonly string[] States = ["Applied", "Approved", "Refused", "Suspended", "Frozen"];

    public static string Merchant(string id) => $"{ConsoleRoutes.Merchants}/{Uri.EscapeDataString(id)}";

    public static string Store(string id) => $"{ConsoleRoutes.Stores}/{Uri.EscapeDataString(id)}";

    public static BilingualText State(string state) => state switch
    {
        "Applied" => new("待批准", "Waits for approval"),
        "Approved" => new("已批准", "Approved"),
        "Refused" => new("已拒绝", "Refused"),
        "Suspended" => new("已停用", "Suspended"),
        "Frozen" => new("已冻结", "Frozen"),
        "Active" => new("可以核销", "Redeems"),
        _ => new(state, state),
    };

    /// <summary>The colour of a state, beside its word.</summary>
    public static string? Mark(string state) => state switch
    {
        "Approved" or "Active" => "fg-fine",
        "Refused" or "Suspended" or "Frozen" => "fg-bad",
        _ => null,
    };

    public static BilingualText Act(string act) => act switch
    {
        "Applied" => new("提交申请", "applied"),
        "Proposed" => new("提交修改", "proposed a change"),
        "Approved" => new("批准", "approved"),
        "Refused" => new("拒绝", "refused"),
        "Suspended" => new("停用", "suspended"),
        "Frozen" => new("冻结", "froze"),
        "Reinstated" => new("恢复", "reinstated"),
        "KeyMade" => new("新建密钥", "made a key"),
        "KeyRevoked" => new("撤销密钥", "revoked a key"),
        _ => new(act, act),
    };
}
