using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using static Floodgate.Emergency.Reviews.RecordAnswers;

namespace Floodgate.Emergency.Reviews;

/// <summary><c>/api/v1/ops/readiness</c>: whether the plan could be carried out today, and what hinders it.</summary>
internal sealed class ReadinessEndpoint(ReadinessDesk desk, MeetingDesk meetings)
{
    public async Task GetAsync(HttpContext context)
    {
        await meetings.CallDueAsync(context.RequestAborted);
        var known = await desk.GatherAsync(context.RequestAborted);
        await WriteAsync(context, Compute(known), ReviewJson.Default.ReadinessBody);
    }

    public static ReadinessBody Compute(ReadinessMaterial known)
    {
        var triggers = PlanFreshness.Of(known).ToArray();
        var stale = triggers.Where(one => one.State == Freshness.Stale).ToArray();
        var actions = known.Actions.Select(row => ActionEndpoints.Body(row, known.Today)).ToArray();
        var now = known.Now.Micros();
        var meetings = known.Meetings.Where(row => row.State == MeetingState.Due).OrderBy(row => row.DueMicros)
            .Select(row => MeetingEndpoints.Body(row, now)).ToArray();
        var reviews = ReviewDues.Of(known).ToArray();
        var (drills, courses) = (Cadence.OfDrills(known).ToArray(), Cadence.OfCourses(known).ToArray());
        var ready = stale.Length == 0 && !actions.Any(one => one.Overdue) && !meetings.Any(one => one.Overdue)
            && !reviews.Any(one => one.Overdue) && !drills.Concat(courses).Any(one => one.Overdue || one.Good == false)
            && known.OnCallGaps is null or [] && known.Untrained is null or []
            && known.Reachability?.All(one => one.Good == true) != false;
        return new ReadinessBody(
            known.Now, ready, Plan(known.Plan), stale.Length > 0, stale, triggers, reviews, actions.Length,
            actions.Count(one => one.Overdue), actions, meetings, drills, courses,
            new ReadinessGapsBody(known.OnCallGaps is null ? "notKnown" : "held", [.. known.OnCallGaps ?? []]),
            known.Reachability is { } reached
                ? [.. reached.Select(one => new ReachedBody(one.Id, one.At, one.Good))] : null,
            known.Untrained is { } untrained ? [.. untrained.Select(one => new UntrainedBody(
                one.Team, one.Place, one.Person, one.From, [.. one.Courses]))] : null);
    }

    private static ReadinessPlanBody Plan(PlanInForce plan)
    {
        var tally = PlanParts.Tally(plan.Plan);
        return new ReadinessPlanBody(
            plan.PlanId, plan.Version, plan.Approved, tally.Sum(one => one.Executable), tally.Sum(one => one.Waiting),
            [.. tally.Select(one => new PlanTallyBody(one.Kind, one.Executable, one.Waiting))],
            [.. PlanParts.Waiting(plan.Plan).Select(one =>
                new PlanWaitingBody(one.Kind, one.Part.Id, one.Part.Name, one.Part.Missing!))]);
    }
}
