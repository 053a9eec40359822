using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>Why somebody called: a closed list, so that counts mean something.</summary>
internal sealed record CallReason(string Code, BilingualText Name)
{
    public static readonly IReadOnlyList<CallReason> All =
    [
        new("cannot-open", new("页面或应用打不开", "The page or app does not open")),
        new("cannot-claim", new("领不到券", "Cannot claim a voucher")),
        new("voucher-missing", new("卡包里找不到券", "A voucher is missing from the wallet")),
        new("voucher-refused", new("门店不能用券", "A store did not accept the voucher")),
        new("amount-wrong", new("抵扣或退款金额不对", "A discount or refund has the wrong amount")),
        new("validity", new("有效期或补时", "Validity, or time given back")),
        new("delivery", new("实物未到、破损或丢失", "Goods late, damaged or lost")),
        new("account", new("登录或身份", "Signing in, or identity")),
        new("fraud", new("疑似诈骗或券被盗用", "Fraud, or a voucher used by another")),
        new("notice-unclear", new("看不懂公告", "A notice is not clear")),
        new("other", new("其他", "Something else")),
    ];

    public static CallReason? Find(string? code) => All.FirstOrDefault(one => one.Code == code);
}
