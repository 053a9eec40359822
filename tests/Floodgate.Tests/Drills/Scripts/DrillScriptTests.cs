using System.Text;
using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Scripts;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Architecture;

namespace Floodgate.Tests.Drills.Scripts;

public sealed class DrillScriptTests
{
    private static readonly string Story = DrillShelf.Text("plans/drills/storage-lost.yaml")!;

    public static TheoryData<string> Shipped() => new(DrillShelf.Ids);

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Drill_ThatTheProgramBrings_HasNoFault(string id)
    {
        var reading = DrillShelf.Find(id)!;
        Assert.Empty(reading.Faults);
        Assert.Equal(id, reading.Script!.Id);
        Assert.All(reading.Script.Risks, risk => Assert.NotNull(DefaultPlan.Plan.RiskOf(risk)));
        Assert.All(
            reading.Script.Injects.Where(one => one.Scenario is not null),
            one =>
            {
                var text = DrillShelf.Scenario(one.Scenario!)!;
                Assert.NotNull(ScenarioFile.Parse(text, one.Scenario!, out var faults));
                Assert.Empty(faults);
            });
    }

    [Fact]
    public void Risks_ThatCanBeCarriedOut_AreEachTriedOutByTheirDrill() => Assert.All(
        DefaultPlan.Plan.Risks.Where(risk => risk.Executable),
        risk => Assert.Contains(risk.Id, DrillShelf.Find(risk.Drill!)!.Script!.Risks));

    [Fact]
    public void People_OfEveryDrill_AreInTheTeamsOfThePlan()
    {
        var known = DefaultPlan.Plan.Teams.SelectMany(team => team.Everyone).ToHashSet();
        Assert.All(DrillShelf.Ids.SelectMany(id => DrillShelf.Find(id)!.Script!.People),
            person => Assert.Contains(person.Id, known));
    }

    [Fact]
    public void Schema_InTheRepository_IsTheReaders()
    {
        var file = File.ReadAllText(Path.Combine(SourceTree.Root, "plans/drill.schema.json"));
        Assert.Equal(Encoding.UTF8.GetString(DrillDocument.Schema).Trim(), file.Trim());
    }

    [Theory]
    [InlineData("    risk: storage-down\n    after: lost", "    risk: storage-down\n    after: gone", "after-unknown")]
    [InlineData("    after: crowd\n", "    after: back\n", "circle")]
    [InlineData("withinSeconds: 2\n", "withinSeconds: 200\n", "beyond-time-limit")]
    [InlineData("rollback: [stopLoad, storageBack, ", "rollback: [stopLoad, ", "rollback-missing")]
    [InlineData("kind: storageFails\n", "kind: storageSlow\n", "member-missing")]
    [InlineData("kind: storageBack\n", "kind: storageBack\n    channel: mail\n", "member-unused")]
    [InlineData("    atSeconds: 0\n    scenario", "    scenario", "time-unclear")]
    [InlineData("kind: oneIncident", "kind: twoIncidents", "choice-unknown")]
    [InlineData("people: 1200", "people: 1200\n    surprise: 1", "member-unknown")]
    [InlineData("  - id: one\n", "  - id: crowd\n", "duplicate")]
    [InlineData("stop: {timeLimitSeconds: 160}", "stop: {timeLimitSeconds: 100000}", "out-of-range")]
    [InlineData("    kind: claimsPaused\n", "    kind: statusAnswers\n    where: watch\n", "watch-missing")]
    [InlineData("people\n    shadowOnly: true\n", "people\n", "after-shadow-only")]
    [InlineData("plusSeconds: 4\n    latestSeconds: 40\n", "plusSeconds: 4\n", "after-shadow-only")]
    public void Fault_IsNamedWithFileLineAndMember(string from, string to, string code)
    {
        var text = Story.Replace(from, to, StringComparison.Ordinal);
        var reading = DrillDocument.Read(Encoding.UTF8.GetBytes(text), "spoilt.yaml");
        Assert.NotEqual(Story, text);
        Assert.Null(reading.Script);
        var fault = reading.Faults.First(one => one.Code == code);
        Assert.Equal("spoilt.yaml", fault.File);
        Assert.InRange(fault.Line!.Value, 1, text.Split('\n').Length);
        Assert.StartsWith("/", fault.Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_IsOfWhatTheDrillSays_NotOfHowItIsLaidOut()
    {
        var other = Story.Replace("# ", "# again: ", StringComparison.Ordinal);
        Assert.Equal(Hash(Story), Hash(other));
        Assert.NotEqual(Hash(Story), Hash(Story.Replace("people: 1200", "people: 1201", StringComparison.Ordinal)));
        Assert.Equal(64, Hash(Story).Length);
    }

    private static string Hash(string text) => DrillDocument.Read(Encoding.UTF8.GetBytes(text), "a.yaml").Hash;
}
