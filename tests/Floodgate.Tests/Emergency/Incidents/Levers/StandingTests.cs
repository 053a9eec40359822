using Floodgate.Emergency.Incidents;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents.Levers;

public sealed class StandingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private long? _rate;
    private long _lane = 1_000;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Limit_Lowered_IsAShareOfWhatWasMeasured_AndUndoneIsGone()
    {
        var standing = Open();
        var result = await LowerAsync(standing, "s1", 50, "rate");
        Assert.Equal(StepEnd.Done, result.End);
        Assert.Equal("rate no limit -> 100 (50 % of 200 measured)", result.Text);
        Assert.Equal(100, _rate);
        Assert.Equal("rate 100 -> no limit", (await UndoAsync(standing, "s1")).Text);
        Assert.Null(_rate);
    }

    [Fact]
    public async Task Limit_LoweredTwiceAndUndoneInAnyOrder_ComesBackToWhatItWas()
    {
        var standing = Open();
        await LowerAsync(standing, "s1", 50, "lane");
        await LowerAsync(standing, "s2", 20, "lane");
        Assert.Equal(100, _lane);
        await UndoAsync(standing, "s1");
        Assert.Equal(200, _lane);
        await UndoAsync(standing, "s2");
        Assert.Equal(1_000, _lane);
    }

    /// <summary>A node that follows stands as the lead has it, and gives back what the lead has taken back.</summary>
    [Fact]
    public async Task Lever_OfTheLead_StandsAtTheNodeThatFollows_AndGoesWithIt()
    {
        var standing = Open();
        await LowerAsync(standing, "s1", 50, "lane");
        var changes = standing.All;
        standing.Follow([]);
        Assert.Equal(1_000, _lane);
        standing.Follow(changes);
        Assert.Equal(500, _lane);
        Assert.Equal(changes, Open().All);
        standing.Follow([changes[0] with { Lever = "not-here" }]);
        Assert.Equal(1_000, _lane);
    }

    [Fact]
    public async Task Limit_NeverLeavesItsBounds()
    {
        var standing = Open();
        await LowerAsync(standing, "s1", 1, "lane");
        Assert.Equal(64, _lane);
        await UndoAsync(standing, "s1");
        await RaiseAsync(standing, "s2", 1_000, "lane");
        Assert.Equal(5_000, _lane);
    }

    /// <summary>A crash between the change and its record: the same run asked again makes it once.</summary>
    [Fact]
    public async Task Limit_AskedTwiceByOneRun_IsLoweredOnce_AlsoAfterARestart()
    {
        await LowerAsync(Open(), "s1", 50, "lane");
        _lane = 1_000;
        var again = Open();
        Assert.Equal(500, _lane);
        await LowerAsync(again, "s1", 50, "lane");
        Assert.Equal(500, _lane);
        await UndoAsync(again, "s1");
        Assert.Equal(1_000, _lane);
        Assert.Empty(Open().All);
    }

    [Theory]
    [InlineData("lane", 100)]
    [InlineData("lane", 150)]
    [InlineData("moon", 50)]
    public async Task Limit_ThatCannotBeLoweredSo_FailsInWords(string limit, int percent)
    {
        var result = await LowerAsync(Open(), "s1", percent, limit);
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.NotEmpty(result.Text);
        Assert.Equal(1_000, _lane);
    }

    [Fact]
    public async Task Raise_WhereThereIsNoLimit_ChangesNothing()
    {
        Assert.Equal("rate: there is no limit to raise", (await RaiseAsync(Open(), "s1", 200, "rate")).Text);
        Assert.Null(_rate);
    }

    [Fact]
    public async Task Incident_ThatIsOver_HoldsNothing()
    {
        var standing = Open();
        await LowerAsync(standing, "s1", 50, "lane");
        await LowerAsync(standing, "s2", 50, "rate");
        Assert.Equal(2, standing.TakeBack("inc-1", step: null).Count);
        Assert.Equal((1_000L, (long?)null), (_lane, _rate));
        Assert.Empty(standing.TakeBack("inc-1", step: null));
    }

    [Fact]
    public async Task File_ThatIsDamaged_HoldsNothingAndBreaksNothing()
    {
        await LowerAsync(Open(), "s1", 50, "lane");
        File.WriteAllText(Path.Combine(_folder, "levers.json"), "[{");
        _lane = 1_000;
        Assert.Empty(Open().All);
        Assert.Equal(1_000, _lane);
    }

    private Task<ActionResult> LowerAsync(Standing standing, string step, int percent, string limit) =>
        new LowerLimitAction(standing, _clock).RunAsync(
            Request(step, percent, limit), TestContext.Current.CancellationToken);

    private Task<ActionResult> RaiseAsync(Standing standing, string step, int percent, string limit) =>
        new RaiseLimitAction(standing, _clock).RunAsync(
            Request(step, percent, limit), TestContext.Current.CancellationToken);

    /// <summary>The catalogue's undo of lowering is raising, with the same inputs.</summary>
    private Task<ActionResult> UndoAsync(Standing standing, string step) =>
        new RaiseLimitAction(standing, _clock).RunAsync(
            Request(step, 50, "lane") with { Undo = true }, TestContext.Current.CancellationToken);

    private static ActionRequest Request(string step, int percent, string limit) => Requests.Of(
        step, ("limit", limit), ("percent", percent.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private Standing Open() => new(
        _folder.Path,
        [
            new Lever("rate", () => _rate, _ => Task.FromResult(200L), value => _rate = value, 10, 1_000),
            new Lever("lane", () => _lane, _ => Task.FromResult(_lane), value => _lane = value ?? 1_000, 64, 5_000),
        ],
        NullLogger<Standing>.Instance);
}
