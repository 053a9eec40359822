using Floodgate.Emergency.Incidents;
using static Floodgate.Emergency.Reviews.ReviewPoint;

namespace Floodgate.Emergency.Reviews;

/// <summary>
/// What did not work. One failure is one point: what follows from another point is not told a second time.
/// </summary>
internal sealed class Shortfalls(TimelineReading read, PlanNames names, IReadOnlyList<ReviewDuration> durations)
{
    public IReadOnlyList<ReviewPoint> Find() =>
    [
        .. Targets(), .. new PageShortfalls(read, names).Find(), .. Steps(), .. Notices(), .. Returns(), .. Tasks(),
        .. Reopenings(),
    ];

    private IEnumerable<ReviewPoint> Targets()
    {
        foreach (var row in durations.Where(row => row.Met == false && !IsToldElsewhere(row)))
        {
            var target = ReviewWords.Span(row.TargetSeconds);
            var took = row.Seconds is { } seconds ? ReviewWords.Span(seconds) : null;
            yield return new ReviewPoint("target-missed", row.Id, took is null
                ? new($"{row.Name.Zh}没有发生，目标为 {target.Zh}。",
                    $"This never happened: {row.Name.En}; the target was {target.En}.")
                : new($"{row.Name.Zh}用时 {took.Zh}，超过目标 {target.Zh}。",
                    $"Late: {row.Name.En} after {took.En}; the target was {target.En}."), row.Cites);
        }
    }

    /// <summary>A notice that stayed a draft, and a page nobody answered at all, are points of their own.</summary>
    private bool IsToldElsewhere(ReviewDuration row) => row.Seconds is null && row.Id switch
    {
        "notice" => IsUnpublished(),
        "acknowledge" => read.Teams.Values.Any(team => team.Exhausted is not null),
        "page" => read.Unreached.Count > 0,
        _ => false,
    };

    private IEnumerable<ReviewPoint> Steps()
    {
        foreach (var step in read.Steps.Values)
        {
            var name = names.Step(step.Step);
            foreach (var (end, code, zh, en) in new[]
            {
                (StepEnd.Failed, "step-failed", "失败", "failed"),
                (StepEnd.TimedOut, "step-timed-out", "超时", "ran out of time"),
            })
            {
                var runs = step.With(end).ToArray();
                if (runs.Length == 0) continue;
                var later = step.With(StepEnd.Done).FirstOrDefault(done => done.At >= runs[^1].At);
                var why = ReviewWords.Cut(((StepEnded)runs[^1].Fact).Text);
                yield return Of(code, step.Step,
                    $"步骤“{name.Zh}”{zh}{Times(runs.Length).Zh}：{why}{(later is null ? "" : "；后来完成")}。",
                    $"The step '{name.En}' {en}{Times(runs.Length).En}: "
                        + $"{why}{(later is null ? "" : "; a later run did it")}.",
                    later is null ? runs : runs.Append(later));
            }
        }
    }

    private IEnumerable<ReviewPoint> Notices()
    {
        if (IsUnpublished())
            yield return Of("notice-unpublished", "notice",
                "公告已起草，但没有发布。", "A notice was drafted and never published.", read.Unpublished!);
        if (read.Overdue.Count > 0)
            yield return Of("update-overdue", "notice",
                $"公告更新逾期{Times(read.Overdue.Count).Zh}。",
                $"The public waited too long for an update{Times(read.Overdue.Count).En}.", read.Overdue);
    }

    private bool IsUnpublished() =>
        read.Unpublished is { Fact: NoticeDrafted drafted } && drafted.PublicAt < read.End;

    private IEnumerable<ReviewPoint> Returns()
    {
        foreach (var pause in read.Pauses.Values)
        {
            if (pause.Moved.Count > 0)
            {
                var why = ReviewWords.Cut(((ReturnMoved)pause.Moved[^1].Fact).Why);
                yield return Of("return-moved", pause.Campaign,
                    $"活动 {pause.Campaign} 公布的恢复时间推迟{Times(pause.Moved.Count).Zh}：{why}。",
                    $"The announced return of {pause.Campaign} moved{Times(pause.Moved.Count).En}: {why}.",
                    pause.Moved);
            }

            if (pause.Open is { } open && read.ResolvedBy is { } resolved)
                yield return Of("still-paused", pause.Campaign,
                    $"事件解决时活动 {pause.Campaign} 的领取仍在暂停。",
                    $"Claims of {pause.Campaign} were still paused when the incident was resolved.", open, resolved);
        }
    }

    private IEnumerable<ReviewPoint> Tasks()
    {
        foreach (var task in read.Tasks.Values)
        {
            // What recovery waits for shows as a return that moved.
            if (task.Given.Task.StartsWith("recovery.", StringComparison.Ordinal)) continue;
            var text = ReviewWords.Cut(task.Given.Text, 120);
            if (task.Done is { } done && done.At > task.Given.Due)
                yield return Of("task-late", task.Given.Task,
                    $"{task.Given.Owner} 的任务“{text}”逾期完成。",
                    $"{task.Given.Owner} finished a task late: {text}.", task.Entry, done);
            else if (task.Done is null && read.End > task.Given.Due)
                yield return Of("task-undone", task.Given.Task,
                    $"{task.Given.Owner} 的任务“{text}”逾期未完成。",
                    $"{task.Given.Owner} has not done a task that was due: {text}.", task.Entry);
        }
    }

    private IEnumerable<ReviewPoint> Reopenings()
    {
        if (read.Reopened.Count == 0) yield break;
        var why = ReviewWords.Cut(((Reopened)read.Reopened[^1].Fact).Why);
        yield return Of("reopened", read.Opening.Incident,
            $"事件解决后又重新打开{Times(read.Reopened.Count).Zh}：{why}。",
            $"The incident was resolved too early and opened again{Times(read.Reopened.Count).En}: {why}.",
            read.Reopened);
    }

    internal static Foundation.BilingualText Times(int count) =>
        count == 1 ? new("", "") : new($" {count} 次", $" {count} times");
}
