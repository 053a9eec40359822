using CsCheck;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using static Floodgate.Tests.Emergency.Detection.Detectors;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>What holds of every series: breaches, goods and gaps in any order, with any rules.</summary>
public sealed class JudgeProperties
{
    private const double Bad = 11, Fine = 1;

    private static readonly Gen<Detector> Rules =
        from forSeconds in Gen.Int[0, 8]
        from clearFor in Gen.Int[0, 12]
        from missing in Gen.Enum<MissingData>()
        from flapMax in Gen.Int[2, 8]
        select Threshold() with
        {
            ForSeconds = forSeconds,
            ClearForSeconds = clearFor,
            MissingData = missing,
            FlapMax = flapMax,
        };

    /// <summary>Runs of one kind, because single seconds would never last long enough to fire.</summary>
    private static readonly Gen<double?[]> Series =
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 20]).Array[1, 60].Select(runs => runs
            .SelectMany(run => For(run.Item2, run.Item1 switch { 0 => Bad, 1 => Fine, _ => null })).ToArray());

    [Fact]
    public void Fired_OnlyAfterForSecondsOfBreach() => Gen.Select(Rules, Series).Sample((detector, series) =>
    {
        foreach (var (second, change) in Changes(detector, series))
        {
            if (change != Change.Fired) continue;
            var breaches = 0;
            for (var at = second; at >= 0 && IsBreach(detector, series[at]) != false; at--)
                if (IsBreach(detector, series[at]) == true) breaches++;
            Assert.True(breaches > detector.ForSeconds, $"fired at {second} after {breaches} seconds of breach");
        }
    }, iter: 2_000, threads: 2);

    [Fact]
    public void Breach_ThatLastsLongEnough_IsNeverMissed() => Gen.Select(Rules, Series).Sample((detector, series) =>
    {
        var firing = States(detector, series);
        var run = 0;
        for (var second = 0; second < series.Length; second++)
        {
            run = series[second] == Bad ? run + 1 : 0;
            Assert.True(run <= detector.ForSeconds || firing[second], $"{run} s of breach at {second} are quiet");
        }
    }, iter: 2_000, threads: 2);

    [Fact]
    public void Cleared_OnlyAfterClearForSecondsOfGood() => Gen.Select(Rules, Series).Sample((detector, series) =>
    {
        foreach (var (second, change) in Changes(detector, series))
        {
            if (change != Change.Cleared) continue;
            var back = series.Take(second + 1).Reverse().TakeWhile(value => IsBreach(detector, value) != true);
            var gapIsGood = detector.MissingData == MissingData.Good;
            var good = back.Count(value => value == Fine || (value is null && gapIsGood));
            Assert.True(good > detector.ClearForSeconds, $"cleared at {second}");
        }
    }, iter: 2_000, threads: 2);

    [Fact]
    public void Changes_AreNeverMoreThanAllowedInAnyTenMinutes() => Gen.Select(
        Rules.Select(one => one with { ForSeconds = 0, ClearForSeconds = 0 }), Gen.Bool.Array[600, 2_500])
        .Sample((detector, series) =>
        {
            var changes = Changes(detector, [.. series.Select(bad => (double?)(bad ? Bad : Fine))])
                .Select(one => one.Second).ToArray();
            var most = detector.FlapMax + 1;
            for (var i = 0; i + most < changes.Length; i++)
                Assert.True(changes[i + most] - changes[i] >= BreachJudge.FlapSeconds, $"from {changes[i]}");
        }, iter: 200, threads: 2);

    [Fact]
    public void Restart_AtAnyPoint_LosesNoFiringAndInventsNone() => Gen.Select(Rules, Series, Gen.Double[0, 1])
        .Sample((detector, series, share) =>
        {
            var cut = (int)(share * (series.Length - 1));
            var whole = States(detector, series);
            var after = MachineOf.New(detector);
            if (cut > 0 && whole[cut - 1]) after.Judge.Resume();
            var run = 0;
            for (var second = cut; second < series.Length; second++)
            {
                after.Advance(second, new Observation(series[second]));
                run = series[second] == Bad ? run + 1 : 0;
                // A breach long enough by itself is seen on both sides of a restart, and no clear slips in before it.
                if (run > detector.ForSeconds) Assert.True(after.Judge.IsFiring, $"cut {cut}, second {second}");
                if (!series[cut..(second + 1)].Any(value => IsBreach(detector, value) == true))
                    Assert.True(!after.Judge.IsFiring || (cut > 0 && whole[cut - 1]), $"cut {cut}, second {second}");
            }
        }, iter: 2_000, threads: 2);

    [Fact]
    public void Restart_WhenTheSeriesThenStandsStill_EndsAsWithoutOne() => Gen.Select(Rules, Series, Gen.Bool)
        .Sample((detector, series, bad) =>
        {
            double?[] ended = [.. series, .. For(BreachJudge.FlapSeconds + 20, bad ? Bad : Fine)];
            var whole = States(detector, ended);
            for (var cut = 1; cut < series.Length; cut += 7)
            {
                var after = MachineOf.New(detector);
                if (whole[cut - 1]) after.Judge.Resume();
                for (var second = cut; second < ended.Length; second++)
                    after.Advance(second, new Observation(ended[second]));
                Assert.Equal(whole[^1], after.Judge.IsFiring);
            }
        }, iter: 200, threads: 2);

    private static bool? IsBreach(Detector detector, double? value) => value switch
    {
        Bad => true,
        Fine => false,
        _ => detector.MissingData switch
        {
            MissingData.Breach => true,
            MissingData.Keep or MissingData.Good => false,
            _ => null,
        },
    };

    private static List<(int Second, Change Change)> Changes(Detector detector, double?[] series)
    {
        var machine = MachineOf.New(detector);
        var changes = new List<(int, Change)>();
        for (var second = 0; second < series.Length; second++)
            if (machine.Advance(second, new Observation(series[second])) is var change and not Change.None)
                changes.Add((second, change));
        return changes;
    }

    private static bool[] States(Detector detector, double?[] series)
    {
        var machine = MachineOf.New(detector);
        return [.. series.Select((value, second) =>
        {
            machine.Advance(second, new Observation(value));
            return machine.Judge.IsFiring;
        })];
    }
}
