using Floodgate.Drills.Judging;
using Floodgate.Drills.Scripts;

namespace Floodgate.Tests.Drills.Judging;

/// <summary>Steps of a runbook: done, done with an effect, undone; and what a slow look makes of the order.</summary>
public sealed class StepRuleTests
{
    private const string Measured =
        "shed-reports: on; journal p99 556.0 ms, 1.6 commits/s -> journal p99 476.8 ms, 2.4 commits/s";

    private const string Unmeasured =
        "shed-reports: on; journal p99 - ms, 0.0 commits/s -> journal p99 - ms, 0.0 commits/s";

    private static readonly DrillScript Script = DrillShelf.Find("storage-slow")!.Script!;

    [Theory]
    [InlineData(Measured, true)]
    [InlineData(Unmeasured, false)]
    [InlineData("shed-reports: on", false)]
    public void Step_ThatMeasuredNothing_HasNoEffect(string said, bool met) =>
        Assert.Equal(met, Of("reports", new(20, SightKind.Step, "shed-reports", "Done"),
            new(20, SightKind.StepResult, "shed-reports", said)).Met);

    [Fact]
    public void Step_ThatStaysDone_IsNotUndone()
    {
        Assert.False(Of("unshed", new Sighting(20, SightKind.Step, "shed-reports", "Done")).Met);
        Assert.True(Of("unshed", new(20, SightKind.Step, "shed-reports", "Done"),
            new(54, SightKind.Step, "shed-reports", "Undone")).Met);
    }

    /// <summary>A busy machine took three seconds to look into the room; the pages had come before.</summary>
    [Fact]
    public void Pages_SeenBeforeTheIncident_Count_ButNotThoseFromBeforeTheFault()
    {
        Sighting[] pages =
            [.. Drilled.Teams.Select(team => new Sighting(14, SightKind.Page, team.Primary, "mail server"))];
        Assert.True(Of("paged", pages).Met);
        Assert.False(Of("paged", [.. pages.Select(one => one with { At = 3 })]).Met);
    }

    private static Judged Of(string expectation, params Sighting[] more)
    {
        Sighting[] seen =
        [
            new(1, SightKind.Inject, "claims"),
            new(4, SightKind.Inject, "slow"),
            new(17, SightKind.Incident, "i-1", "storage-slow"),
            new(50, SightKind.Inject, "back"),
            new(53, SightKind.Inject, "undo-reports"),
            .. more,
        ];
        return new DrillJudge(Script, Drilled.Teams, [.. seen.OrderBy(one => one.At)], 190, ended: true).All
            .Single(one => one.Expected.Id == expectation);
    }
}
