using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What whoever sends messages to holders can be told.</summary>
internal static partial class Refusals
{
    public static readonly Refusal MessageIdTaken = new(
        "message-id-taken", 409,
        new("这个编号已用于另一条通知或另一份名单。", "This id is already used for another message or another list."),
        NoVoucherChanged,
        new("请改用新的编号；已发的通知不能更改。", "Choose a new id; a message that was sent cannot be changed."));

    public static readonly Refusal HoldersUncounted = new(
        "holders-uncounted", 503,
        new("此刻的持券人名单还没有整理完。", "The list of who holds a voucher now is not complete yet."),
        NoVoucherChanged,
        new("请用同一编号再发一次，不会重复通知。", "Send it again with the same id; nobody is told twice."));
}
