using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>What must hold before anything resumes is measured or signed off, one of the two.</summary>
internal static class RecoveryRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Recovery.Count; i++) Check(faults, plan, plan.Recovery[i], $"/recovery/{i}");
        var thresholds = plan.Repair.Thresholds;
        for (var i = 0; i < thresholds.Count; i++)
            faults.MustBeRisks(plan, $"/repair/thresholds/{i}/risks", thresholds[i].Risks);
        for (var i = 1; i < thresholds.Count; i++)
            if (thresholds[i].OverMinutes <= thresholds[i - 1].OverMinutes)
                faults.Add($"/repair/thresholds/{i}/overMinutes", "threshold-order", "阈值须由小到大。",
                    "Thresholds stand in rising order.");
    }

    private static void Check(FaultList faults, EmergencyPlan plan, RecoveryCriterion one, string at)
    {
        faults.MustBeRisks(plan, at + "/risks", one.Risks);
        if (one.CheckedBy is { } team) faults.MustBeTeam(plan, at + "/checkedBy", team);
        if (!one.Executable) return;
        var ways = (one.Signal is null ? 0 : 1) + (one.Probe is null ? 0 : 1) + (one.CheckedBy is null ? 0 : 1);
        if (ways != 1)
        {
            faults.Add(at, "criterion-not-one", "须且只须写明信号、探测、核对小组之一。",
                "It has exactly one of signal, probe and checkedBy.");
            return;
        }

        if (one.Probe is { } probe) DetectorRules.CheckProbe(faults, probe, at + "/probe");
        var unit = one.Probe is { } asked ? ProbeCatalogue.Of(asked.Kind).Unit : null;
        if (one.Signal is { } signal && DetectorRules.CheckSignal(faults, signal, at + "/signal") is { } entry)
        {
            unit = entry.Unit;
            if ((entry.Kind == SignalKind.Distribution) != (one.Percentile is not null))
                faults.Add(at, "percentile-wanted", "分布须写分位，其他信号不写。",
                    "A distribution needs a percentile, and nothing else has one.");
        }

        if (unit is null) return;
        if (one.Comparison is null || one.Limit is null || one.Unit is null)
            faults.Missing(at, "比较、阈值和单位", "comparison, limit and unit");
        else if (one.Unit != unit) faults.Add(at + "/unit", "unit-wrong", $"单位应为 {unit}。", $"The unit is {unit}.");
    }
}
