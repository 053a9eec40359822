using Floodgate.Drills.Scenarios;

namespace Floodgate.Drills.Crowds;

/// <summary>
/// Everyone who will come, drawn up front from the seed: nothing the server does changes when they arrive. Times in
/// microseconds from the start of the replay, which is as long before the opening as the first piece of the curve.
/// </summary>
internal sealed record CrowdPlan(IReadOnlyList<Device> Devices, int People, long OpensAt, long EndsAt)
{
    /// <summary>Time to settle in before the first arrival, so that the opening is never in the past.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after the first a person's other devices follow; less in a short replay.</summary>
    private static readonly TimeSpan DeviceLagMax = TimeSpan.FromSeconds(3);

    public static CrowdPlan Create(CrowdShape crowd, int people, TimeSpan duration, IReadOnlyList<RushBatch> batches,
        Draw draw)
    {
        var stretch = duration / crowd.Duration;
        var phases = crowd.Arrivals.Select(phase => phase.To <= TimeSpan.Zero ? phase : phase with
        {
            From = phase.From > TimeSpan.Zero ? phase.From * stretch : phase.From,
            To = phase.To * stretch,
            HalvesEvery = phase.HalvesEvery * stretch,
        }).ToArray();
        var before = Lead - Min(phases.Min(phase => phase.From), crowd.Postpone?.At ?? TimeSpan.Zero, TimeSpan.Zero);
        // On a whole second, so that no second of the report is half before the opening and half after.
        var opening = TimeSpan.FromSeconds(Math.Ceiling(before.TotalSeconds));
        var arrivals = new ArrivalCurve(phases).Sample(people, draw);
        var devices = new List<Device>(people + (people / 4));
        for (var person = 0; person < people; person++)
            for (var nth = 0; nth < Count(crowd, person, draw); nth++)
                devices.Add(One(crowd, person, nth, devices.Count, opening + arrivals[person], batches, draw));
        var moved = crowd.Postpone?.By ?? TimeSpan.Zero;
        return new CrowdPlan(devices, people, Micros(opening), Micros(opening + moved + duration));
    }

    private static Device One(CrowdShape crowd, int person, int nth, int number, TimeSpan arrives,
        IReadOnlyList<RushBatch> batches, Draw draw)
    {
        var at = arrives + (nth == 0 ? TimeSpan.Zero : Math.Min(1,
            crowd.Duration / TimeSpan.FromSeconds(12)) * DeviceLagMax * draw.Unit(DrawKind.DeviceLag, number));
        var early = draw.Chance(crowd.PressEarly, DrawKind.PressesEarly, number);
        var press = early
            ? -TimeSpan.FromMilliseconds(1_000 * draw.Unit(DrawKind.EarlyBy, number))
            : draw.Time(crowd.Reaction, DrawKind.Reaction, number);
        var leaves = draw.Chance(crowd.Leave, DrawKind.Leaves, person);
        return new Device
        {
            Number = number,
            Person = person,
            Batch = Choose(batches, draw.Unit(DrawKind.Batch, person)),
            ArrivesAt = Micros(at),
            Impatient = draw.Chance(crowd.Retry.Impatient, DrawKind.Impatient, person),
            DoubleClicks = draw.Chance(crowd.DoubleClick, DrawKind.DoubleClick, number),
            LeavesAt = leaves ? Micros(at + draw.Time(crowd.Patience, DrawKind.Patience, person)) : long.MaxValue,
            PressesAfterOpening = Micros(press),
            Think = Micros(draw.Time(crowd.Think, DrawKind.Think, number)),
        };
    }

    /// <summary>People want the batches in proportion to their stock.</summary>
    private static int Choose(IReadOnlyList<RushBatch> batches, double u)
    {
        var left = u * batches.Sum(batch => batch.Stock);
        for (var i = 0; i < batches.Count - 1; i++)
        {
            if (left < batches[i].Stock) return i;
            left -= batches[i].Stock;
        }

        return batches.Count - 1;
    }

    private static int Count(CrowdShape crowd, int person, Draw draw)
    {
        var u = draw.Unit(DrawKind.Devices, person);
        foreach (var (count, share) in crowd.Devices.OrderBy(pair => pair.Key))
        {
            if (u < share) return count;
            u -= share;
        }

        return 1;
    }

    private static TimeSpan Min(params ReadOnlySpan<TimeSpan> times)
    {
        var least = times[0];
        foreach (var time in times)
            if (time < least) least = time;
        return least;
    }

    private static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
