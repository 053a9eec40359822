using System.Globalization;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>
    /// Signals of one cause come within moments of each other: what fires this soon after an incident began belongs to
    /// it, whatever its risk, unless it is graver by itself.
    /// </summary>
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(120);

    /// <summary>A signal that returns this soon after the incident was resolved opens the same one again.</summary>
    private static readonly TimeSpan ReopenWithin = TimeSpan.FromMinutes(15);

    /// <summary>With it the names begin of what the watch has opened.</summary>
    private const string WatchMark = "W";

    /// <summary>Kinds of signals that one incident lists; a source that names each alert anew makes no more.</summary>
    private const int SignalsMax = 500;

    private static readonly BilingualText OutsideAlert = new("外部告警", "Alert from outside");
    private static readonly BilingualText UnknownEffect = new("对券的影响尚待判断", "effect on vouchers not known yet");

    public void Hear(Finding finding)
    {
        if (!finding.Firing)
        {
            // Also of a resolved one: opened again, it would wait for ever for a signal that is long over.
            foreach (var incident in state.Incidents.Values.Where(one =>
                one.Phase != Phase.Closed && IsFiring(one, finding.Key)).ToArray())
                Emit(incident, ActorOf(finding), new SignalCleared(finding.Key, finding.Value));
            return;
        }

        var current = view.InForce(finding.Campaign is { } campaign ? [campaign] : []);
        var detector = current.Plan.Detectors.FirstOrDefault(one => one.Id == finding.Detector);
        var risk = detector is null ? null : current.Plan.RiskOf(detector.Risk);
        var level = detector?.Level ?? risk?.Response.Level ?? ResponseLevel.IV;
        if (Home(finding, risk, level) is { } home) Join(home, finding, level);
        else Open(finding, current.Version, detector, risk, level);
    }

    /// <summary>A person says that something is wrong. The answer is the incident's id.</summary>
    public string Declare(Declaration declaration)
    {
        var current = view.InForce(declaration.Campaigns);
        // Who declares chose among the risks of the plan in force; a campaign's own plan may lack it.
        if (current.Plan.RiskOf(declaration.Risk) is not { } risk)
            (current, risk) = (view.Current, view.Current.Plan.RiskOf(declaration.Risk)!);
        var cause = CauseOf(risk, declaration.Cause);
        if (SameTrouble(risk, cause, declaration) is { } known) return SayThere(known, declaration);
        var id = NewId();
        Emit(id, "person:" + declaration.Person, new Opened(
            risk.Id, cause?.Id, cause?.Runbook, declaration.Level ?? risk.Response.Level, risk.Name,
            EffectOf(current.Plan, risk), current.Version, declaration.Since ?? now, declaration.Campaigns));
        if (declaration.Text.Length > 0) Emit(id, "person:" + declaration.Person, new Said(declaration.Text));
        Begin(state.Find(id)!);
        return id;
    }

    /// <summary>What is declared while it is being handled goes on where it is handled.</summary>
    private Incident? SameTrouble(Risk risk, Cause? cause, Declaration declaration) => state.Live.FirstOrDefault(one =>
        one.Begun.Risk == risk.Id && one.Cause == cause?.Id && (declaration.Campaigns.Count == 0
            || !one.Campaigns.Any() || one.Campaigns.Intersect(declaration.Campaigns).Any()));

    private string SayThere(Incident incident, Declaration declaration)
    {
        var words = declaration.Text.Length > 0 ? declaration.Text : "declared again";
        Emit(incident, "person:" + declaration.Person, new Said(words));
        if (declaration.Level < incident.Level) Raise(incident, declaration.Level.Value, words);
        return incident.Id;
    }

    private void Open(Finding finding, string version, Detector? detector, Risk? risk, ResponseLevel level)
    {
        var cause = risk is null ? null : CauseOf(risk, detector?.Cause);
        var id = NewId();
        IReadOnlyList<string> campaigns = finding.Campaign is { } campaign ? [campaign] : [];
        Emit(id, ActorOf(finding), new Opened(
            risk?.Id, cause?.Id, cause?.Runbook, level, detector?.Name ?? risk?.Name ?? OutsideAlert,
            detector?.Effect ?? UnknownEffect, version, finding.Since, campaigns));
        Emit(id, ActorOf(finding), FiredOf(finding));
        Begin(state.Find(id)!);
    }

    private void Begin(Incident incident)
    {
        EstimateByRunbook(incident);
        // Before anybody is called: they are called by the level that it is to be.
        if (LevelOfRepair(incident) is { } graver) Emit(incident, "plan", new LevelSet(graver, RepairTooLong));
        StartPages(incident);
        Escalate(incident);
        AdvanceRunbook(incident);
    }

    private void Join(Incident incident, Finding finding, ResponseLevel level)
    {
        if (incident.Phase == Phase.Resolved)
        {
            Emit(incident, ActorOf(finding), new Reopened(finding.Text));
            Emit(incident, ActorOf(finding), FiredOf(finding));
            Begin(incident);
        }
        else
        {
            var known = IsFiring(incident, finding.Key);
            var room = incident.Signals.Count < SignalsMax || incident.Signals.ContainsKey(finding.Key);
            // A signal that goes on firing adds no line, nor does the thousandth kind: a storm would be the timeline.
            if (!known && room) Emit(incident, ActorOf(finding), FiredOf(finding));
        }

        if (level < incident.Level) Raise(incident, level, finding.Text);
        NameCause(incident, finding, level);
    }

    /// <summary>
    /// A detector that names its cause knows more than one that named none: it brings its runbook with it, once, and
    /// not against a person's word.
    /// </summary>
    private void NameCause(Incident incident, Finding finding, ResponseLevel level)
    {
        var plan = PlanOf(incident);
        if (Named(plan, finding.Detector) is not { } detector || detector.Risk != incident.Begun.Risk) return;
        if (level > incident.Level || incident.Timeline.Any(entry => entry.Fact is CauseSet)) return;
        var first = incident.Timeline.Select(entry => entry.Fact).OfType<SignalFired>().FirstOrDefault();
        if (first is null || Named(plan, first.Detector) is not null) return;
        var cause = plan.RiskOf(detector.Risk)?.Response.Causes.FirstOrDefault(one => one.Id == detector.Cause);
        if (cause?.Runbook is null || cause.Runbook == incident.Runbook) return;
        Emit(incident, ActorOf(finding), new CauseSet(cause.Id, cause.Runbook));
        EstimateByRunbook(incident);
        AdvanceRunbook(incident);
    }

    private static Detector? Named(EmergencyPlan plan, string detector) =>
        plan.Detectors.FirstOrDefault(one => one.Id == detector && one.Cause is not null);

    private void Raise(Incident incident, ResponseLevel level, string why)
    {
        Emit(incident, "plan", new LevelSet(level, why));
        StartPages(incident);
        Escalate(incident);
        AdvanceRunbook(incident);
    }

    private Incident? Home(Finding finding, Risk? risk, ResponseLevel level) =>
        state.Live.FirstOrDefault(one => one.Signals.ContainsKey(finding.Key))
        ?? state.Live.FirstOrDefault(one => one.Begun.Risk == risk?.Id)
        ?? state.Live.FirstOrDefault(one => now - one.OpenedAt <= JoinWithin && level >= one.Level)
        ?? state.Incidents.Values.FirstOrDefault(one => one.Phase == Phase.Resolved
            && now - one.ResolvedAt <= ReopenWithin && one.Signals.ContainsKey(finding.Key));

    private string NewId()
    {
        var day = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var mark = view.Mark is { } node ? "-" + node : "";
            var id = $"{(Role == "watch" ? WatchMark : "")}{day}-{number:00}{mark}";
            if (state.Find(id) is null && state.Cut.Past.All(one => one.Id != id)) return id;
        }
    }

    private static bool IsFiring(Incident incident, string key) =>
        incident.Signals.TryGetValue(key, out var signal) && signal.Firing;

    private static Cause? CauseOf(Risk risk, string? cause) =>
        risk.Response.Causes.FirstOrDefault(one => one.Id == cause)
        ?? (risk.Response.Causes is [var first, ..] ? first : null);

    private static BilingualText EffectOf(EmergencyPlan plan, Risk risk) =>
        plan.DetectorsOf(risk).FirstOrDefault()?.Effect ?? UnknownEffect;

    private static string ActorOf(Finding finding) =>
        finding.Detector.Length > 0 ? "detector:" + finding.Detector : "alert";

    private static SignalFired FiredOf(Finding finding) => new(
        finding.Key, finding.Detector, finding.Campaign, finding.Since, finding.Value, finding.Limit, finding.Text);
}

/// <summary>What a person declares. Checked against the plan before it gets here.</summary>
internal sealed record Declaration(
    string Person, string Risk, string? Cause, ResponseLevel? Level, DateTimeOffset? Since,
    IReadOnlyList<string> Campaigns, string Text);
