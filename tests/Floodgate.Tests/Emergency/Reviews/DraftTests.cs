using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Floodgate.Tests.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Reviews;

public sealed class DraftTests
{
    private static readonly string[] Six =
        ["send-failed", "deputy-answered", "step-timed-out", "target-missed", "update-overdue", "return-moved"];

    [Fact]
    public void Draft_OfSixPlantedFailures_FindsThoseSixAndNoSeventh() =>
        Assert.Equal(Six.Order(), Story.Of(Six).Review().DidNot.Select(point => point.Code).Order());

    [Fact]
    public void Draft_WhenNothingFailed_FindsNoFailure() => Assert.Empty(Story.Of().Review().DidNot);

    [Theory]
    [InlineData("send-failed", "li")]
    [InlineData("deputy-answered", "tech")]
    [InlineData("step-timed-out", "snapshot")]
    [InlineData("target-missed", "cause")]
    [InlineData("update-overdue", "notice")]
    [InlineData("return-moved", "autumn")]
    public void Draft_OfOnePlantedFailure_NamesItAndItsSubject(string fault, string subject)
    {
        var point = Assert.Single(Story.Of(fault).Review().DidNot);
        Assert.Equal((fault, subject), (point.Code, point.Subject));
    }

    [Fact]
    public void EverySentence_CitesEntriesThatAreInTheTimelineAndInTheAppendix()
    {
        var story = Story.Of(Six);
        var draft = story.Review();
        var there = story.Entries.Select(Citation.Of).ToHashSet();
        Assert.All(ReviewDrafter.PointsOf(draft), point => Assert.NotEmpty(point.Cites));
        Assert.All(draft.Durations, row => Assert.NotEmpty(row.Cites));
        Assert.All(draft.Whys, why => Assert.NotEmpty(why.Cites));
        Assert.All(ReviewDrafter.CitesOf(draft), cite => Assert.Contains(cite, there));
        var appendix = draft.Timeline.Select(line => line.Cite).ToHashSet();
        Assert.All(ReviewDrafter.CitesOf(draft), cite => Assert.Contains(cite, appendix));
    }

    [Fact]
    public void Failure_CitesTheEntriesThatShowIt()
    {
        var story = Story.Of("step-timed-out");
        var point = Assert.Single(story.Review().DidNot);
        var cited = Assert.Single(story.Entries, entry => point.Cites.Contains(Citation.Of(entry)));
        Assert.Equal(StepEnd.TimedOut, Assert.IsType<StepEnded>(cited.Fact).End);
    }

    [Fact]
    public void Durations_AreCountedFromTheBreach()
    {
        var rows = Story.Of("target-missed").Review().Durations.ToDictionary(row => row.Id);
        Assert.Equal(1, rows["open"].Seconds);
        Assert.Equal(2.5, rows["page"].Seconds);
        Assert.Equal(10, rows["acknowledge"].Seconds);
        Assert.Equal(50, rows["notice"].Seconds);
        Assert.Equal((35 * 60.0, false), (rows["cause"].Seconds, rows["cause"].Met));
        Assert.Equal((42 * 60.0, true), (rows["restore"].Seconds, rows["restore"].Met));
    }

    [Fact]
    public void Loss_CountsTheMinutesClaimsWerePaused()
    {
        var paused = Assert.Single(Story.Of().Review().Loss, point => point.Code == "paused");
        Assert.Contains("41 min", paused.Text.En, StringComparison.Ordinal);
        Assert.Contains("41 分", paused.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Draft_IsTheSameWhateverTheOrderTheEntriesComeIn()
    {
        var story = Story.Of(Six);
        var mixed = story.Entries.Reverse().Concat(story.Entries.Take(9)).ToArray();
        var again = ReviewDrafter.Draft(new ReviewMaterial(Story.Incident, mixed, TestPlan.Plan, [], null));
        var (one, other) = (new StoredReview(story.Review(), new()), new StoredReview(again, new()));
        Assert.Equal(one.Write(), other.Write());
        Assert.Equal(one.Write(), StoredReview.Read(one.Write()).Write());
    }

    [Fact]
    public void PersonReachedOnNoChannel_IsOneFailure_NotOneAChannel()
    {
        var story = new Story().At(0, Opened()).At(0, new PageStarted("tech", ResponseLevel.II))
            .At(0, new PageStepped("tech", 0, ["li"])).Send(0, "tech", "li", 0, 0, "busy")
            .Send(0.6, "tech", "li", 0, 1, "busy").At(1.2, new PersonUnreached("tech", "li"));
        var point = Assert.Single(story.Review().DidNot);
        Assert.Equal(("unreached", 3), (point.Code, point.Cites.Count));
    }

    [Fact]
    public void NoticeThatStaysADraft_IsSaidOnce()
    {
        var story = new Story().At(0, Opened()).At(1, Story.Draft(11)).At(50 * 60, new Said("still waiting"));
        var codes = story.Review().DidNot.Select(point => (point.Code, point.Subject));
        Assert.Contains(("notice-unpublished", "notice"), codes);
        Assert.DoesNotContain(("target-missed", "notice"), codes);
    }

    [Fact]
    public void PageThatNobodyAnswered_IsSaidOnce()
    {
        var story = new Story().At(0, Opened()).At(0, new PageStarted("tech", ResponseLevel.II))
            .At(0, new PageStepped("tech", 0, ["li"])).At(15, new PageStepped("tech", 1, ["wang"]))
            .At(120, new PageExhausted("tech"));
        Assert.Equal(
            ["page-exhausted"],
            story.Review().DidNot.Where(point => point.Subject is "tech" or "acknowledge").Select(point => point.Code));
    }

    [Fact]
    public void Whys_AreAsManyAsThePlanAsks_AndOnlyWhatIsKnownIsAnswered()
    {
        var whys = Story.Of().Review().Whys;
        Assert.Equal(TestPlan.Plan.Review.Whys, whys.Count);
        Assert.Equal([true, true, false, false, false], whys.Select(why => why.Answer is not null));
    }

    [Fact]
    public void Draft_OfARealRoomsTimeline_KnowsWhoAnswered()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromSeconds(20));
        world.Order("wang", new Order.Acknowledge(), "responder");
        world.Advance(TimeSpan.FromSeconds(1));
        var draft = ReviewDrafter.Draft(new ReviewMaterial(world.Only.Id, world.Entries, TestPlan.Plan, [], null));
        Assert.Contains(draft.DidNot, point => point is { Code: "deputy-answered", Subject: "tech" });
    }

    private static Opened Opened() => new(
        "failure", "storage", null, ResponseLevel.II, TestPlan.Text("t"), TestPlan.Text("e"), TestPlan.Version,
        Story.Breach, []);
}
