using Floodgate.Emergency.People;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>Who is on call in the coming days without valid training, by calendar, plan and records.</summary>
internal sealed class DutyCheck(
    Roster roster, PracticeBook book, PlanDesk plans, PeopleOptions options, TimeProvider clock)
{
    public IReadOnlyList<UntrainedDuty> Now()
    {
        var (now, plan) = (clock.GetUtcNow(), plans.InForce().Plan);
        var duties =
            from team in plan.Teams
            from place in Enum.GetValues<DutyPlace>()
            from span in roster.Between(team, place, now, now.AddDays(options.GapDays))
            select (team, place, span);
        return DutyTraining.Of(duties, plan, book.Trainings);
    }
}
