using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>The register of risks of a plan, worst first.</summary>
/// <param name="TreatFromScore">From this score on a risk needs a response that can be executed.</param>
internal sealed record RiskListBody(
    string Plan, int Version, DateOnly AssessedOn, IReadOnlyList<string> ApprovedBy, int TreatFromScore,
    IReadOnlyList<BilingualText> LikelihoodScale, IReadOnlyList<BilingualText> ImpactScale, RiskBody[] Items);

/// <param name="Likelihood">1 to 5.</param>
/// <param name="Impact">1 to 5.</param>
/// <param name="Score">Likelihood times impact.</param>
/// <param name="Owner">A team.</param>
/// <param name="Level">The level an incident of it starts at, I to IV.</param>
/// <param name="Missing">What is not there yet; null when the response can be executed.</param>
internal sealed record RiskBody(
    string Id, BilingualText Name, BilingualText Description, IReadOnlyList<string> Clauses, int Likelihood, int Impact,
    int Score, string Owner, [property: JsonConverter(typeof(JsonStringEnumConverter<ResponseLevel>))]
    ResponseLevel Level, string[] Detectors, RiskCauseBody[] Causes, string? Notice, string? Drill, string? Course,
    bool Executable, BilingualText? Missing);

internal sealed record RiskCauseBody(string Id, BilingualText Name, string? Runbook);

internal static class RiskWords
{
    public static RiskListBody Of(PlanInForce current)
    {
        var (plan, assessment) = (current.Plan, current.Plan.Assessment);
        return new(
            current.PlanId, current.Version, assessment.Date, assessment.ApprovedBy, assessment.TreatFromScore,
            assessment.Likelihood, assessment.Impact,
            [.. plan.Risks.OrderByDescending(risk => risk.Score).ThenBy(risk => risk.Id, StringComparer.Ordinal)
                .Select(risk => Of(plan, risk))]);
    }

    private static RiskBody Of(EmergencyPlan plan, Risk risk) => new(
        risk.Id, risk.Name, risk.Description, risk.Clauses, risk.Likelihood, risk.Impact, risk.Score, risk.Owner,
        risk.Response.Level, [.. plan.DetectorsOf(risk).Select(detector => detector.Id)],
        [.. risk.Response.Causes.Select(cause => new RiskCauseBody(cause.Id, cause.Name, cause.Runbook))],
        risk.Notice, risk.Drill, risk.Course, risk.Executable, risk.Executable ? null : risk.Missing);
}
