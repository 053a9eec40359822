using Floodgate.Access;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>The step that opens claims again at the announced time.</summary>
    public const string ResumeByPlan = "plan.resume";

    /// <summary>The step that gives the pause its new end.</summary>
    public const string ExtendByPlan = "plan.extend";

    /// <summary>Claims of these campaigns are paused until then.</summary>
    public void Announce(Incident incident, IReadOnlyList<string> campaigns, DateTimeOffset at)
    {
        foreach (var campaign in campaigns)
            if (incident.Returns.GetValueOrDefault(campaign)?.At != at)
                Emit(incident, "plan", new ReturnAnnounced(campaign, at));
    }

    /// <summary>Claims of these campaigns are open again, for whichever incident awaited it.</summary>
    public void Keep(Incident incident, IReadOnlyList<string> campaigns)
    {
        foreach (var one in state.Incidents.Values.Where(one => one.IsLive || one == incident).ToArray())
            foreach (var campaign in campaigns.Where(one.Returns.ContainsKey).ToArray())
                Kept(one, new ReturnKept(campaign));
        SayMonitoring(incident);
    }

    /// <summary>
    /// Returns of campaigns that somebody resumed, or paused on, without the room are no longer awaited, in any
    /// incident: they would be announced anew, and the incident could not be resolved. A campaign whose pauses are not
    /// known yet is none.
    /// </summary>
    public void LetGoOfReturns()
    {
        foreach (var incident in state.Live.ToArray())
            foreach (var campaign in incident.Returns.Keys.ToArray())
            {
                if (view.IsUnpaused(campaign) && !IsBeingResumed(campaign))
                    Kept(incident, new ReturnKept(campaign, view.ResumedBy(campaign) ?? ""));
                else if (view.PausedByHand(campaign) is { } person)
                    Emit(incident, "plan", new ReturnLeft(campaign, person));
            }
    }

    private void Kept(Incident incident, ReturnKept kept)
    {
        Emit(incident, "plan", kept);
        SayMonitoring(incident);
    }

    private void SayMonitoring(Incident incident)
    {
        if (incident.IsLive && incident.Returns.Count == 0 && incident.PublicStatus != PublicStatus.Monitoring)
            Emit(incident, "plan", new PublicStatusSet(PublicStatus.Monitoring));
    }

    /// <summary>A step of an incident that awaits it opens claims just now: its end says so.</summary>
    private bool IsBeingResumed(string campaign) => state.Live.Any(incident =>
        incident.Returns.ContainsKey(campaign)
        && incident.Steps.Values.Any(step =>
            step.Phase is StepPhase.Running or StepPhase.Undoing && step.Begun!.Action == "resume"));

    /// <summary>
    /// Before an announced return the commander is asked. At the time: confirmed and criteria good, claims open; else
    /// the time moves and everyone told before is told again. Nothing resumes by itself without both.
    /// </summary>
    private void WatchReturns(Incident incident)
    {
        var rules = PlanOf(incident).Repair;
        foreach (var (campaign, back) in incident.Returns.ToArray())
        {
            AskForSignatures(incident, back.At);
            if (!back.Asked && back.At.AddMinutes(-rules.ConfirmReturnMinutes) <= now)
                Emit(incident, "plan", new ReturnAsked(campaign));
            if (back.At > now) continue;
            if (IsConfirmed(incident, back) && Unmet(incident) is null && view.Has("resume"))
                Resume(incident, campaign);
            else Move(incident, campaign, back, rules.MoveReturnMinutes);
        }
    }

    /// <summary>Claims open again by one person's word; under a level I incident by two people's.</summary>
    public static bool IsConfirmed(Incident incident, ReturnState back) => incident.WasRed
        ? back.ConfirmedBy.Exists(first => back.ConfirmedBy.Exists(second => AreTwo(first, second)))
        : back.Confirmed;

    private static bool AreTwo(string first, string second) =>
        StaffPerson.AreTwo(first["person:".Length..], second["person:".Length..]);

    private OrderOutcome ConfirmReturn(Incident incident, Person person, string campaign)
    {
        if (!incident.Returns.TryGetValue(campaign, out var back)) return OrderOutcome.UnknownCampaign;
        if (incident.WasRed && back.ConfirmedBy.Exists(first => !person.IsSecondTo(first)))
            return OrderOutcome.OwnApproval;
        return Emitted(incident, person, new ReturnConfirmed(campaign));
    }

    private void Resume(Incident incident, string campaign)
    {
        var step = $"{ResumeByPlan}.{campaign}";
        if (incident.Steps.TryGetValue(step, out var known) && !known.IsOver) return;
        if (known is { Phase: StepPhase.Failed or StepPhase.TimedOut }
            && now - known.Since < TimeSpan.FromSeconds(30)) return;
        var runs = incident.Timeline.Count(entry => entry.Fact is StepBegun begun && begun.Step == step);
        Emit(incident, "plan", new StepBegun(
            step, $"{incident.Id}.{step}.{runs + 1}", "resume",
            new Dictionary<string, string> { ["scope"] = "campaign", ["campaign"] = campaign }, Undo: false));
    }

    private void Move(Incident incident, string campaign, ReturnState back, int minutes)
    {
        var to = back.At.AddMinutes(minutes);
        while (to <= now) to = to.AddMinutes(minutes);
        var why = Unmet(incident) ?? (IsConfirmed(incident, back) ? "the server is not back"
            : back.Confirmed ? "not confirmed by a second person" : "not confirmed by the commander");
        Emit(incident, "plan", new ReturnMoved(campaign, to, why));
        TellAgain(incident, campaign);
    }

    /// <summary>The pause itself and everyone told before get the new time.</summary>
    private void TellAgain(Incident incident, string campaign)
    {
        // A notice that a person wrote freely names no template of the plan: the risk's then says the new time.
        var known = incident.Notice is { } last && PlanOf(incident).NoticeOf(last.Text.Template) is not null;
        if ((known ? incident.Notice!.Text.Template : RiskOf(incident)?.Notice) is not { } notice) return;
        if (view.Has("pause"))
        {
            var runs = incident.Timeline.Count(entry => entry.Fact is StepBegun begun && begun.Step == ExtendByPlan);
            Emit(incident, "plan", new StepBegun(
                ExtendByPlan, $"{incident.Id}.{ExtendByPlan}.{runs + 1}", "pause",
                new Dictionary<string, string> { ["campaign"] = campaign, ["notice"] = notice }, Undo: false));
        }

        if (incident.Notice?.Published is not null && PlanOf(incident).NoticeOf(notice) is { } template)
            Draft(incident, "plan", Fill(incident, PlanOf(incident), template, now));
    }

    /// <summary>
    /// A criterion of recovery that does not hold, of this incident or of another one that has the same claims paused;
    /// null when all do.
    /// </summary>
    private string? Unmet(Incident incident) => OwnUnmet(incident)
        ?? (state.Live.FirstOrDefault(other => other != incident
            && other.Returns.Keys.Any(incident.Returns.ContainsKey) && OwnUnmet(other) is not null) is { } other
            ? $"incident {other.Id} needs the pause" : null);

    private string? OwnUnmet(Incident incident)
    {
        foreach (var criterion in PlanOf(incident).Recovery.Where(one => one.Executable))
        {
            if (criterion.Risks.Count > 0 && !criterion.Risks.Contains(incident.Begun.Risk)) continue;
            var person = criterion.Signal is null && criterion.Probe is null;
            if (person ? !IsSignedOff(incident, criterion.Id) : view.IsUnmet(criterion)) return criterion.Id;
        }

        return incident.IsFiring ? "a signal is still firing" : null;
    }

    /// <summary>What people must check before the return is a task of theirs.</summary>
    private void AskForSignatures(Incident incident, DateTimeOffset due)
    {
        foreach (var criterion in PlanOf(incident).Recovery)
        {
            if (!criterion.Executable || criterion.CheckedBy is not { } team) continue;
            if (criterion.Risks.Count > 0 && !criterion.Risks.Contains(incident.Begun.Risk)) continue;
            if (!incident.Tasks.ContainsKey("recovery." + criterion.Id))
                Emit(incident, "plan", new TaskGiven("recovery." + criterion.Id, criterion.Name.En, team, due));
        }
    }

    /// <summary>A person checked it: the task of that name is done.</summary>
    private static bool IsSignedOff(Incident incident, string criterion) =>
        incident.Tasks.TryGetValue("recovery." + criterion, out var task) && task.Done;

    private IEnumerable<DateTimeOffset> ReturnDues(Incident incident)
    {
        var before = PlanOf(incident).Repair.ConfirmReturnMinutes;
        foreach (var (campaign, back) in incident.Returns)
        {
            if (!back.Asked) yield return back.At.AddMinutes(-before);
            else if (back.At > now) yield return back.At;
            else if (!IsResuming(incident, campaign)) yield return now.AddSeconds(1);
        }
    }

    private static bool IsResuming(Incident incident, string campaign) =>
        incident.Steps.TryGetValue($"{ResumeByPlan}.{campaign}", out var step) && !step.IsOver;
}
