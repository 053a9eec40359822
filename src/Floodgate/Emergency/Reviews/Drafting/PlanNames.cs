using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>Ids of a timeline in the words of the plan; an id the plan does not know stays as it is.</summary>
internal sealed class PlanNames(EmergencyPlan plan)
{
    private readonly Dictionary<string, BilingualText> _steps = plan.Runbooks.SelectMany(book => book.Steps)
        .DistinctBy(step => step.Id).ToDictionary(step => step.Id, step => step.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, BilingualText> _causes = plan.Risks.SelectMany(risk => risk.Response.Causes)
        .DistinctBy(cause => cause.Id).ToDictionary(cause => cause.Id, cause => cause.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, BilingualText> _detectors = plan.Detectors.DistinctBy(one => one.Id)
        .ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal);

    public BilingualText Team(string id) => plan.TeamOf(id)?.Name ?? Same(id);

    public BilingualText Cause(string id) => _causes.GetValueOrDefault(id) ?? Same(id);

    public BilingualText Detector(string id) => _detectors.GetValueOrDefault(id) ?? Same(id);

    public BilingualText Step(string id)
    {
        if (_steps.TryGetValue(id, out var name)) return name;
        if (id == Decider.PauseByPlan) return new("按方案暂停领取", "Pause claims by the plan");
        if (id == Decider.ExtendByPlan) return new("顺延恢复时间", "Move the time of return");
        return id.StartsWith(Decider.ResumeByPlan, StringComparison.Ordinal)
            ? new("按时恢复领取", "Open claims again") : Same(id);
    }

    private static BilingualText Same(string id) => new(id, id);
}
