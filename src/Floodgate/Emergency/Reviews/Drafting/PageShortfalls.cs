using Floodgate.Emergency.Incidents;
using static Floodgate.Emergency.Reviews.ReviewPoint;

namespace Floodgate.Emergency.Reviews;

/// <summary>What did not work in calling people.</summary>
internal sealed class PageShortfalls(TimelineReading read, PlanNames names)
{
    /// <summary>A message whose outcome is not known by then was lost or its record was.</summary>
    private static readonly TimeSpan OutcomeWithin = TimeSpan.FromSeconds(60);

    public IEnumerable<ReviewPoint> Find()
    {
        var failed = read.Sends.Values.Where(send => send.Fault is not null).ToList();
        return [.. Unreached(failed), .. Failed(failed), .. Unknown(), .. Escalated()];
    }

    /// <summary>Nobody's every channel fails without each failing: those sends are part of this point.</summary>
    private List<ReviewPoint> Unreached(List<SendRecord> failed)
    {
        var points = new List<ReviewPoint>();
        foreach (var group in read.Unreached.GroupBy(entry => (PersonUnreached)entry.Fact))
        {
            var last = group.Max(entry => entry.At);
            var part = failed.Where(send => send.Message.Team == group.Key.Team
                && send.Message.Person == group.Key.Person && send.Ended!.At <= last).ToArray();
            failed.RemoveAll(part.Contains);
            var team = names.Team(group.Key.Team);
            points.Add(Of("unreached", group.Key.Person,
                $"{team.Zh}的 {group.Key.Person} 所有渠道都没有接通。",
                $"{group.Key.Person} of {team.En} was reached on no channel.",
                [.. group, .. part.Select(send => send.Ended!)]));
        }

        return points;
    }

    private static IEnumerable<ReviewPoint> Failed(List<SendRecord> failed) =>
        from send in failed
        group send by (send.Message.Person, send.Message.Channel) into sends
        let times = Shortfalls.Times(sends.Count())
        let why = ReviewWords.Cut(sends.Last().Fault!)
        select Of("send-failed", sends.Key.Person,
            $"发给 {sends.Key.Person} 的第 {sends.Key.Channel + 1} 渠道消息失败{times.Zh}：{why}。",
            $"Messages to {sends.Key.Person} on channel {sends.Key.Channel + 1} failed{times.En}: {why}.",
            sends.Select(send => send.Ended!));

    private IEnumerable<ReviewPoint> Unknown() =>
        from send in read.Sends.Values
        where send.Ended is null && read.End - send.Begun.At > OutcomeWithin
        group send by send.Message.Person into sends
        select Of("send-unknown", sends.Key,
            $"发给 {sends.Key} 的消息没有结果记录。", $"A message to {sends.Key} has no outcome on record.",
            sends.Select(send => send.Begun));

    private IEnumerable<ReviewPoint> Escalated()
    {
        foreach (var team in read.Teams.Values)
        {
            var name = names.Team(team.Team);
            var climbed = team.Steps.Where(entry => ((PageStepped)entry.Fact).Step > 0).ToArray();
            if (team.Exhausted is { } exhausted && (team.Answered is null || team.Answered.At > exhausted.At))
            {
                yield return Of("page-exhausted", team.Team,
                    $"{name.Zh}：逐级呼叫全部用尽，无人及时确认。",
                    $"{name.En}: every step of the escalation was used up and too few answered.",
                    [.. climbed, exhausted]);
            }
            else if (team.Answered is { } answered && team.AnsweredStep > 0)
            {
                var person = ((Acknowledged)answered.Fact).Person;
                yield return Of("deputy-answered", team.Team,
                    $"{name.Zh}：首先被呼叫的人没有确认，升级后由 {person} 确认。",
                    $"{name.En}: whoever was called first did not answer; {person} did after escalation.",
                    [.. climbed, answered]);
            }
            else if (climbed.Length > 0)
            {
                yield return Of("escalated", team.Team,
                    $"{name.Zh}：第一次呼叫无人确认，升级{Shortfalls.Times(climbed.Length).Zh}。",
                    $"{name.En}: nobody answered the first call, it climbed{Shortfalls.Times(climbed.Length).En}.",
                    climbed);
            }
        }
    }
}
