using Floodgate.Foundation;
using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Emergency.People.Api;

/// <summary>What staff can be told about the on-call calendar.</summary>
internal static class OnCallRefusals
{
    public static readonly Refusal CalendarInvalid = new(
        "calendar-invalid", 422,
        new("值班表有误，没有保存。", "The on-call calendar has faults and was not saved."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal CalendarUnavailable = new(
        "calendar-unavailable", 503,
        new("值班表暂时无法保存。", "The on-call calendar cannot be saved at this moment."),
        new("仍按原来的值班表呼叫。", "People are still called by the calendar as it was."),
        new("请检查节点的磁盘，再提交一次；紧急时请直接通知替班的人。",
            "Check the node's disk and submit again; if it is urgent, tell whoever stands in."));

    public static readonly Refusal PreconditionRequired = new(
        "precondition-required", 428,
        new("更改值班表需要 If-Match。", "Changing the on-call calendar needs If-Match."),
        NoVoucherChanged,
        new("先读取值班表，再带上它的 ETag 提交。", "Read the calendar first, then submit with its ETag."));

    public static readonly Refusal PreconditionFailed = new(
        "precondition-failed", 412,
        new("值班表在您读取之后已被他人更改。", "The on-call calendar was changed after you read it."),
        NoVoucherChanged,
        new("请重新读取，比较后再提交。", "Read it again, compare, then submit."));

    public static readonly Refusal UnknownOverride = new(
        "unknown-override", 404,
        new("没有这条替班。", "There is no such override."),
        new("仍按现在的值班表呼叫。", "People are called by the calendar as it is."),
        new("请刷新值班表，核对编号。", "Reload the calendar and check the id."));

    public static readonly Refusal UnknownPerson = new(
        "unknown-person", 404,
        new("联系人中没有这个人。", "The contacts do not know this person."),
        NoVoucherChanged,
        new("请核对人员编号。", "Check the person's id."));

    public static readonly Refusal UnknownTeam = new(
        "unknown-team", 404,
        new("现行方案中没有这个小组。", "The plan in force has no such team."),
        NoVoucherChanged,
        new("请核对小组编号。", "Check the team's id."));

    public static readonly Refusal NoSuchChannel = new(
        "no-such-channel", 409,
        new("此人没有这种渠道。", "This person has no channel of this kind."),
        NoVoucherChanged,
        new("请在联系人中核对渠道。", "Check the channels in the contacts."));

    public static readonly Refusal TestTooSoon = new(
        "test-too-soon", 429,
        new("这个渠道刚测试过，或同时进行的测试太多。", "This channel was tested just now, or too many tests are running."),
        new("没有发出新的测试消息；真实呼叫不受影响。", "No new test was sent; real pages are unaffected."),
        new("请过一会儿再测试。", "Test again a little later."));

    public static readonly Refusal ScopeMalformed = new(
        "scope-malformed", 400,
        new("team 和 person 要写一个，也只写一个。", "Name a team or a person, and only one of them."),
        NoVoucherChanged, CorrectRequest);
}
