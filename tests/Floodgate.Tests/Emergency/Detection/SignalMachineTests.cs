using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using static Floodgate.Tests.Emergency.Detection.Detectors;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>Each kind of detector over recorded series of our own signals, with gaps and resets.</summary>
public sealed class SignalMachineTests
{
    [Fact]
    public void Threshold_OfARate_IsTheIncreasePerSecondOverTheWindow()
    {
        var machine = MachineOf.New(Threshold("claims.issued", limit: 20) with { WindowSeconds = 4 });
        Play(machine, [1_000, 1_010, 1_020, 1_030, 1_070]);
        Assert.Equal((10.0 + 10 + 10 + 40) / 4, machine.Value);
    }

    [Fact]
    public void Threshold_WhenTheCounterBeginsAgain_CountsWhatCameSince()
    {
        var machine = MachineOf.New(Threshold("claims.issued", limit: 20) with { WindowSeconds = 3 });
        Assert.Empty(Play(machine, [5_000, 5_010, 5_020, 7, 17, 27]));
        Assert.Equal((7.0 + 10 + 10) / 3, machine.Value);
    }

    [Fact]
    public void Threshold_OverAGapInACounter_SpreadsTheIncrease()
    {
        var machine = MachineOf.New(Threshold("claims.issued", limit: 20) with { WindowSeconds = 1 });
        machine.Advance(0, new Observation(0));
        // Four seconds late: 60 in four seconds are 15 a second, not 60.
        Assert.Equal(Change.None, machine.Advance(4, new Observation(60)));
        Assert.Equal(15, machine.Value);
    }

    [Fact]
    public void Threshold_FirstCountOfAll_IsNoIncrease() =>
        Assert.Empty(Play(MachineOf.New(Threshold("storage.failures", limit: 0)), [4_000, 4_000, 4_000]));

    [Fact]
    public void Threshold_AnyFailure_FiresAtOnceAndClearsWhenTheWindowHasPassed()
    {
        var detector = Threshold("storage.failures", limit: 0) with { WindowSeconds = 2, ClearForSeconds = 3 };
        Assert.Equal(["2:Fired", "7:Cleared"],
            Play(MachineOf.New(detector), [9, 9, 10, 10, 10, 10, 10, 10]));
    }

    [Fact]
    public void Ratio_IsInPercentOfWhatIsBelow()
    {
        var machine = MachineOf.New(Ratio("claims.failed", "claims.requests", 10, overLeast: 20) with
        {
            WindowSeconds = 5,
        });
        Assert.Equal(["3:Fired"], PlaySeen(machine,
            [new(0, 0), new(0, 100), new(5, 200), new(40, 300)]));
        Assert.Equal(100.0 * 40 / 300, machine.Value!.Value, 6);
    }

    [Fact]
    public void Ratio_WithTooLittleBelow_HasNoData()
    {
        var machine = MachineOf.New(Ratio("claims.failed", "claims.requests", 10, overLeast: 20) with
        {
            WindowSeconds = 5,
        });
        Assert.Empty(PlaySeen(machine,
            [new(0, 0), new(10, 10), new(12, 12), new(19, 19)]));
        Assert.Null(machine.Value);
        Assert.True(machine.Judge.IsMissing);
    }

    [Fact]
    public void Ratio_OverNothing_HasNoData()
    {
        var machine = MachineOf.New(Ratio("claims.failed", "claims.requests", 10));
        Assert.Empty(PlaySeen(machine,
            [new(0, 0), new(0, 0), new(0, 0)]));
        Assert.Null(machine.Value);
    }

    [Fact]
    public void Absence_FiresWhenTheWholeWindowIsEmptyAndClearsWithTheFirstEvent()
    {
        var detector = Absence() with { WindowSeconds = 5 };
        Assert.Equal(["8:Fired", "12:Cleared"],
            Play(MachineOf.New(detector), [0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4]));
    }

    [Fact]
    public void Absence_OfASeriesThatIsNotThere_IsMissingData() =>
        Assert.Empty(Play(MachineOf.New(Absence() with { WindowSeconds = 5 }), For(100, null)));

    [Fact]
    public void Forecast_OfADiskThatFills_FiresBeforeItIsFull()
    {
        var detector = Forecast("disk.free", 3_600, Comparison.Below, 3) with { WindowSeconds = 60 };
        // One hundredth of a percent a second: from 40 % on it will be below 3 % within the hour.
        var changes = Play(MachineOf.New(detector),
            Enumerable.Range(0, 400).Select(second => (double?)(40 - (0.01 * second))));
        var fired = Assert.Single(changes).Split(':');
        Assert.Equal("Fired", fired[1]);
        Assert.InRange(int.Parse(fired[0]), 99, 103);
    }

    [Fact]
    public void Forecast_OfWhatStandsStill_IsQuietAndOneAlreadyPastTheLimitFires()
    {
        var detector = Forecast("queue.depth", 60, Comparison.Above, 50_000) with { WindowSeconds = 30 };
        Assert.Empty(Play(MachineOf.New(detector), For(100, 40_000)));
        var falling = Enumerable.Range(0, 100).Select(second => (double?)(90_000 - (300 * second)));
        Assert.StartsWith("6:Fired", Play(MachineOf.New(detector), falling)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Percentile_IsThatOfTheWindow()
    {
        var machine = MachineOf.New(Percentile(99, 400) with { WindowSeconds = 10 });
        Assert.Equal(["5:Fired", "15:Cleared"], PlaySeen(machine,
            [.. Enumerable.Repeat(Lasting(100, 5), 5), Lasting(10, 900), .. Enumerable.Repeat(Lasting(100, 5), 20)]));
        Assert.InRange(machine.Value!.Value, 4.5, 5.5);
    }

    [Fact]
    public void Percentile_OfALongWindow_ForgetsInPieces()
    {
        var machine = MachineOf.New(Percentile(99, 400) with { WindowSeconds = 3_600 });
        var changes = PlaySeen(machine, [Lasting(10, 900), .. Enumerable.Repeat(new Observation(0,
            Counts: Lasting(0, 1).Counts), 3_700)]);
        Assert.Equal("0:Fired", Assert.Single(changes));
        Assert.Null(machine.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Percentile_OfNothing_IsGoodOnlyWhereThePlanAsksForAnUpperBound(bool emptyIsGood)
    {
        var machine = MachineOf.New(Percentile(99, 400) with { MissingData = MissingData.Breach }, emptyIsGood);
        machine.Judge.Resume();
        Assert.Equal(emptyIsGood ? ["0:Cleared"] : [], PlaySeen(machine, Enumerable.Repeat(Lasting(0, 1), 5)));
    }

    [Fact]
    public void Heartbeat_FiresAfterTheWindowAndClearsWithTheNextBeat()
    {
        var detector = Heartbeat("x") with { WindowSeconds = 5, MissingData = MissingData.Breach };
        Assert.Equal(["8:Fired", "9:Cleared"],
            Play(MachineOf.New(detector), [1, 2, 3, 3, 3, 3, 3, 3, 3, 4]));
    }

    [Theory]
    [InlineData(nameof(MissingData.Breach), 1)]
    [InlineData(nameof(MissingData.Ignore), 0)]
    public void Heartbeat_ThatNeverCame_IsMissingData(string missing, int fired)
    {
        var detector = Heartbeat("x") with { WindowSeconds = 5, MissingData = Enum.Parse<MissingData>(missing) };
        Assert.Equal(fired, Play(MachineOf.New(detector), For(20, null)).Length);
    }
}
