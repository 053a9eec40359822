using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>How much of a kind of part can be carried out.</summary>
internal sealed record PartTally(BilingualText Kind, int Executable, int Waiting);

/// <summary>A part of a plan, what kind it is, and where it stands.</summary>
internal sealed record PlanPart(BilingualText Kind, string Pointer, IPlanPart Part);

/// <summary>Every part of a plan that may have to wait for later software.</summary>
internal static class PlanParts
{
    private static readonly BilingualText Channels = new("通知渠道", "channels");
    private static readonly BilingualText Risks = new("风险", "risks");
    private static readonly BilingualText Detectors = new("监测项", "detectors");
    private static readonly BilingualText Steps = new("处置步骤", "runbook steps");
    private static readonly BilingualText Recovery = new("恢复条件", "recovery criteria");
    private static readonly BilingualText Drills = new("演练", "drills");
    private static readonly BilingualText Courses = new("课程", "courses");

    public static IEnumerable<PlanPart> Of(EmergencyPlan plan) =>
    [
        .. In(Channels, "/channels", plan.Channels),
        .. In(Risks, "/risks", plan.Risks),
        .. In(Detectors, "/detectors", plan.Detectors),
        .. plan.Runbooks.SelectMany((book, i) => In(Steps, $"/runbooks/{i}/steps", book.Steps)),
        .. In(Recovery, "/recovery", plan.Recovery),
        .. In(Drills, "/drills", plan.Drills),
        .. In(Courses, "/courses", plan.Courses),
    ];

    /// <summary>Counts by kind, in the order of the plan.</summary>
    public static IReadOnlyList<PartTally> Tally(EmergencyPlan plan) =>
    [
        .. Of(plan).GroupBy(part => part.Kind).Select(group => new PartTally(
            group.Key, group.Count(one => one.Part.Executable), group.Count(one => !one.Part.Executable))),
    ];

    /// <summary>What cannot be carried out yet, with what is missing: for the readiness board.</summary>
    public static IEnumerable<PlanPart> Waiting(EmergencyPlan plan) => Of(plan).Where(part => !part.Part.Executable);

    private static IEnumerable<PlanPart> In(BilingualText kind, string at, IEnumerable<IPlanPart> parts) =>
        parts.Select((part, i) => new PlanPart(kind, $"{at}/{i}", part));
}
