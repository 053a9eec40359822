using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What staff can be told about reviews, improvement actions and meetings.</summary>
internal static partial class Refusals
{
    private static readonly BilingualText OpenRoomLook =
        new("请在列表中核对编号。", "Check the id in the list.");

    public static readonly Refusal NoTimeline = new(
        "no-timeline", 404,
        new("找不到这个事件的时间线。", "No timeline of such an incident was found."), NoVoucherChanged, OpenRoomLook);

    public static readonly Refusal UnknownReview = new(
        "unknown-review", 404, new("没有这份复盘。", "There is no such review."), NoVoucherChanged, OpenRoomLook);

    public static readonly Refusal UnknownAction = new(
        "unknown-action", 404,
        new("没有这个整改项。", "There is no such improvement action."), NoVoucherChanged, OpenRoomLook);

    public static readonly Refusal UnknownMeeting = new(
        "unknown-meeting", 404, new("没有这个会议。", "There is no such meeting."), NoVoucherChanged, OpenRoomLook);

    public static readonly Refusal ReviewClosed = new(
        "review-closed", 409,
        new("复盘已关闭，不再修改。", "The review is closed and does not change any more."), NoVoucherChanged,
        new("新的发现请另建整改项。", "Write what you found since as an improvement action."));

    public static readonly Refusal RootCauseMissing = new(
        "root-cause-missing", 409,
        new("复盘还没有根本原因，不能关闭。", "The review has no root cause and cannot be closed."), NoVoucherChanged,
        new("请先填写根本原因。", "Write down the root cause first."));

    public static readonly Refusal ActionsMissing = new(
        "actions-missing", 409,
        new("整改项不足，不能关闭复盘。", "The review has too few improvement actions to be closed."), NoVoucherChanged,
        new("请添加有责任人和期限的整改项。", "Add actions, each with an owner and a date."));

    public static readonly Refusal ReTestMissing = new(
        "re-test-missing", 409,
        new("此类事件须复测后才能关闭。", "The fault must be tried again before this review is closed."),
        NoVoucherChanged,
        new("请复测并在复盘中写明结果。", "Try it again and write the result into the review."));

    public static readonly Refusal CloserIsEditor = new(
        "closer-is-editor", 403,
        new("编辑过复盘的人不能关闭它。", "Whoever edited a review does not close it."), NoVoucherChanged,
        new("请由另一位指挥关闭。", "Ask another commander to close it."));

    public static readonly Refusal EvidenceMissing = new(
        "evidence-missing", 409,
        new("没有依据，整改项不能完成或取消。", "An action is not done or dropped without evidence."),
        NoVoucherChanged,
        new("请写明做了什么、在哪里可以核对。", "Say what was done and where it can be checked."));

    public static readonly Refusal ActionsFull = new(
        "actions-full", 409,
        new("未完成的整改项已到上限。", "There are as many open improvement actions as can be kept."),
        NoVoucherChanged,
        new("请先完成或取消一些整改项。", "Finish or drop some first."));

    public static readonly Refusal MeetingHeld = new(
        "meeting-held", 409,
        new("会议纪要已归档。", "The meeting was held and its minutes are kept."), NoVoucherChanged,
        new("更正请写入下次会议。", "Correct it in the next meeting's minutes."));

    public static readonly Refusal RecordInvalid = new(
        "record-invalid", 422,
        new("内容有误，没有保存。", "There are faults in it; nothing was saved."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal RecordsUnavailable = new(
        "records-unavailable", 503,
        new("记录暂时不能读写。", "The records cannot be read or written now."),
        new("没有任何券发生变化；事件处置不受影响。", "No voucher has changed; incidents are handled as before."),
        new("请检查存储后再试。", "Check the storage, then try again."));
}
