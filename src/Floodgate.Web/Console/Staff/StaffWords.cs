using Floodgate.Access.Staff;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Staff;

/// <summary>What an administrator is told of a change: what happened, what to do; nothing when it was done.</summary>
internal static class StaffWords
{
    public static readonly BilingualText NotAllowed = new(
        "您已不是管理员，什么都没有改变。请联系其他管理员。",
        "You are not an administrator any more; nothing was changed. Ask another administrator.");

    public static BilingualText? Of(StaffOutcome outcome) => outcome switch
    {
        StaffOutcome.Done => null,
        StaffOutcome.NotAllowed => NotAllowed,
        StaffOutcome.LastAdministrator => new(
            "这是最后一位管理员，什么都没有改变。请先让另一个账号成为管理员。",
            "This is the last administrator; nothing was changed. Make another account administrator first."),
        StaffOutcome.TooManyInvitations => new(
            "未使用的链接已达上限，没有生成新链接。请先撤回不用的链接。",
            "Too many links are open; no new one was made. Withdraw those not needed."),
        StaffOutcome.TooManyAccounts => new(
            "账号数已达上限，没有生成新链接。上限见 Access:StaffAccountsMax。",
            "There are as many accounts as may be; no link was made. The limit is Access:StaffAccountsMax."),
        StaffOutcome.Unknown => new(
            "这个账号或链接已不存在，什么都没有改变。列表已更新。",
            "The account or link is no longer there; nothing was changed. The list is up to date now."),
        _ => new(outcome.ToString(), outcome.ToString()),
    };
}
