using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Bench.Room;

/// <summary>The default plan with one team to call, its deputy so many seconds later, and no runbooks.</summary>
internal static class PagePlan
{
    public const string Risk = "storage-down";
    private const string Team = "tech";

    public static RoomView View(int deputyAfterSeconds)
    {
        var plan = PlanOf(deputyAfterSeconds);
        var contacts = DefaultPlan.ExampleContacts();
        return new RoomView(
            new PlanVersionInForce("bench@1", plan, Approved: true), _ => plan,
            (team, target, _, _) => [contacts.Find(target == PageTarget.Deputy ? team.Deputy! : team.Primary!)!],
            contacts.Find, (_, _) => false, _ => false, AutomationOn: true);
    }

    private static EmergencyPlan PlanOf(int deputyAfterSeconds)
    {
        var plan = DefaultPlan.Plan;
        return plan with
        {
            Runbooks = [],
            Levels =
            [
                .. plan.Levels.Select(level => level with
                {
                    NoticeAutomatic = false,
                    Page = level.Page with
                    {
                        Teams = [Team],
                        Steps =
                        [
                            new PageStep { AfterSeconds = 0, To = PageTarget.Primary },
                            new PageStep { AfterSeconds = deputyAfterSeconds, To = PageTarget.Deputy },
                        ],
                        RepeatSeconds = 3_600,
                        BypassesQuiet = true,
                    },
                }),
            ],
        };
    }
}
