using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>A detector says exactly what its kind needs, about something that is known.</summary>
internal static class DetectorRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Detectors.Count; i++)
        {
            var (detector, at) = (plan.Detectors[i], $"/detectors/{i}");
            CheckRisk(faults, plan, detector, at);
            // What waits for later software may name signals that do not exist yet.
            if (!detector.Executable) continue;
            CheckMembers(faults, detector, at);
            CheckSource(faults, detector, at);
            CheckClearing(faults, detector, at);
        }
    }

    private static void CheckRisk(FaultList faults, EmergencyPlan plan, Detector detector, string at)
    {
        if (plan.RiskOf(detector.Risk) is not { } risk)
            faults.Add(at + "/risk", "risk-unknown", $"没有风险“{detector.Risk}”。", $"There is no risk '{detector.Risk}'.");
        else if (detector.Cause is { } cause && risk.Response.Causes.All(one => one.Id != cause))
            faults.Add(at + "/cause", "cause-unknown", $"风险“{risk.Id}”没有原因“{cause}”。",
                $"The risk '{risk.Id}' has no cause '{cause}'.");
    }

    private static void CheckMembers(FaultList faults, Detector one, string at)
    {
        var kind = one.Kind;
        var measured = kind is DetectorKind.Threshold or DetectorKind.Ratio or DetectorKind.Percentile
            or DetectorKind.Forecast or DetectorKind.Absence;
        var limited = kind is DetectorKind.Threshold or DetectorKind.Ratio or DetectorKind.Percentile
            or DetectorKind.Forecast || (one.Probe is { } probe && ProbeCatalogue.Of(probe.Kind).Unit is not null);
        Member(faults, at, "signal", one.Signal is not null, measured, kind, "信号", "a signal");
        Member(faults, at, "over", one.Over is not null, kind == DetectorKind.Ratio, kind, "分母信号", "a divisor");
        Member(faults, at, "percentile", one.Percentile is not null, kind == DetectorKind.Percentile, kind,
            "分位", "a percentile");
        Member(faults, at, "horizonSeconds", one.HorizonSeconds is not null, kind == DetectorKind.Forecast, kind,
            "预测时长", "a horizon");
        Member(faults, at, "probe", one.Probe is not null, kind == DetectorKind.Probe, kind, "探测", "a probe");
        Member(faults, at, "heartbeat", one.Heartbeat is not null, kind == DetectorKind.Heartbeat, kind,
            "心跳来源", "a source of heartbeats");
        Member(faults, at, "alert", one.Alert is not null, kind == DetectorKind.Alert, kind,
            "告警匹配", "what alerts match");
        Member(faults, at, "comparison", one.Comparison is not null, limited, kind, "比较方式", "a comparison");
        Member(faults, at, "limit", one.Limit is not null, limited, kind, "阈值", "a limit");
        Member(faults, at, "unit", one.Unit is not null, limited, kind, "单位", "a unit");
        if (kind != DetectorKind.Ratio)
            faults.Unused(at + "/overLeast", one.OverLeast is not null, "这种方式没有分母", "A detector without divisor");
    }

    private static void Member(
        FaultList faults, string at, string member, bool set, bool wanted, DetectorKind kind, string zh, string en)
    {
        var words = DocumentShape.Words(kind);
        if (wanted && !set) faults.Missing(at, zh, en);
        else if (!wanted)
            faults.Unused($"{at}/{member}", set, $"方式为“{words.Zh}”", $"A detector of this kind ({words.En})");
    }

    private static void CheckSource(FaultList faults, Detector one, string at)
    {
        if (one.Probe is { } probe) CheckProbe(faults, probe, at + "/probe");
        if (one.Probe is { } asked && ProbeCatalogue.Of(asked.Kind).Unit is { } unit)
            CheckUnit(faults, one, at, unit);
        if (one.Signal is { } signal && CheckSignal(faults, signal, at + "/signal") is { } entry)
        {
            CheckUnit(faults, one, at, one.Kind == DetectorKind.Ratio ? SignalCatalogue.Percent : entry.Unit);
            CheckKind(faults, one.Kind, entry, at + "/signal/name");
        }

        if (one.Over is { } over && CheckSignal(faults, over, at + "/over") is { } divisor)
            CheckKind(faults, one.Kind, divisor, at + "/over/name");
    }

    private static void CheckUnit(FaultList faults, Detector one, string at, string unit)
    {
        if (one.Unit is { } written && written != unit)
            faults.Add(at + "/unit", "unit-wrong", $"单位应为 {unit}。", $"The unit is {unit}.");
    }

    private static void CheckKind(FaultList faults, DetectorKind kind, SignalEntry entry, string at)
    {
        var fits = kind switch
        {
            DetectorKind.Percentile => entry.Kind == SignalKind.Distribution,
            DetectorKind.Absence => entry.Kind == SignalKind.Rate,
            DetectorKind.Forecast => entry.Kind != SignalKind.Distribution,
            _ => entry.Kind != SignalKind.Distribution,
        };
        if (fits) return;
        var (words, of) = (DocumentShape.Words(kind), DocumentShape.Words(entry.Kind));
        faults.Add(at, "signal-kind-wrong", $"“{entry.Name}”是{of.Zh}，不能用于“{words.Zh}”。",
            $"'{entry.Name}' is {of.En}; it cannot be watched by {words.En}.");
    }

    private static void CheckClearing(FaultList faults, Detector one, string at)
    {
        if (one is not { ClearLimit: { } clear, Limit: { } limit, Comparison: { } comparison })
        {
            faults.Unused(at + "/clearLimit", one.ClearLimit is not null && one.Limit is null, "没有阈值",
                "A detector without limit");
            return;
        }

        if (comparison == Comparison.Above ? clear > limit : clear < limit)
            faults.Add(at + "/clearLimit", "clear-limit-wrong", "解除阈值在越限的一侧，永远不会解除。",
                "The clear limit lies on the bad side of the limit.");
    }

    /// <summary>The entry, if the choice is good.</summary>
    internal static SignalEntry? CheckSignal(FaultList faults, SignalChoice choice, string at)
    {
        if (SignalCatalogue.Find(choice.Name) is not { } entry)
        {
            faults.Add(at + "/name", "signal-unknown", $"没有信号“{choice.Name}”。", $"There is no signal '{choice.Name}'.");
            return null;
        }

        if (choice.Code is { } code && !entry.Codes)
            faults.Unused(at + "/code", true, "这个信号不分代码", "A signal without codes");
        else if (choice.Code is { } refusal && entry.Name is "claims.refused" or "tills.refused"
            && !Refusals.TryFind(refusal, out _))
            faults.Add(at + "/code", "code-unknown", $"没有拒绝代码“{refusal}”。", $"There is no refusal '{refusal}'.");
        faults.Unused(at + "/campaign", choice.Campaign is not null && !entry.PerCampaign, "这个信号不分活动",
            "A signal that is not per campaign");
        return entry;
    }

    internal static void CheckProbe(FaultList faults, Probe probe, string at)
    {
        var entry = ProbeCatalogue.Of(probe.Kind);
        var good = probe.Kind switch
        {
            ProbeKind.Http or ProbeKind.Certificate => Uri.TryCreate(probe.Target, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https" && address.UserInfo.Length == 0,
            ProbeKind.Tcp => IsHostAndPort(probe.Target),
            ProbeKind.Clock => Uri.CheckHostName(probe.Target) != UriHostNameType.Unknown,
            _ => entry.Targets.Contains(probe.Target, StringComparer.Ordinal),
        };
        if (!good)
            faults.Add(at + "/target", "probe-target-malformed", "探测对象写法不对：网页和证书为网址，端口为 主机:端口，" +
                $"时钟为主机名，其余为 {string.Join("、", entry.Targets)}。",
                "No such target: an address for HTTP and certificate, host:port for TCP, a host for clock, else " +
                $"{string.Join(", ", entry.Targets)}.");
    }

    private static bool IsHostAndPort(string target)
    {
        var colon = target.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(target.AsSpan(colon + 1), out var port) && port > 0
            && Uri.CheckHostName(target[..colon].Trim('[', ']')) != UriHostNameType.Unknown;
    }
}
