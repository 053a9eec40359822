using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents.Outside;

public sealed class DatabaseActionTests : IDatabaseOperations
{
    private readonly FakeTimeProvider _clock = new(RoomWorld.Start);
    private string? _refusal;

    private DatabaseStanding? _standing = new("db1:5432", Synchronous: true, Released: false);

    bool IDatabaseOperations.HasStandby => true;

    DatabaseStanding? IDatabaseOperations.Standing => _standing;

    Task<string?> IDatabaseOperations.PromoteAsync(string actor, CancellationToken cancel) => Task.FromResult(_refusal);

    Task<string?> IDatabaseOperations.ReleaseAsync(string actor, CancellationToken cancel) => Task.FromResult(_refusal);

    [Fact]
    public async Task Promotion_IsDoneWhenWritesGoElsewhere()
    {
        _standing = null;
        var promoting = RunAsync(new PromoteStandbyAction(this, _clock));
        for (var i = 0; i < 4; i++) await StepAsync();
        Assert.False(promoting.IsCompleted);
        _standing = new("db2:5432", Synchronous: false, Released: false);
        var result = await UntilAsync(promoting);
        Assert.Equal(StepEnd.Done, result.End);
        Assert.StartsWith("writes go to db2:5432 (before: nowhere) after 1 s", result.Text, StringComparison.Ordinal);
    }

    /// <summary>That it was asked for is no promotion.</summary>
    [Fact]
    public async Task Promotion_ThatChangesNothing_Fails()
    {
        var result = await UntilAsync(RunAsync(new PromoteStandbyAction(this, _clock)));
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.StartsWith("writes still go to db1:5432 after 28 s", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promotion_ThatIsRefused_SaysWhy()
    {
        _refusal = "commits may not be on the standby";
        var result = await RunAsync(new PromoteStandbyAction(this, _clock));
        Assert.Equal((StepEnd.Failed, _refusal), (result.End, result.Text));
    }

    [Fact]
    public async Task Release_IsDoneWhenCommitsNoLongerWait()
    {
        var releasing = RunAsync(new ReleaseStandbyAction(this, _clock));
        for (var i = 0; i < 4; i++) await StepAsync();
        Assert.False(releasing.IsCompleted);
        _standing = _standing! with { Synchronous = false, Released = true };
        Assert.Equal(StepEnd.Done, (await UntilAsync(releasing)).End);
    }

    [Fact]
    public async Task ServerWithoutAStandby_SaysSo()
    {
        foreach (var action in new IRunbookAction[]
            { new PromoteStandbyAction(new NoStandby(), _clock), new ReleaseStandbyAction(new NoStandby(), _clock) })
        {
            var result = await RunAsync(action);
            Assert.Equal(StepEnd.Failed, result.End);
            Assert.StartsWith("no standby is configured on this server", result.Text, StringComparison.Ordinal);
        }
    }

    private static Task<ActionResult> RunAsync(IRunbookAction action) =>
        action.RunAsync(Requests.Of("step"), TestContext.Current.CancellationToken);

    private async Task StepAsync()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }

    private async Task<ActionResult> UntilAsync(Task<ActionResult> running)
    {
        while (!running.IsCompleted) await StepAsync();
        return await running;
    }

    private sealed class NoStandby : IDatabaseOperations
    {
        private const string None = "no standby is configured on this server: there is nothing to promote or release";

        public bool HasStandby => false;

        public DatabaseStanding? Standing => null;

        public Task<string?> PromoteAsync(string actor, CancellationToken cancel) => Task.FromResult<string?>(None);

        public Task<string?> ReleaseAsync(string actor, CancellationToken cancel) => Task.FromResult<string?>(None);
    }
}
