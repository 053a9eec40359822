using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Reviews;

internal enum Freshness { Fresh, Stale, Unknown }

/// <summary>Whether one revision trigger of the plan asks for a new version, and why.</summary>
internal sealed record TriggerState(string Id, BilingualText Name, Freshness State, BilingualText Because);

/// <summary>Computes the plan's revision triggers; what nobody can know is unknown, never fresh. Pure.</summary>
internal static class PlanFreshness
{
    private static readonly BilingualText NotKnown = new("没有数据来源", "nothing here knows it yet");

    public static IReadOnlyList<TriggerState> Of(ReadinessMaterial known) =>
        [.. known.Plan.Plan.RevisionTriggers.Select(trigger => Compute(trigger, known))];

    private static TriggerState Compute(RevisionTrigger trigger, ReadinessMaterial known)
    {
        var (state, because) = trigger.Kind switch
        {
            TriggerKind.PlanAge => PlanAge(trigger, known),
            TriggerKind.AssessmentAge => AssessmentAge(trigger, known),
            TriggerKind.Incident => Incident(trigger, known),
            TriggerKind.Drill => Drill(known),
            TriggerKind.ActionOverdue => Overdue(known),
            TriggerKind.Contacts => Changed(known, known.ContactsChangedAt, "责任人或渠道", "People or their channels"),
            TriggerKind.Configuration =>
                Changed(known, known.ConfigurationChangedAt, "系统版本或配置", "Software or configuration"),
            TriggerKind.CampaignScale => Scale(trigger, known),
            TriggerKind.Capability => Capability(known),
            _ => (Freshness.Unknown, NotKnown),
        };
        return new TriggerState(trigger.Id, trigger.Name, state, because);
    }

    private static (Freshness, BilingualText) PlanAge(RevisionTrigger trigger, ReadinessMaterial known)
    {
        if (known.Plan.ApprovedMicros is not { } micros)
            return (Freshness.Stale, new("现行预案还没有人批准", "nobody has approved the plan in force"));
        var approved = UnixTime.ToTime(micros);
        var days = (int)(known.Now - approved).TotalDays;
        return (days > trigger.Days ? Freshness.Stale : Freshness.Fresh, new(
            $"批准已 {days} 天，上限 {trigger.Days} 天", $"approved {days} days ago, {trigger.Days} at most"));
    }

    private static (Freshness, BilingualText) AssessmentAge(RevisionTrigger trigger, ReadinessMaterial known)
    {
        var assessment = known.Plan.Plan.Assessment;
        var most = Math.Min(trigger.Days ?? int.MaxValue, assessment.ValidDays);
        var days = known.Today.DayNumber - assessment.Date.DayNumber;
        return (days > most ? Freshness.Stale : Freshness.Fresh, new(
            $"风险评估于 {assessment.Date:yyyy-MM-dd}，已 {days} 天，有效 {most} 天",
            $"risks assessed {assessment.Date:yyyy-MM-dd}, {days} days ago, valid for {most}"));
    }

    private static (Freshness, BilingualText) Incident(RevisionTrigger trigger, ReadinessMaterial known)
    {
        var since = known.Plan.ApprovedMicros is { } micros ? UnixTime.ToTime(micros) : DateTimeOffset.MinValue;
        var grave = known.Incidents.Where(one => one.OpenedAt > since
            && one.Level <= (trigger.FromLevel ?? ResponseLevel.IV)).ToArray();
        if (grave.Length == 0) return (Freshness.Fresh, new("此后没有这样的事件", "no such incident since"));
        var last = grave.MaxBy(one => one.OpenedAt)!;
        var level = DocumentShape.Words(last.Level);
        return (Freshness.Stale, new(
            $"预案批准后发生 {grave.Length} 起，最近为 {last.Id} {last.Title.Zh}（{level.Zh}）",
            $"{grave.Length} since the plan was approved, the last {last.Id} {last.Title.En} ({level.En})"));
    }

