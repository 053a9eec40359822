using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>Meetings, drills, courses, reviews and revisions: complete, and their files are there.</summary>
internal static class ImprovementRules
{
    public static void Check(FaultList faults, EmergencyPlan plan, PlanFiles? files)
    {
        CheckMeetings(faults, plan);
        for (var i = 0; i < plan.Drills.Count; i++)
        {
            faults.MustBeTeams(plan, $"/drills/{i}/teams", plan.Drills[i].Teams);
            if (plan.Drills[i].Joint is { } joint) CheckJoint(faults, plan.Drills[i], joint, $"/drills/{i}/joint");
        }

        for (var i = 0; i < plan.Courses.Count; i++)
            faults.MustBeTeams(plan, $"/courses/{i}/teams", plan.Courses[i].Teams);
        PracticeRules.Check(faults, plan, files);
        faults.MustBeRisks(plan, "/review/reTest", plan.Review.ReTest);
        for (var i = 0; i < plan.RevisionTriggers.Count; i++)
            CheckTrigger(faults, plan.RevisionTriggers[i], $"/revisionTriggers/{i}");
    }

    /// <summary>Teams that hold a drill together are teams of the drill, and at least two.</summary>
    private static void CheckJoint(FaultList faults, DrillPlan drill, JointDrill joint, string at)
    {
        for (var i = 0; i < joint.Teams.Count; i++)
        {
            var team = joint.Teams[i];
            if (!drill.Teams.Contains(team, StringComparer.Ordinal))
                faults.Add($"{at}/teams/{i}", "joint-team-not-of-drill", $"小组“{team}”不参加这个演练。",
                    $"The team '{team}' is not one of this drill's.");
            if (joint.Teams.Take(i).Contains(team, StringComparer.Ordinal))
                faults.Add($"{at}/teams/{i}", "duplicate", $"小组“{team}”重复。", $"The team '{team}' stands there twice.");
        }
    }

    private static void CheckMeetings(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Meetings.Count; i++)
        {
            var (meeting, at) = (plan.Meetings[i], $"/meetings/{i}");
            faults.MustBeTeams(plan, at + "/teams", meeting.Teams);
            if (meeting.Kind == MeetingKind.Regular && meeting.EveryDays is null) faults.Missing(at, "间隔", "everyDays");
            if (meeting.Kind == MeetingKind.AfterIncident && meeting.WithinHours is null)
                faults.Missing(at, "结束后小时数", "withinHours");
        }

        foreach (var kind in Enum.GetValues<MeetingKind>())
        {
            if (plan.Meetings.Any(meeting => meeting.Kind == kind)) continue;
            var words = DocumentShape.Words(kind);
            faults.Add("/meetings", "meeting-missing", $"没有{words.Zh}。",
                $"There is no meeting of the kind: {words.En}.");
        }
    }

    private static void CheckTrigger(FaultList faults, RevisionTrigger trigger, string at)
    {
        if (trigger.Kind is TriggerKind.PlanAge or TriggerKind.AssessmentAge && trigger.Days is null)
            faults.Missing(at, "天数", "days");
        if (trigger.Kind == TriggerKind.Incident && trigger.FromLevel is null) faults.Missing(at, "级别", "fromLevel");
        if (trigger.Kind == TriggerKind.CampaignScale && trigger.Percent is null) faults.Missing(at, "增幅", "percent");
    }
}
