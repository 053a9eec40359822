using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Emergency.People.Api;

/// <summary>What the on-call calendar looks like from outside.</summary>
internal static class OnCallContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
    ];

    private static readonly Refusal[] ChangeRefusals =
    [
        .. StaffRefusals, Refusals.BodyMalformed, Refusals.BodyTooLarge, OnCallRefusals.CalendarInvalid,
        OnCallRefusals.PreconditionFailed, OnCallRefusals.CalendarUnavailable,
    ];

    public static readonly ApiOperation Now = Read(
        "OnCall", new("现在和下一班是谁值班", "Who is on call now and next"), typeof(OnCallBody));

    public static readonly ApiOperation Shifts = Read(
        "OnCallShifts", new("今后的值班（days，默认 14 天）", "Duties of the coming days (days, 14 when left out)"),
        typeof(ShiftsBody));

    public static readonly ApiOperation CoverageGaps = Read(
        "OnCallGaps", new("今后 14 天值班表的空档", "Gaps of the coming 14 days"), typeof(GapsBody));

    public static readonly ApiOperation Calendar = Staff("OnCallCalendar", new("读取值班表", "Read the calendar")) with
    {
        Answers = [new(200, typeof(OnCallCalendarBody)) { Headers = ["ETag"] }],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation PutCalendar = Staff(
        "PutOnCallCalendar", new("更改值班表", "Change the calendar")) with
    {
        Headers = [new("If-Match", true, "The ETag of the calendar that is changed, \"0\" before the first.")],
        Body = typeof(OnCallCalendarBody),
        Answers = [new(200, typeof(CalendarChangedBody)) { Headers = ["ETag"] }],
        Refusals = [.. ChangeRefusals, OnCallRefusals.PreconditionRequired],
    };

    public static readonly ApiOperation AddOverride = Staff(
        "AddOnCallOverride", new("登记替班", "Somebody stands in")) with
    {
        Headers = [new("If-Match", false, "The ETag of the calendar, when the change must be to that one.")],
        Body = typeof(OverrideBody),
        Answers = [new(201, typeof(CalendarChangedBody)) { Headers = ["ETag"] }],
        Refusals = ChangeRefusals,
    };

    public static readonly ApiOperation RemoveOverride = Staff(
        "RemoveOnCallOverride", new("取消替班", "Take an override back")) with
    {
        Answers = [new(200, typeof(CalendarChangedBody)) { Headers = ["ETag"] }],
        Refusals = [.. StaffRefusals, OnCallRefusals.UnknownOverride, OnCallRefusals.PreconditionFailed,
            OnCallRefusals.CalendarUnavailable],
    };

    public static readonly ApiOperation Link = Staff(
        "OnCallFeedLink", new("日历订阅链接", "A link to subscribe to duties as a calendar")) with
    {
        Body = typeof(FeedRequestBody),
        Answers = [new(201, typeof(FeedLinkBody))],
        Refusals =
        [
            .. StaffRefusals, .. BodyRefusals, OnCallRefusals.ScopeMalformed, OnCallRefusals.UnknownPerson,
            OnCallRefusals.UnknownTeam,
        ],
    };

    public static readonly ApiOperation Feed = new(
        "OnCallFeed", "Emergency", new("值班日历（iCalendar）", "Duties as an iCalendar"))
    {
        Answers = [new(200, typeof(string), "text/calendar")],
        Refusals = [Refusals.NotFound],
    };

    public static readonly ApiOperation ReachTests = Read(
        "ReachTests", new("每个人每个渠道的可达测试", "How each channel of each person was last tested"),
        typeof(ReachTestsBody));

    public static readonly ApiOperation BeginReachTest = Staff(
        "BeginReachTest", new("发送可达测试", "Send a marked test message")) with
    {
        Body = typeof(ReachRequestBody),
        Answers = [new(202, typeof(ReachTestsBody))],
        Refusals =
        [
            .. StaffRefusals, .. BodyRefusals, OnCallRefusals.UnknownPerson, OnCallRefusals.NoSuchChannel,
            OnCallRefusals.TestTooSoon,
        ],
    };

    private static ApiOperation Read(string name, BilingualText summary, Type body) => Staff(name, summary) with
    {
        Answers = [new(200, body)],
        Refusals = StaffRefusals,
    };

    private static ApiOperation Staff(string name, BilingualText summary) => new(name, "Emergency", summary)
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
    };
}