    private static (Freshness, BilingualText) Drill(ReadinessMaterial known)
    {
        var bad = Cadence.OfDrills(known).Where(one => one.Overdue || one.Good == false).ToArray();
        if (bad.Length == 0)
            return Cadence.OfDrills(known).Count == 0
                ? (Freshness.Unknown, new("预案还没有可执行的演练", "the plan has no drill that can be run yet"))
                : (Freshness.Fresh, new("演练都按时通过", "every drill was passed in time"));
        return (Freshness.Stale, new(
            $"{bad.Length} 项演练未通过或逾期：{string.Join("，", bad.Select(one => one.Name.Zh))}",
            $"{bad.Length} drill(s) failed or overdue: {string.Join(", ", bad.Select(one => one.Name.En))}"));
    }

    private static (Freshness, BilingualText) Overdue(ReadinessMaterial known)
    {
        var late = known.Actions.Where(action => action.IsOverdue(known.Today)).ToArray();
        return late.Length == 0
            ? (Freshness.Fresh, new("没有逾期的整改项", "no action is overdue"))
            : (Freshness.Stale, new(
                $"{late.Length} 项整改逾期：{string.Join("，", late.Take(5).Select(one => one.Id))}",
                $"{late.Length} action(s) overdue: {string.Join(", ", late.Take(5).Select(one => one.Id))}"));
    }

    private static (Freshness, BilingualText) Changed(
        ReadinessMaterial known, DateTimeOffset? at, string zh, string en)
    {
        if (at is not { } changed) return (Freshness.Unknown, NotKnown);
        var approved = known.Plan.ApprovedMicros is { } micros ? UnixTime.ToTime(micros) : DateTimeOffset.MinValue;
        return changed > approved
            ? (Freshness.Stale, new(
                $"{zh}于 {ReviewWords.Clock(changed)} 变化", $"{en} changed {ReviewWords.Clock(changed)}"))
            : (Freshness.Fresh, new($"{zh}此后没有变化", $"{en}: no change since"));
    }

    private static (Freshness, BilingualText) Scale(RevisionTrigger trigger, ReadinessMaterial known)
    {
        if (known.Campaigns is not { Count: > 0 } campaigns) return (Freshness.Unknown, NotKnown);
        var approved = known.Plan.ApprovedMicros is { } micros ? UnixTime.ToTime(micros) : DateTimeOffset.MinValue;
        var before = campaigns.Where(one => one.AppliedAt <= approved).Select(one => one.Stock).DefaultIfEmpty().Max();
        var largest = campaigns.Where(one => one.AppliedAt > approved).MaxBy(one => one.Stock);
        var most = before * (100m + (trigger.Percent ?? 0)) / 100m;
        return largest is not null && before > 0 && largest.Stock > most
            ? (Freshness.Stale, new(
                $"活动 {largest.Campaign} 有 {largest.Stock:N0} 张券，批准时最大为 {before:N0} 张",
                $"{largest.Campaign} has {largest.Stock:N0} vouchers, the largest was {before:N0} when approved"))
            : (Freshness.Fresh, new("没有大幅超过以往的活动", "no campaign is much larger than those before"));
    }

    private static (Freshness, BilingualText) Capability(ReadinessMaterial known)
    {
        if (known.Drills is null && known.Courses is null) return (Freshness.Unknown, NotKnown);
        var able = (known.Drills ?? []).Concat(known.Courses ?? []).Select(one => one.Id)
            .ToHashSet(StringComparer.Ordinal);
        var now = PlanParts.Waiting(known.Plan.Plan).Where(part =>
            part.Part is DrillPlan or Course && able.Contains(part.Part.Id)).ToArray();
        return now.Length == 0
            ? (Freshness.Fresh, new("没有新变为可执行的部分", "nothing that waited can be carried out now"))
            : (Freshness.Stale, new(
                $"现已可执行：{string.Join("，", now.Select(one => one.Part.Name.Zh))}",
                $"can be carried out now: {string.Join(", ", now.Select(one => one.Part.Name.En))}"));
    }
}
