using System.Text;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Targets;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Drills.Sandbox;

public sealed class SandboxPlanTests
{
    private static readonly SandboxPlan Plan =
        SandboxPlan.Read(DrillShelf.Text("plans/default.yaml")!, "default.yaml");

    [Fact]
    public void Teams_AreThoseOfThePlan() => Assert.Equal(
        DefaultPlan.Plan.Teams.Select(team => (team.Id, team.Primary!, team.Deputy!)),
        Plan.Teams.Select(team => (team.Id, team.Primary, team.Deputy)));

    /// <summary>The server's own reader and lint take them: two personal channels each, all to the sinks.</summary>
    [Fact]
    public void Contacts_ReachEverybodyOfThePlan_AndNobodyOutside()
    {
        var text = Plan.Contacts(new Uri("http://127.0.0.1:4567"));
        var contacts = PlanDocument.ParseContacts(Encoding.UTF8.GetBytes(text), "contacts.yaml");
        Assert.Empty(contacts.Faults);
        var plan = PlanDocument.ParseFile(Encoding.UTF8.GetBytes(Plan.Text), "default.yaml");
        Assert.Empty(PlanLint.Check(plan, contacts));
        Assert.All(contacts.Value!.People.SelectMany(person => person.Channels), channel => Assert.True(
            channel.Address.EndsWith("@drill.invalid", StringComparison.Ordinal)
            || channel.Address.StartsWith("http://127.0.0.1:4567/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("id: x")]
    [InlineData("- a\n- b")]
    [InlineData("{")]
    public void Text_ThatIsNoPlan_IsRefused(string text) =>
        Assert.Equal(2, Assert.Throws<RushStopped>(() => SandboxPlan.Read(text, "x.yaml")).Exit);
}
