using Floodgate.Admission;
using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;
using Floodgate.Tests.Access;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Signals;
using Floodgate.Tests.Vouchers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents.Loss;

public sealed class LossTests
{
    [Fact]
    public void LostTime_OfSignalsAndPausesThatOverlap_CountsOnce()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromMinutes(5));
        world.Decide(decider => { decider.Announce(world.Only, ["autumn"], world.Now.AddMinutes(30)); return 0; });
        world.Advance(TimeSpan.FromMinutes(5));
        world.Clear();
        world.Advance(TimeSpan.FromMinutes(10));
        world.Decide(decider => { decider.Keep(world.Only, ["autumn"]); return 0; });
        world.Advance(TimeSpan.FromMinutes(100));

        var lost = LostTime.Of(world.Only, "autumn", world.Now);
        Assert.Equal((RoomWorld.Start, RoomWorld.Start.AddMinutes(20)), (lost.From, lost.Until));
        Assert.Equal(TimeSpan.FromMinutes(20), lost.Sum);
        Assert.Equal(RoomWorld.Start.AddMinutes(20), world.Only.RestoredAt);
    }

    [Fact]
    public void LostTime_WithAGapBetween_LeavesTheGapOut()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromMinutes(5));
        world.Clear();
        Assert.NotNull(world.Only.RestoredAt);
        world.Advance(TimeSpan.FromMinutes(10));
        world.Fire();
        Assert.Null(world.Only.RestoredAt);
        world.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(10), LostTime.Of(world.Only, "autumn", world.Now).Sum);
        // What was given back after two of the five minutes, and after all of them, is not lost again.
        var (early, late) = (RoomWorld.Start.AddMinutes(2), RoomWorld.Start.AddMinutes(12));
        Assert.Equal(TimeSpan.FromMinutes(8), LostTime.Of(world.Only, "autumn", world.Now, early).Sum);
        Assert.Equal(
            (RoomWorld.Start.AddMinutes(15), TimeSpan.FromMinutes(5)),
            (LostTime.Of(world.Only, "autumn", world.Now, late).From,
                LostTime.Of(world.Only, "autumn", world.Now, late).Sum));
        Assert.Equal(TimeSpan.Zero, LostTime.Of(world.Only, "autumn", world.Now, world.Now).Sum);
    }

    [Fact]
    public async Task Loss_CountsDistinctPeopleWhoHoldNothing_AndTheirVouchers()
    {
        using var signals = SignalsFixture.Create();
        var gates = Gates(signals, out var gate);
        var at = RoomWorld.Start.ToUnixTimeMilliseconds() * 1_000;
        for (var i = 0; i < 3; i++) gate.TurnedAway.Add(Person(7), 0, at);
        gate.TurnedAway.Add(Person(8), 0, at);
        gate.TurnedAway.Add(Person(9), TurnedAway.AnyBatch, at);
        // Whoever has a voucher was not turned away in the end.
        gate.TurnedAway.Add(Person(5), 0, at);
        var known = new HashFilter();
        known.Add(Person(5).Value);
        gate.Publish(0, new ShardFacts([0], [false], known, null));

        var loss = await Count(gates).CountAsync(Need(), final: false, TestContext.Current.CancellationToken);
        Assert.Equal((3L, 2L, true), (loss.People, loss.Vouchers, loss.Exact));
        Assert.Equal(2 * Sample.Campaign.Batches[0].FaceValue.Amount, loss.Subsidy!.Value.Amount);
        Assert.Equal(30, loss.Minutes);
    }

    /// <summary>A dead server has refused nobody: the time is said, as not counted, in timeline and loss.</summary>
    [Fact]
    public async Task Loss_OfATimeInWhichNoServerRan_SaysSoAndCountsNobodyForIt()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Decide(decider =>
        {
            decider.SayUnanswered(RoomWorld.Start.AddMinutes(-9), RoomWorld.Start.AddMinutes(6));
            return 0;
        });
        Assert.Equal(TimeSpan.FromMinutes(6), world.Only.UnansweredFor);
        world.Restart();
        Assert.Equal(TimeSpan.FromMinutes(6), world.Only.UnansweredFor);

        using var signals = SignalsFixture.Create();
        var need = Need() with { Unanswered = world.Only.UnansweredFor };
        var loss = await Count(Gates(signals, out _)).CountAsync(
            need, final: true, TestContext.Current.CancellationToken);
        Assert.Equal((0L, 6d), (loss.People, loss.UnansweredMinutes));
        Assert.Null((await Count(Gates(signals, out _)).CountAsync(
            Need(), final: true, TestContext.Current.CancellationToken)).UnansweredMinutes);
    }

    [Fact]
    public async Task Stamp_OfADeadProcess_TellsHowLongNoServerRan()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider(RoomWorld.Start);
        var first = new AliveStamp(folder.Path, clock, NullLogger<AliveStamp>.Instance);
        Assert.Null(first.Gap);
        await first.StartAsync(CancellationToken.None);
        await first.StopAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(new AliveStamp(folder.Path, clock, NullLogger<AliveStamp>.Instance).Gap);
        clock.Advance(TimeSpan.FromMinutes(3));
        var gap = new AliveStamp(folder.Path, clock, NullLogger<AliveStamp>.Instance).Gap!.Value;
        Assert.Equal((RoomWorld.Start, clock.GetUtcNow()), (gap.From, gap.Until));
    }

    /// <summary>Nobody lost what was not there: vouchers lost are never more than are left.</summary>
    [Fact]
    public async Task Loss_WhenTheStockIsGoneSince_CostsPeopleAndNoVouchers()
    {
        using var signals = SignalsFixture.Create();
        var gates = Gates(signals, out var gate);
        gate.Publish(0, new ShardFacts([Sample.Campaign.Batches[0].Stock], [true], new HashFilter(), null));
        gate.TurnedAway.Add(Person(7), 0, RoomWorld.Start.ToUnixTimeMilliseconds() * 1_000);
        var loss = await Count(gates).CountAsync(Need(), final: false, TestContext.Current.CancellationToken);
        Assert.Equal((1L, 0L), (loss.People, loss.Vouchers));
    }

    [Fact]
    public void People_OutliveTheProcess()
    {
        using var folder = new TemporaryFolder();
        using var signals = SignalsFixture.Create();
        Gates(signals, out var before);
        var files = new LossFiles(folder, NullLogger.Instance);
        before.TurnedAway.Add(Person(1), 0, 1_000_000);
        files.Begin(before);
        before.TurnedAway.Add(Person(2), 3, 2_000_000);
        files.Append(before);
        files.Append(before);

        Gates(signals, out var after);
        var gate = new CampaignGate(1, "autumn", signals.For("autumn"));
        files.Load(gate);
        Assert.Equal(
            [(Person(1), 0), (Person(2), 3)], gate.TurnedAway.Within(0, 9).OrderBy(one => one.Batch));
        files.Drop(gate);
        Assert.Empty(Directory.GetFiles(folder));
        Assert.NotNull(after);
    }

    private static LossNeed Need() => new(
        "inc-1", ["autumn"], RoomWorld.Start, RoomWorld.Start.AddMinutes(30), TimeSpan.FromMinutes(30), null, null);

    private static LossCount Count(Gates gates) =>
        new(gates, _ => throw new InvalidOperationException("no book"), TimeProvider.System);

    private static Gates Gates(Floodgate.Foundation.Signals.WaySignals signals, out CampaignGate gate)
    {
        var gates = new Gates(signals);
        gate = gates.Add(1, "autumn");
        gate.SetVersions([BookMaker.Version(1, Sample.Campaign)]);
        return gates;
    }

    private static PersonId Person(ulong number) => new(new UInt128(number * 0x9E3779B97F4A7C15, number));
}
