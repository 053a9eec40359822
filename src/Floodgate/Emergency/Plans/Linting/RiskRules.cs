using System.Text.RegularExpressions;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// An executable risk is covered: detector, owner, runbook for every cause, notice, drill and course. What is not yet
/// executable may lack them, but what it names exists.
/// </summary>
internal static partial class RiskRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Risks.Count; i++) Check(faults, plan, plan.Risks[i], $"/risks/{i}");
        var assessment = plan.Assessment;
        for (var i = 0; i < assessment.ApprovedBy.Count; i++)
            if (assessment.ApprovedBy[i] == assessment.Author)
                faults.Add($"/assessment/approvedBy/{i}", "approver-is-author", "评估人不能批准自己的评估。",
                    "Whoever assessed the risks cannot approve it.");
    }

    private static void Check(FaultList faults, EmergencyPlan plan, Risk risk, string at)
    {
        faults.MustBeTeam(plan, at + "/owner", risk.Owner);
        for (var i = 0; i < risk.Clauses.Count; i++)
            if (!Clause.IsMatch(risk.Clauses[i]))
                faults.Add($"{at}/clauses/{i}", "clause-malformed", "条款写成 3.1a 这样。", "A clause is written as 3.1a.");
        Named(faults, risk, at, "notice", risk.Notice, id => plan.NoticeOf(id) is not null, "公告模板", "notice template");
        Named(faults, risk, at, "drill", risk.Drill, id => plan.Drills.Any(one => one.Id == id), "演练", "drill");
        Named(faults, risk, at, "course", risk.Course, id => plan.Courses.Any(one => one.Id == id), "课程", "course");
        if (risk.Executable && !plan.DetectorsOf(risk).Any(detector => detector.Executable))
            faults.Add(at, "risk-without-detector", $"风险“{risk.Id}”没有可执行的监测项。",
                $"No executable detector watches for the risk '{risk.Id}'.");
        if (risk.Executable && risk.Response.Causes.Count == 0)
            faults.Add(at + "/response/causes", "risk-without-runbook", "没有写明原因和处置手册。",
                "It names no cause and so no runbook.");
        for (var i = 0; i < risk.Response.Causes.Count; i++)
            CheckCause(faults, plan, risk, risk.Response.Causes[i], $"{at}/response/causes/{i}");
    }

    private static void CheckCause(FaultList faults, EmergencyPlan plan, Risk risk, Cause cause, string at)
    {
        if (cause.Runbook is null)
        {
            if (risk.Executable)
                faults.Add(at, "risk-without-runbook", $"原因“{cause.Id}”没有处置手册。",
                    $"The cause '{cause.Id}' has no runbook.");
            return;
        }

        if (plan.RunbookOf(cause.Runbook) is not { } runbook)
            faults.Add(at + "/runbook", "runbook-unknown", $"没有处置手册“{cause.Runbook}”。",
                $"There is no runbook '{cause.Runbook}'.");
        else if (risk.Executable && !runbook.Steps.Any(step => step.Executable))
            faults.Add(at + "/runbook", "runbook-not-executable", $"处置手册“{cause.Runbook}”没有一步可执行。",
                $"The runbook '{cause.Runbook}' has no step that can be carried out.");
    }

    private static void Named(
        FaultList faults, Risk risk, string at, string member, string? id, Predicate<string> exists, string zh,
        string en)
    {
        if (id is null)
        {
            if (risk.Executable)
                faults.Add(at, "risk-without-" + member, $"风险“{risk.Id}”没有{zh}。", $"The risk '{risk.Id}' has no {en}.");
        }
        else if (!exists(id))
        {
            faults.Add($"{at}/{member}", member + "-unknown", $"没有{zh}“{id}”。", $"There is no {en} '{id}'.");
        }
    }

    [GeneratedRegex(@"^[1-9]\.[0-9]{1,2}[a-z]?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Clause { get; }
}
