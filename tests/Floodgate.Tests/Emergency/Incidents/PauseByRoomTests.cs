using System.Reflection;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Emergency.Incidents;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Tests.Access;
using Floodgate.Tests.Campaigns;
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
            new VoucherNode(null!, _gates, null!, null!, grains), spool, KnownMerchants.None, _clock,
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
