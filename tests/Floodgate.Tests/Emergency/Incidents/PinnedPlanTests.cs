using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>A campaign that has pinned a plan of its own is worked for by that plan.</summary>
public sealed class PinnedPlanTests
{
    private static readonly PlanVersionInForce Own = new("plan@1+own", TestPlan.Plan with
    {
        Risks = [.. TestPlan.Plan.Risks.Select(risk => risk with { Response = risk.Response with { Level = Least } })],
        Detectors = [.. TestPlan.Plan.Detectors.Select(detector => detector with { Level = Least })],
    }, true);

    private const ResponseLevel Least = ResponseLevel.IV;

    [Theory]
    [InlineData("autumn", "plan@1+own")]
    [InlineData("winter", TestPlan.Version)]
    [InlineData(null, TestPlan.Version)]
    public void Incident_BeginsUnderThePlanOfItsCampaign(string? campaign, string version)
    {
        var world = new RoomWorld { Pin = ("autumn", Own) };
        world.Fire(campaign: campaign);
        Assert.Equal(version, world.Only.Begun.Plan);
        Assert.Equal(version == Own.Version, world.Only.Level == Least);

        world.Pin = null;
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(version, world.Only.Begun.Plan);
    }

    /// <summary>C1: the criteria of the plan it began under end it, whatever the plan in force says.</summary>
    [Fact]
    public void Return_IsHeldAgainstTheCriteriaOfTheIncidentsOwnPlan()
    {
        var calm = new RecoveryCriterion
        {
            Id = "calm",
            Name = TestPlan.Text("calm"),
            Signal = new SignalChoice { Name = "storage.failures" },
            Comparison = Comparison.Below,
            Limit = 1,
            WindowSeconds = 3,
            ForSeconds = 5,
        };
        var own = Own with { Plan = Own.Plan with { Recovery = [calm with { Limit = 0.5m }] } };
        var world = new RoomWorld { Pin = ("autumn", own), Unmet = one => one.Limit == 0.5m };
        world.Fire();
        world.EndSteps();
        world.Decide(decider =>
        {
            decider.Announce(world.Only, ["autumn"], world.Now.AddMinutes(30));
            return 0;
        });
        world.Clear();
        world.Order("li", new Order.ConfirmReturn("autumn"), "commander");
        world.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains(world.Facts<ReturnMoved>(), one => one.Fact.Why == "calm");
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Action == "resume");
    }

    [Fact]
    public void Incident_OfSeveralCampaigns_BeginsUnderThePlanInForce()
    {
        var world = new RoomWorld { Pin = ("autumn", Own) };
        world.Decide(decider => decider.Declare(
            new Declaration("li", "failure", null, null, null, ["autumn", "winter"], "")));
        Assert.Equal(TestPlan.Version, world.Only.Begun.Plan);
    }

    [Fact]
    public void Plans_KnowWhatACampaignPinned_AlsoWhenThePinIsGone()
    {
        var pins = new List<string> { "autumn" };
        var current = new PlanVersionInForce(TestPlan.Version, TestPlan.Plan, true);
        var plans = new RoomPlans(
            campaign => campaign is not null && pins.Contains(campaign) ? Own : current, _ => null, () => pins);

        Assert.Equal(Own.Version, plans.For(["autumn"]).Version);
        Assert.Equal(current.Version, plans.For(["autumn", "winter"]).Version);
        Assert.Equal(["autumn"], plans.Pinned.Keys);
        pins.Clear();
        Assert.Equal(current.Version, plans.For(["autumn"]).Version);
        Assert.Same(Own.Plan, plans.Of(Own.Version));
    }
}
