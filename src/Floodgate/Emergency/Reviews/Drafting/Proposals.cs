using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>An improvement for each kind of failure; people give it an owner and a date or drop it.</summary>
internal static class Proposals
{
    public static IReadOnlyList<ReviewPoint> From(IReadOnlyList<ReviewPoint> failures) =>
    [
        .. failures.Select(failure => new ReviewPoint(
            "improve-" + failure.Code, failure.Subject, Words(failure.Code, failure.Subject), failure.Cites)),
    ];

    private static BilingualText Words(string code, string subject) => code switch
    {
        "target-missed" => new($"查明“{subject}”为何超时，调整流程或目标，并演练验证。",
            $"Find out why '{subject}' was late, change the process or the target, and prove it in a drill."),
        "send-failed" or "send-unknown" => new($"修复或更换 {subject} 的这一渠道，做一次可达性测试。",
            $"Repair or replace this channel of {subject} and run a reachability test."),
        "unreached" => new($"为 {subject} 补充能接通的渠道，并核对值班表。",
            $"Give {subject} channels that reach, and check the on-call calendar."),
        "escalated" or "deputy-answered" or "page-exhausted" => new(
            $"查明“{subject}”首先被呼叫的人为何没有确认，调整值班或呼叫步骤。",
            $"Find out why the first to be called in '{subject}' did not answer; change the calendar or the steps."),
        "step-failed" or "step-timed-out" => new($"修复步骤“{subject}”，演练通过后才算完成。",
            $"Repair the step '{subject}'; it is done when a drill has passed."),
        "notice-unpublished" or "update-overdue" => new("明确公告由谁在何时发布，检查模板和提醒。",
            "Settle who publishes when; check templates and reminders."),
        "return-moved" or "still-paused" => new($"改进 {subject} 的修复时间估计和恢复条件。",
            $"Improve the estimate of repair and the recovery criteria for {subject}."),
        "task-late" or "task-undone" => new("完成未尽任务，调整分工。", "Finish what is left and share the tasks better."),
        "reopened" => new("补充判定恢复的条件，避免过早解决。", "Add criteria of recovery, so that nothing is resolved too early."),
        _ => new($"改进：{subject}。", $"Improve: {subject}."),
    };
}
