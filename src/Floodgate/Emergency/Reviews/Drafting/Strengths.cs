using Floodgate.Emergency.Incidents;
using static Floodgate.Emergency.Reviews.ReviewPoint;

namespace Floodgate.Emergency.Reviews;

/// <summary>What worked.</summary>
internal static class Strengths
{
    /// <summary>A return this close to its announced time was on time.</summary>
    private static readonly TimeSpan OnTime = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<ReviewPoint> Find(
        TimelineReading read, PlanNames names, IReadOnlyList<ReviewDuration> durations) =>
        [.. Targets(durations), .. Teams(read, names), .. FailOvers(read), .. Steps(read, names), .. Returns(read)];

    private static IEnumerable<ReviewPoint> Targets(IReadOnlyList<ReviewDuration> durations) =>
        from row in durations
        where row is { Met: true, Seconds: not null }
        let took = ReviewWords.Span(row.Seconds!.Value)
        let target = ReviewWords.Span(row.TargetSeconds)
        select new ReviewPoint("target-met", row.Id, new(
            $"{row.Name.Zh}用时 {took.Zh}，在目标 {target.Zh} 之内。",
            $"In time: {row.Name.En} after {took.En}, within {target.En}."), row.Cites);

    private static IEnumerable<ReviewPoint> Teams(TimelineReading read, PlanNames names) =>
        from team in read.Teams.Values
        where team is { Answered: not null, AnsweredStep: 0 }
            && !team.Steps.Any(entry => ((PageStepped)entry.Fact).Step > 0)
        let person = ((Acknowledged)team.Answered!.Fact).Person
        let name = names.Team(team.Team)
        select Of("answered-at-once", team.Team,
            $"{name.Zh}：首次呼叫即由 {person} 确认。", $"{name.En}: {person} answered the first call.", team.Answered!);

    private static IEnumerable<ReviewPoint> FailOvers(TimelineReading read) =>
        from send in read.Sends.Values
        group send by (send.Message.Team, send.Message.Person, send.Message.Call) into call
        let through = call.FirstOrDefault(send => send is { Ended: not null, Fault: null })
        where through is not null && call.Any(send => send.Fault is not null)
        select Of("failed-over", call.Key.Person,
            $"给 {call.Key.Person} 的消息在一个渠道失败后，由第 {through.Message.Channel + 1} 渠道送出。",
            $"After one channel failed, channel {through.Message.Channel + 1} took the message to {call.Key.Person}.",
            [.. call.Where(send => send.Fault is not null).Select(send => send.Ended!), through.Ended!]);

    private static IEnumerable<ReviewPoint> Steps(TimelineReading read, PlanNames names) =>
        from step in read.Steps.Values
        let done = step.With(StepEnd.Done).ToArray()
        where done.Length > 0
        let name = names.Step(step.Step)
        let result = ReviewWords.Cut(((StepEnded)done[^1].Fact).Text, 160)
        select Of("step-done", step.Step,
            $"步骤“{name.Zh}”已完成{(result.Length == 0 ? "" : "：" + result)}。",
            $"The step '{name.En}' was done{(result.Length == 0 ? "" : ": " + result)}.", done);

    private static IEnumerable<ReviewPoint> Returns(TimelineReading read) =>
        from pause in read.Pauses.Values
        where pause.Moved.Count == 0 && pause.Open is null
        let kept = pause.Spans[^1].Until!
        where kept.At <= pause.Promised + OnTime
        select Of("return-kept", pause.Campaign,
            $"活动 {pause.Campaign} 在公布的时间 {ReviewWords.Hour(pause.Promised)} 前恢复领取。",
            $"Claims of {pause.Campaign} were open again by the announced {ReviewWords.Hour(pause.Promised)}.",
            [.. pause.Announced, kept]);
}
