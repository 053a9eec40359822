using System.Reflection;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Emergency.Incidents;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Tests.Access;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Storage;
using Floodgate.Tests.Vouchers;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>What the room may pause and open: no more than the plan says, and nothing a person decided.</summary>
public sealed class PauseByRoomTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakePool _pool = new() { BooksAway = true };
    private readonly Gates _gates = new(new WaySignals(Options.Create(new SignalsOptions())));
    private readonly FakeTimeProvider _clock = new(RoomWorld.Start);
    private readonly CampaignControl _control;

    public PauseByRoomTests()
    {
        foreach (var number in Enumerable.Range(1, 6)) _gates.Add(number, $"c{number}");
        var spool = new PauseSpool(
            Path.Combine(_folder.Path, "spool"), new Ballast(Path.Combine(_folder.Path, "ballast"), 0),
            NullLogger<PauseSpool>.Instance);
        var grains = DispatchProxy.Create<IGrainFactory, PauseControlTests.OnePool>();
        ((PauseControlTests.OnePool)grains).Pool = _pool;
        _control = new CampaignControl(
            new VoucherNode(FakeJournal.Environment, _gates, null!, null!, grains),
            spool, KnownMerchants.None, new ResumeRule(), _clock,
            NullLogger<CampaignControl>.Instance);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Automation_OverThePlansCap_PausesNothing_APersonMay()
    {
        string[] all = ["c1", "c2", "c3", "c4", "c5", "c6"];
        Assert.Equal(StepEnd.Failed, (await PauseAsync("plan", all)).End);
        Assert.All(_gates.All, gate => Assert.Empty(gate.Pauses.All));
        Assert.Equal(StepEnd.Done, (await PauseAsync("person:li", all)).End);
        Assert.All(_gates.All, gate => Assert.Single(gate.Pauses.All));
        Assert.Equal(StepEnd.Done, (await PauseAsync("plan", all)).End);
    }

    /// <summary>A server that has run four campaigns pauses the one that runs.</summary>
    [Fact]
    public async Task ServiceWideIncident_LeavesOutWhatIsOver()
    {
        foreach (var gate in _gates.All)
        {
            var over = gate.Number < 6 ? TimeSpan.FromDays(-1) : TimeSpan.FromDays(1);
            gate.SetVersions([BookMaker.Version(1, Sample.Campaign with { ClosesAt = _clock.GetUtcNow() + over })]);
        }

        Assert.Equal(StepEnd.Done, (await PauseAsync("plan")).End);
        Assert.Equal("c6", Assert.Single(_gates.All, gate => gate.Pauses.All.Count > 0).Id);
    }

    /// <summary>A pool that hangs keeps neither the other gates open nor the step from its end.</summary>
    [Fact]
    public async Task Pause_OfSeveralCampaigns_WhosePoolsHang_ShutsEveryGate_AndAnnouncesAll()
    {
        _pool.Hang = new TaskCompletionSource();
        var paused = PauseAsync("person:li", "c1", "c2", "c3");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        // No time passes: the second gate does not wait until the first is given up.
        while (_gates.All.Count(gate => gate.Pauses.All.Count > 0) < 3)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        while (!paused.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }

        Assert.Equal(StepEnd.Done, (await paused).End);
        _pool.Hang.SetResult();
    }

    [Fact]
    public async Task Room_TakesBackItsOwnPause_AndLeavesAPersons()
    {
        _gates.Find("c1")!.Close(new Pause(
            PauseScope.Campaign, null, _clock.GetUtcNow().AddDays(1), false, TestPlan.Text("x"), "a court order",
            "chen", _clock.GetUtcNow()));
        Assert.Equal(StepEnd.Done, (await PauseAsync("plan", "c1", "c2")).End);
        Assert.Equal("chen", Assert.Single(_gates.Find("c1")!.Pauses.All).Actor);

        _pool.BooksAway = false;
        var end = await new ResumeAction(_control, _gates).RunAsync(
            Request("plan", ["c1", "c2"]), TestContext.Current.CancellationToken);
        Assert.Contains("c1: stays paused, chen", end.Text, StringComparison.Ordinal);
        Assert.Equal("chen", Assert.Single(_gates.Find("c1")!.Pauses.All).Actor);
        Assert.Empty(_gates.Find("c2")!.Pauses.All);
    }

    [Fact]
    public async Task Resume_OfAGateThatIsNotReadYet_IsNoReturn()
    {
        var cancel = TestContext.Current.CancellationToken;
        var action = new ResumeAction(_control, _gates);
        Assert.Equal(StepEnd.Failed, (await action.RunAsync(Request("plan", ["c1"]), cancel)).End);
        _gates.Find("c1")!.SetVersions([BookMaker.Version(1, Sample.Campaign)]);
        Assert.Equal(StepEnd.Done, (await action.RunAsync(Request("plan", ["c1"]), cancel)).End);
    }

    [Fact]
    public async Task Resume_OfARegion_IsNotTheReturnOfTheCampaign()
    {
        _pool.BooksAway = false;
        foreach (var scope in new[] { PauseScope.Campaign, PauseScope.Region })
            _gates.Find("c1")!.Close(new Pause(
                scope, scope == PauseScope.Region ? "31" : null, _clock.GetUtcNow().AddHours(1), false,
                TestPlan.Text("x"), "20261123-01.pause.1", "plan", _clock.GetUtcNow()));
        var world = new RoomWorld();
        world.Fire(campaign: "c1");
        world.Decide(decider => { decider.Announce(world.Only, ["c1"], _clock.GetUtcNow().AddHours(1)); return 0; });

        Dictionary<string, string> region = new() { ["scope"] = "region", ["target"] = "31" };
        var end = await new ResumeAction(_control, _gates).RunAsync(
            Request("plan", ["c1"]) with { Inputs = region }, TestContext.Current.CancellationToken);
        world.Decide(decider => { end.Then!(decider, world.Only); return 0; });
        Assert.Equal(PauseScope.Campaign, Assert.Single(_gates.Find("c1")!.Pauses.All).Scope);
        Assert.Contains("c1", world.Only.Returns.Keys);
    }

    [Fact]
    public async Task Resume_ByHand_IsTold_OnceTheGateIsOpenAndSaysWho()
    {
        Assert.Equal(StepEnd.Done, (await PauseAsync("plan", "c1")).End);
        _pool.BooksAway = false;
        var told = new List<(string Campaign, string? By, int Pauses)>();
        _control.Lifted += campaign =>
            told.Add((campaign, _gates.Find(campaign)!.ResumedBy, _gates.Find(campaign)!.Pauses.All.Count));
        await _control.ResumeAsync("c1", "seen to", "chen", null, TestContext.Current.CancellationToken);
        Assert.Equal([("c1", "chen", 0)], told);
    }

    private Task<ActionResult> PauseAsync(string actor, params string[] campaigns) =>
        new PauseAction(_control, _gates, _clock).RunAsync(
            Request(actor, campaigns), TestContext.Current.CancellationToken);

    private ActionRequest Request(string actor, string[] campaigns) => new(
        "20261123-01", "20261123-01.pause.1", new Dictionary<string, string> { ["notice"] = "trouble" }, TestPlan.Plan,
        actor, campaigns, _clock.GetUtcNow().AddHours(1), template => new(
            template.Id, template.Title, template.Text, template.Short, template.Say, null, campaigns));
}
