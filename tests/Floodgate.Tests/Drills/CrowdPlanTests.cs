using CsCheck;
using Floodgate.Drills.Crowds;
using Floodgate.Drills.Scenarios;

namespace Floodgate.Tests.Drills;

public sealed class CrowdPlanTests
{
    private static readonly Gen<ArrivalPhase[]> Curves =
        from weights in Gen.Double[0.05, 1].Array[1, 5]
        from lengths in Gen.Int[50, 20_000].Array[5]
        from shapes in Gen.Enum<ArrivalShape>().Array[5]
        from start in Gen.Int[-20_000, 0]
        select Curve(weights, lengths, shapes, start);

    [Fact]
    public void Sample_OfAnyCurve_IsEveryoneInOrderWithinTheCurve() =>
        Gen.Select(Curves, Gen.Int[1, 3_000], Gen.ULong).Sample((phases, people, seed) =>
        {
            var instants = new ArrivalCurve(phases).Sample(people, new Draw(seed));

            Assert.Equal(people, instants.Length);
            Assert.Equal(instants.Order(), instants);
            Assert.InRange(instants[0], phases[0].From, phases[^1].To);
            Assert.InRange(instants[^1], phases[0].From, phases[^1].To);
            Assert.Equal(instants, new ArrivalCurve(phases).Sample(people, new Draw(seed)));
        }, iter: 200);

    [Fact]
    public void Sample_OfAnyCurve_HasTheCurvesShape() =>
        Gen.Select(Curves, Gen.ULong).Sample((phases, seed) =>
        {
            const int People = 20_000;
            const int Bins = 20;
            var curve = new ArrivalCurve(phases);
            var instants = curve.Sample(People, new Draw(seed));
            var (from, to) = (phases[0].From, phases[^1].To);
            var (chi, degrees) = (0.0, 0);
            for (var bin = 0; bin < Bins; bin++)
            {
                var (low, high) = (from + ((to - from) * bin / Bins), from + ((to - from) * (bin + 1) / Bins));
                var expected = People * (curve.ShareBefore(high) - curve.ShareBefore(low));
                if (expected < 5) continue;
                var seen = instants.Count(instant => instant >= low && instant < high);
                (chi, degrees) = (chi + ((seen - expected) * (seen - expected) / expected), degrees + 1);
            }

            // Seven standard deviations of chi-square: never by chance, always for a wrong curve.
            Assert.True(chi < degrees + (7 * Math.Sqrt(2 * Math.Max(1, degrees))) + 10,
                $"chi-square {chi} of {degrees}");
        }, iter: 100);

    [Fact]
    public void Create_WithTheSameSeed_IsTheSameCrowd()
    {
        var (first, again, other) = (Plan(7), Plan(7), Plan(8));

        Assert.Equal(Told(first), Told(again));
        Assert.NotEqual(Told(first), Told(other));
        Assert.Equal(1_000, first.Devices.Select(device => device.Person).Distinct().Count());
        Assert.InRange(first.Devices.Count, 1_150, 1_250);
        Assert.InRange(first.Devices.Count(device => device.Impatient), 250, 450);
    }

    [Fact]
    public void Create_KeepsEveryKeyApart()
    {
        var keys = Plan(1).Devices.Select(device =>
        {
            Span<byte> bytes = stackalloc byte[96];
            var written = System.Text.Encoding.ASCII.GetString(bytes[..device.WriteKey("run"u8, bytes)]);
            Assert.Equal(device.Key("run"), written);
            return written;
        }).ToArray();

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Choose_OnAMonday_BringsMostlyThoseWhoseDayItIs()
    {
        var digits = WeekdaySplit.Digits(5_000, 0.1, DayOfWeek.Monday, new Draw(3));

        Assert.InRange(digits.Count(digit => digit is 1 or 6), 4_350, 4_650);
        Assert.Equal(10, digits.Distinct().Count());
        Assert.All(WeekdaySplit.Digits(50, 0.1, DayOfWeek.Sunday, new Draw(3)), digit => Assert.Null(digit));
        Assert.All(WeekdaySplit.Digits(50, 0, DayOfWeek.Friday, new Draw(3)), digit => Assert.True(digit is 0 or 5));
    }

    [Fact]
    public void Record_OfAnyDurations_GivesPercentilesWithinABucket() =>
        Gen.Int[0, 40_000_000].Array[1, 500].Select(Gen.Double[0, 1]).Sample((micros, share) =>
        {
            var latencies = new Latencies();
            foreach (var duration in micros) latencies.Record(duration);
            var exact = micros.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * micros.Length) - 1));

            Assert.InRange(latencies.PercentileMicros(share), exact, (exact * 1.033) + 1);
            Assert.Equal(micros.Max(), latencies.PercentileMicros(1));
        });

    private static CrowdPlan Plan(ulong seed)
    {
        var scenario = SmallScenario.Read();
        return CrowdPlan.Create(scenario.Crowd, 1_000, scenario.Crowd.Duration, scenario.Campaign.Batches(10),
            new Draw(seed));
    }

    private static string Told(CrowdPlan plan) => string.Join(' ', plan.Devices.Select(device =>
        $"{device.Person}:{device.ArrivesAt}:{device.Think}:{device.DoubleClicks}:{device.PressesAfterOpening}"));

    private static ArrivalPhase[] Curve(double[] weights, int[] lengths, ArrivalShape[] shapes, int start)
    {
        var phases = new ArrivalPhase[weights.Length];
        var at = TimeSpan.FromMilliseconds(start);
        for (var i = 0; i < phases.Length; i++)
        {
            var to = at + TimeSpan.FromMilliseconds(lengths[i]);
            phases[i] = new ArrivalPhase(at, to, weights[i] / weights.Sum(), shapes[i], (to - at) / (1 + (i * 2)));
            at = to;
        }

        return phases;
    }
}
