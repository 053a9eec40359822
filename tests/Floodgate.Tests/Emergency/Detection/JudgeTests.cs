using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using static Floodgate.Tests.Emergency.Detection.Detectors;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>Duration, hysteresis, missing data and flap damping, over recorded series.</summary>
public sealed class JudgeTests
{
    [Fact]
    public void Breach_ThatNeedNotLast_FiresInItsFirstSecond() =>
        Assert.Equal(["3:Fired"], Play(MachineOf.New(Threshold()), [1, 1, 1, 11]));

    [Fact]
    public void Breach_FiresOnlyAfterItLastedForSeconds()
    {
        var detector = Threshold() with { ForSeconds = 3 };
        Assert.Empty(Play(MachineOf.New(detector), [11, 11, 11, 1, 11, 11, 11, 1]));
        Assert.Equal(["5:Fired"], Play(MachineOf.New(detector), [1, 1, 11, 11, 11, 11]));
    }

    [Fact]
    public void Firing_BetweenLimitAndClearLimit_Stays()
    {
        var detector = Threshold() with { ClearLimit = 5 };
        Assert.Equal(["0:Fired", "4:Cleared"], Play(MachineOf.New(detector), [11, 9, 6, 10, 5]));
    }

    [Fact]
    public void Quiet_BetweenLimitAndClearLimit_DoesNotFire() =>
        Assert.Empty(Play(MachineOf.New(Threshold() with { ClearLimit = 5 }), [9, 10, 6, 9]));

    [Fact]
    public void Firing_ClearsOnlyAfterClearForSecondsOfGood()
    {
        var detector = Threshold() with { ClearForSeconds = 2 };
        Assert.Equal(["0:Fired", "6:Cleared"], Play(MachineOf.New(detector), [11, 1, 1, 11, 1, 1, 9, 1]));
    }

    [Theory]
    [InlineData(nameof(MissingData.Ignore), "5:Fired")]
    [InlineData(nameof(MissingData.Keep), "7:Fired")]
    [InlineData(nameof(MissingData.Breach), "2:Fired")]
    public void Gap_InsideABreach_CountsAsThePlanSays(string missing, string change)
    {
        var detector = Threshold() with { ForSeconds = 2, MissingData = Enum.Parse<MissingData>(missing) };
        Assert.Equal([change], Play(MachineOf.New(detector), [11, 11, null, null, null, 11, 11, 11]));
    }

    [Theory]
    [InlineData(nameof(MissingData.Ignore))]
    [InlineData(nameof(MissingData.Keep))]
    public void Gap_WhileFiring_DoesNotClear(string missing)
    {
        var detector = Threshold() with { MissingData = Enum.Parse<MissingData>(missing), ClearForSeconds = 1 };
        Assert.Equal(["0:Fired"], Play(MachineOf.New(detector), [11, .. For(500, null)]));
    }

    [Fact]
    public void Gap_ThatCountsAsGood_EndsABreachAndClears()
    {
        var detector = Threshold() with { ForSeconds = 2, MissingData = MissingData.Good, ClearForSeconds = 1 };
        Assert.Equal(
            ["5:Fired", "7:Cleared"], Play(MachineOf.New(detector), [11, 11, null, 11, 11, 11, null, null, null]));
    }

    [Fact]
    public void Start_BeforeAnythingWasHeard_IsNoMissingData()
    {
        var detector = Threshold() with { MissingData = MissingData.Breach, WindowSeconds = 5 };
        Assert.Equal(["5:Fired"], Play(MachineOf.New(detector), For(20, null)));
    }

    [Fact]
    public void Flapping_IsDampedUntilTenQuietMinutes()
    {
        var machine = MachineOf.New(Threshold() with { FlapMax = 4 });
        var flapping = Enumerable.Range(0, 100).Select(second => (double?)(second % 2 == 0 ? 11 : 1));
        var changes = Play(machine, [.. flapping, .. For(700, 1)]);
        // The breach at 4 is the fifth change and is told; clearing it is what has to wait, from the last breach on.
        Assert.Equal(["0:Fired", "1:Cleared", "2:Fired", "3:Cleared", "4:Fired", "699:Cleared"], changes);
    }

    [Fact]
    public void Age_IsThatOfTheBreachAndThenOfTheGoodTime()
    {
        var machine = MachineOf.New(Threshold() with { ForSeconds = 3, ClearForSeconds = 2 });
        Play(machine, [1, 11, 11, 11, 11]);
        Assert.Equal((true, 3), (machine.Judge.IsFiring, machine.Judge.Age));
        for (var second = 5; second < 8; second++) machine.Advance(second, new Observation(1));
        Assert.Equal((false, 2), (machine.Judge.IsFiring, machine.Judge.Age));
    }

    [Fact]
    public void Resumed_StaysFiringUntilItIsSeenToBeGood()
    {
        var machine = MachineOf.New(Threshold() with { ClearForSeconds = 3 });
        machine.Judge.Resume();
        Assert.Equal(["6:Cleared"], Play(machine, [null, null, 11, 1, 1, 1, 1]));
    }

    [Fact]
    public void Second_ThatIsNotLater_ChangesNothing()
    {
        var machine = MachineOf.New(Threshold());
        Assert.Equal(Change.None, machine.Advance(10, new Observation(1)));
        Assert.Equal(Change.None, machine.Advance(10, new Observation(11)));
        Assert.Equal(Change.None, machine.Advance(3, new Observation(11)));
        Assert.Equal(Change.Fired, machine.Advance(11, new Observation(11)));
    }

    [Fact]
    public void Time_InWhichNobodyLooked_CountsForFiveSecondsAtMost()
    {
        var machine = MachineOf.New(Threshold() with { ForSeconds = 60 });
        machine.Advance(0, new Observation(11));
        Assert.Equal(Change.None, machine.Advance(10_000, new Observation(11)));
        Assert.Equal(DetectorMachine.LateSecondsMax, machine.Judge.Age);
    }
}
