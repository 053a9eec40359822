using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What staff can be told about drills and training.</summary>
internal static partial class Refusals
{
    private static readonly BilingualText InTheList = new("请在列表中核对编号。", "Check the id in the list.");

    public static readonly Refusal UnknownDrill = new(
        "unknown-drill", 404, new("没有这次演练的记录。", "There is no such drill on record."), NoVoucherChanged,
        InTheList);

    public static readonly Refusal UnknownCourse = new(
        "unknown-course", 404, new("没有这门课程。", "There is no such course."), NoVoucherChanged, InTheList);

    public static readonly Refusal NotOfThePlan = new(
        "not-of-the-plan", 409,
        new("您不在现行预案的任何小组里，测验不计入。", "No team of the plan in force has you; the quiz would not count."),
        NoVoucherChanged,
        new("请管理员把您的账号写进联系人。", "Ask an administrator to put your account into the contacts."));

    public static readonly Refusal UnknownChoice = new(
        "unknown-choice", 422,
        new("答案中有测验里没有的题目或选项。", "The answers name a question or a choice that the quiz does not have."),
        NoVoucherChanged, new("请重新读取测验再作答。", "Read the quiz again, then answer."));

    public static readonly Refusal QuizTooOften = new(
        "quiz-too-often", 429,
        new("这门课程的测验一小时内做得太多了。", "The quiz of this course was taken too often within an hour."),
        NoVoucherChanged, new("请先读课程，过一会儿再做。", "Read the course first and come back later."));

    public static readonly Refusal QuizNeeded = new(
        "quiz-needed", 409,
        new("自己的学习不能自己登记。", "Nobody writes down their own training."), NoVoucherChanged,
        new("请做课程的测验，由系统评分。", "Take the quiz of the course; the program marks it."));

    public static readonly Refusal RecordsFull = new(
        "records-full", 409,
        new("记录已到上限，没有保存。", "As many are kept as can be; this was not saved."), NoVoucherChanged,
        new("请管理员调高上限。", "Ask an administrator to raise the limit."));
}
