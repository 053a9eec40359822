using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;
using Floodgate.Tests.Access;
using Floodgate.Tests.Emergency.Sinks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents.Outside;

public sealed class ScaleOutTests : IAsyncLifetime
{
    private const string Secret = "whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
    private readonly TemporaryFolder _folder = new();
    private readonly WebhooksOptions _webhooks = new();
    private readonly CapacityOptions _capacity = new();
    private readonly FakeTimeProvider _clock = new(RoomWorld.Start);
    private readonly Nodes _nodes = new();
    private readonly Heartbeats _beats;
    private HttpSink _sink = null!;

    public ScaleOutTests() => _beats = new Heartbeats(10, _clock);

    public async ValueTask InitializeAsync()
    {
        _sink = await HttpSink.StartAsync();
        var secrets = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        File.WriteAllText(Path.Combine(secrets, "capacity-hook"), Secret);
        _webhooks.Endpoints["capacity"] =
            new WebhookEndpointOptions { Url = _sink.Url(), Secret = "capacity-hook", AllowPrivate = true };
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Node_WithAStoreOfItsOwn_WhenItBeats_IsDone()
    {
        var scaling = Scale();
        await _sink.ArrivedAsync(1);
        _beats.Beat("node-2");
        var result = await UntilAsync(scaling);
        Assert.Equal(StepEnd.Done, result.End);
        Assert.StartsWith("capacity 1 -> 2 nodes", result.Text, StringComparison.Ordinal);
    }

    /// <summary>A member without books carries nothing: only its share of them makes it done.</summary>
    [Fact]
    public async Task Member_IsDoneWithItsShareOfBooks_AndItsShareOfTheWorkIsSaid()
    {
        _nodes.Has("a", 6).Has("b", 6);
        _nodes.Me = "a";
        var scaling = Scale();
        await _sink.ArrivedAsync(1);
        _nodes.Has("c", 0);
        for (var i = 0; i < 8; i++) await StepAsync();
        Assert.False(scaling.IsCompleted);
        _nodes.Has("a", 4).Has("b", 4).Has("c", 4);
        _nodes.EachRead = () => _nodes.Works("a", 30, 40).Works("b", 30, 40).Works("c", 40, 20);
        var result = await UntilAsync(scaling);
        Assert.Equal(StepEnd.Done, result.End);
        Assert.StartsWith("capacity 2 -> 3 nodes", result.Text, StringComparison.Ordinal);
        Assert.EndsWith(
            "c owns 4 of 12 books, in 2 s decided 40 % of 100 and answered 20 % of 100", result.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_ThatGetsNoBooks_Fails()
    {
        _nodes.Has("a", 12);
        _nodes.Me = "a";
        var scaling = Scale();
        await _sink.ArrivedAsync(1);
        _nodes.Has("b", 0);
        var result = await UntilAsync(scaling);
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.EndsWith("and the new ones have no books", result.Text, StringComparison.Ordinal);
    }

    /// <summary>A restart has heard of no other node yet: two that were there before are no new ones.</summary>
    [Fact]
    public async Task BegunAgainAfterARestart_CountsFromWhatItRecorded()
    {
        var scaling = Scale(("nodesBefore", "3"), ("namesBefore", "2 3 single"));
        await _sink.ArrivedAsync(1);
        _beats.Beat("node-2");
        _beats.Beat("node-3");
        var result = await UntilAsync(scaling);
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains("capacity 3 -> ", result.Text, StringComparison.Ordinal);
        Assert.Contains("nodes of 4", result.Text, StringComparison.Ordinal);
        _beats.Beat("node-2");
        _beats.Beat("node-3");
        var before = Action().Before();
        Assert.Equal(("3", "2 3 single"), (before["nodesBefore"], before["namesBefore"]));
    }

    /// <summary>The call alone is no capacity; the step after this one is for exactly that.</summary>
    [Fact]
    public async Task CallThatIsTaken_WhenNothingComes_Fails()
    {
        _beats.Beat("database");
        var result = await UntilAsync(Scale());
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains("capacity 1 -> 1 nodes of 2", result.Text, StringComparison.Ordinal);
    }

    /// <summary>What a forecast leaves is less than the step's limit: the next step waits for no more.</summary>
    [Theory]
    [InlineData(15, 10)]
    [InlineData(3, 0)]
    public async Task ScalingThatCannotBeInTime_FailsWhileThereIsTimeForTheNextStep(int lead, int after)
    {
        var began = _clock.GetUtcNow();
        var request = Requests.Of("scale-out", ("driver", "webhook")) with { Lead = TimeSpan.FromSeconds(lead) };
        var result = await UntilAsync(Action().RunAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains(
            $"cannot be in time: the forecast leaves {lead} s of the step's 30 s", result.Text,
            StringComparison.Ordinal);
        Assert.InRange((_clock.GetUtcNow() - began).TotalSeconds, after, after + 1);
        Assert.Single(_sink.Requests);
    }

    [Fact]
    public void Lead_IsWhatTheEarliestForecastLeaves_FromWhenItWasFirstSeen()
    {
        var now = RoomWorld.Start;
        SignalFired Fired(string detector, int secondsAgo) =>
            new(detector, detector, null, now.AddSeconds(-secondsAgo), 1, 1, "");
        var plan = DefaultPlan.Plan;
        Assert.Null(StepRunner.LeadOf([Fired("processor-busy", 5)], plan, now));
        Assert.Equal(
            TimeSpan.FromSeconds(170),
            StepRunner.LeadOf([Fired("capacity-forecast", 10), Fired("processor-busy", 5)], plan, now));
        Assert.Equal(
            TimeSpan.FromSeconds(40),
            StepRunner.LeadOf([Fired("capacity-forecast", 10), Fired("queue-fills", 20)], plan, now));
        Assert.Equal(TimeSpan.Zero, StepRunner.LeadOf([Fired("queue-fills", 200)], plan, now));
    }

    /// <summary>The plan's own step fits into what its forecast leaves.</summary>
    [Fact]
    public void DefaultPlan_GivesScalingTheTimeThatItsForecastLeaves()
    {
        var step = DefaultPlan.Plan.RunbookOf("overload-scale")!.Steps.Single(one => one.Id == "scale-out");
        var forecast = DefaultPlan.Plan.Detectors.Single(one => one.Id == "capacity-forecast");
        Assert.True(step.TimeLimitSeconds + 5 <= forecast.HorizonSeconds);
    }

    [Fact]
    public async Task Endpoint_ThatIsNotConfigured_FailsAtOnce()
    {
        var result = await Scale(("endpoint", "nowhere"));
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.Contains("no endpoint nowhere", result.Text, StringComparison.Ordinal);
    }

    private Task<ActionResult> Scale(params (string Name, string Value)[] inputs) => Action().RunAsync(
        Requests.Of("scale-out", [("driver", "webhook"), .. inputs]), TestContext.Current.CancellationToken);

    private ScaleOutAction Action()
    {
        var marks = new RunMarks(Path.Combine(_folder, "runs"), _clock, NullLogger<RunMarks>.Instance);
        return new ScaleOutAction(
            new CapacityDrivers(
                _capacity, new OutsideCaller(_webhooks, new NodeSecrets(_folder.Path), _clock),
                new CapacityCommand(marks, _clock),
                new CapacityProcesses(marks, NullLogger<CapacityProcesses>.Instance)),
            new ServingNodes(() => _nodes.Members, _beats), _nodes, _clock);
    }

    private async Task StepAsync()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }

    /// <summary>Time goes on until it has an end.</summary>
    private async Task<ActionResult> UntilAsync(Task<ActionResult> running)
    {
        while (!running.IsCompleted) await StepAsync();
        return await running;
    }
}
