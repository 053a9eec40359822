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

    public static readonly Refusal RecordsFull = new(
        "records-full", 409,
        new("记录已到上限，没有保存。", "As many are kept as can be; this was not saved."), NoVoucherChanged,
        new("请管理员调高上限。", "Ask an administrator to raise the limit."));
}
