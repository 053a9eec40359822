using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Emergency.Practice;

/// <summary>What drills and training look like from outside.</summary>
internal static class PracticeContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid, Refusals.RecordInvalid,
    ];

    public static readonly ApiOperation Fault = Staff(
        "StorageFault", new("演练节点的存储故障", "The storage fault of a node for drills")) with
    {
        Answers = [new(200, typeof(FaultStateBody))],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation ArmFault = Fault with
    {
        Name = "ArmStorageFault",
        Summary = new("使演练节点的存储失效或变慢", "Make the storage of a node for drills fail or slow"),
        Body = typeof(FaultBody),
        Refusals = [.. StaffRefusals, .. BodyRefusals],
    };

    public static readonly ApiOperation ClearFault = Fault with
    {
        Name = "ClearStorageFault",
        Summary = new("撤销存储故障", "End the storage fault now"),
    };

    public static readonly ApiOperation ClusterFault = Staff(
        "ClusterFault", new("演练节点上扮演的集群故障", "The fault of a cluster that is played on a node for drills")) with
    {
        Answers = [new(200, typeof(ClusterFaultStateBody))],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation PlayFault = ClusterFault with
    {
        Name = "PlayClusterFault",
        Summary = new("扮演节点失效、网络分裂或数据库失效", "Play a node's death, a split network or a lost database"),
        Body = typeof(ClusterFaultBody),
        Refusals = [.. StaffRefusals, .. BodyRefusals],
    };

    public static readonly ApiOperation EndPlayedFault = ClusterFault with
    {
        Name = "EndClusterFault",
        Summary = new("结束扮演的故障", "End what is played"),
    };

    public static readonly ApiOperation StoredTimeline = Staff(
        "StoredTimeline", new("存储中的时间线", "The entries of an incident that the store holds")) with
    {
        Answers = [new(200, typeof(StoredTimelineBody))],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation Drills = Staff(
        "Drills", new("演练记录与到期情况", "Drills that were run, and which are due")) with
    {
        Answers = [new(200, typeof(DrillsBody))],
        Refusals = [.. StaffRefusals, Refusals.RecordsUnavailable],
    };

    public static readonly ApiOperation Drill = Staff("Drill", new("一次演练的报告", "The report of a drill")) with
    {
        Answers = [new(200, typeof(DrillReportBody))],
        Refusals = [.. StaffRefusals, Refusals.UnknownDrill, Refusals.RecordsUnavailable],
    };

    public static readonly ApiOperation RecordDrill = Staff(
        "RecordDrill", new("提交演练报告", "Hand in the report of a drill")) with
    {
        Body = typeof(DrillReportBody),
        Answers = [new(201, typeof(DrillHeadBody)) { Headers = ["Location"] }, new(200, typeof(DrillHeadBody))],
        Refusals = [.. StaffRefusals, .. BodyRefusals, Refusals.RecordsFull, Refusals.RecordsUnavailable],
    };

    public static readonly ApiOperation DrillSchema = Staff(
        "DrillSchema", new("演练脚本的 JSON Schema", "The JSON Schema of drills")) with
    {
        Answers = [new(200, typeof(string), "application/schema+json")],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation Training = Staff(
        "Training", new("课程与学习情况", "Courses, and who has taken them")) with
    {
        Answers = [new(200, typeof(TrainingBody))],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation Quiz = Staff("Quiz", new("课程测验", "The quiz of a course")) with
    {
        Answers = [new(200, typeof(QuizBody))],
        Refusals = [.. StaffRefusals, Refusals.UnknownCourse],
    };

    public static readonly ApiOperation TakeQuiz = Staff(
        "TakeQuiz", new("提交测验答案，由系统评分", "Hand in the answers of a quiz, which is marked")) with
    {
        Body = typeof(QuizAnswersBody),
        Answers = [new(201, typeof(QuizMarkedBody))],
        Refusals =
        [
            .. StaffRefusals, .. BodyRefusals, Refusals.UnknownCourse, Refusals.NotOfThePlan, Refusals.UnknownChoice,
            Refusals.QuizTooOften, Refusals.RecordsFull, Refusals.RecordsUnavailable,
        ],
    };

    public static readonly ApiOperation TakeCourse = Staff(
        "TakeCourse", new("登记他人学完一门课程", "Write down that somebody else took a course")) with
    {
        Body = typeof(TakenBody),
        Answers = [new(201, typeof(TrainingTakenBody)), new(200, typeof(TrainingTakenBody))],
        Refusals =
            [.. StaffRefusals, .. BodyRefusals, Refusals.QuizNeeded, Refusals.RecordsFull, Refusals.RecordsUnavailable],
    };

    public static readonly ApiOperation CourseText = Staff(
        "CourseText", new("课程正文", "The text of a course, to read and print")) with
    {
        Answers = [new(200, typeof(string), "text/html")],
        Refusals = [.. StaffRefusals, Refusals.UnknownCourse],
    };

    private static ApiOperation Staff(string name, BilingualText summary) =>
        new(name, "Drills and training", summary) { Credentials = [Credential.ApiKey, Credential.StaffSession] };
}
