using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Emergency.Reviews;

/// <summary>What the operations of this slice look like from outside.</summary>
internal static class ReviewContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.RecordsUnavailable];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid, Refusals.RecordInvalid,
    ];

    private static readonly Refusal[] MatchRefusals = [Refusals.PreconditionRequired, Refusals.PreconditionFailed];

    private static readonly ApiHeader IfMatch = new("If-Match", true, "the ETag of what was read");

    public static readonly ApiOperation List = Read(
        "Reviews", "Reviews", new("复盘，以及应交的复盘", "Reviews, and those that are due"), typeof(ReviewsBody));

    public static readonly ApiOperation Get = Read(
        "Review", "Reviews", new("读取复盘，?version= 为旧版本", "A review; an older one with ?version="),
        typeof(ReviewPaper), Refusals.UnknownReview) with
    {
        Answers = [new(200, typeof(ReviewPaper)) { Headers = ["ETag"] }],
    };

    public static readonly ApiOperation Json = Get with
    {
        Name = "ReviewJson",
        Summary = new("复盘的 JSON 文件", "A review as a file of JSON"),
    };

    public static readonly ApiOperation Html = Page("ReviewHtml", "text/html", "可打印的网页", "a page to print");

    public static readonly ApiOperation Markdown = Page("ReviewMarkdown", "text/markdown", "Markdown", "Markdown");

    public static readonly ApiOperation Versions = Read(
        "ReviewVersions", "Reviews", new("复盘的历次版本", "Every version of a review"), typeof(ReviewVersionsBody),
        Refusals.UnknownReview);

    public static readonly ApiOperation Draft = Write(
        "DraftReview", "Reviews", new("由时间线起草复盘", "Draft a review from the timeline"), typeof(DraftReviewBody),
        typeof(ReviewPaper), [.. BodyRefusals, Refusals.NoTimeline, Refusals.ReviewClosed]) with
    {
        Answers = [new(201, typeof(ReviewPaper)), new(200, typeof(ReviewPaper))],
    };

    public static readonly ApiOperation Edit = Write(
        "EditReview", "Reviews", new("编辑复盘", "Edit a review"), typeof(EditReviewBody), typeof(ReviewPaper),
        [.. BodyRefusals, .. MatchRefusals, Refusals.UnknownReview, Refusals.ReviewClosed]) with
    {
        Headers = [IfMatch],
    };

    public static readonly ApiOperation Close = Write(
        "CloseReview", "Reviews", new("由第二人关闭复盘", "Close a review, by a second person"), null, typeof(ReviewPaper),
        [
            .. MatchRefusals, Refusals.UnknownReview, Refusals.ReviewClosed, Refusals.RootCauseMissing,
            Refusals.ActionsMissing, Refusals.ReTestMissing, Refusals.CloserIsEditor,
        ]) with
    {
        Headers = [IfMatch],
    };

    public static readonly ApiOperation Actions = Read(
        "Actions", "Actions",
        new("整改项，?state=&overdue=true&source=&after=&limit=", "Actions, ?state=&overdue=true&source=&after=&limit="),
        typeof(ActionsBody));

    public static readonly ApiOperation Action = Read(
        "Action", "Actions", new("读取整改项", "An improvement action"), typeof(ActionBody), Refusals.UnknownAction);

    public static readonly ApiOperation AddAction = Write(
        "AddAction", "Actions", new("新增整改项", "Add an improvement action"), typeof(NewActionBody), typeof(ActionBody),
        [.. BodyRefusals, Refusals.ActionsFull]) with
    {
        Answers = [new(201, typeof(ActionBody))],
    };

    public static readonly ApiOperation ChangeAction = Write(
        "ChangeAction", "Actions", new("更改、完成或取消整改项", "Change, finish or drop an action"), typeof(ChangeActionBody),
        typeof(ActionBody),
        [.. BodyRefusals, .. MatchRefusals, Refusals.UnknownAction, Refusals.EvidenceMissing]) with
    {
        Headers = [IfMatch],
    };

    public static readonly ApiOperation Meetings = Read(
        "Meetings", "Meetings", new("应急会议", "Emergency meetings"), typeof(MeetingsBody));

    public static readonly ApiOperation Meeting = Read(
        "Meeting", "Meetings", new("会议：议程、纪要、决定", "A meeting: agenda, minutes, decisions"),
        typeof(MeetingPageBody), Refusals.UnknownMeeting);

    public static readonly ApiOperation Calendar = Read(
        "MeetingCalendar", "Meetings", new("会议日历（iCalendar）", "Meetings as iCalendar"), typeof(string)) with
    {
        Answers = [new(200, typeof(string), "text/calendar")],
    };

    public static readonly ApiOperation CallMeeting = Write(
        "CallMeeting", "Meetings", new("召集会议", "Call a meeting"), typeof(CallMeetingBody), typeof(MeetingPageBody),
        BodyRefusals) with
    {
        Answers = [new(201, typeof(MeetingPageBody))],
    };

    public static readonly ApiOperation HoldMeeting = Write(
        "HoldMeeting", "Meetings", new("记录会议：出席、纪要、决定", "Record a meeting: attendance, minutes, decisions"),
        typeof(HoldMeetingBody), typeof(MeetingPageBody),
        [.. BodyRefusals, .. MatchRefusals, Refusals.UnknownMeeting, Refusals.MeetingHeld]) with
    {
        Headers = [IfMatch],
    };

    public static readonly ApiOperation Readiness = Read(
        "Readiness", "Readiness", new("准备情况", "Whether the plan could be carried out today"), typeof(ReadinessBody));

    private static ApiOperation Page(string name, string media, string zh, string en) =>
        Read(name, "Reviews", new($"复盘：{zh}，?lang=zh|en", $"A review as {en}, ?lang=zh|en"), typeof(string),
            Refusals.UnknownReview) with
        {
            Answers = [new(200, typeof(string), media)],
        };

    private static ApiOperation Read(
        string name, string tag, BilingualText summary, Type answer, params Refusal[] more) =>
        new(name, tag, summary)
        {
            Credentials = [Credential.ApiKey, Credential.StaffSession],
            Answers = [new(200, answer)],
            Refusals = [.. StaffRefusals, .. more],
        };

    private static ApiOperation Write(
        string name, string tag, BilingualText summary, Type? body, Type answer, Refusal[] more) =>
        Read(name, tag, summary, answer, more) with { Body = body };
}
