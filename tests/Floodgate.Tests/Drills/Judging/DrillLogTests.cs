using Floodgate.Drills.Judging;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Drills.Judging;

public sealed class DrillLogTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Sightings_StandInTheOrderOfTheirTime()
    {
        var log = new DrillLog(_clock, 10);
        _clock.Advance(TimeSpan.FromSeconds(5));
        log.See(SightKind.Incident, "i-1");
        log.Add(new Sighting(3, SightKind.Inject, "lost"));
        Assert.Equal(["lost", "i-1"], log.Seen.Select(one => one.Subject));
        Assert.Equal([3.0, 5.0], log.Seen.Select(one => one.At));
    }

    [Fact]
    public void State_SeenAgain_SaysNothing_AndAChangeDoes()
    {
        var log = new DrillLog(_clock, 10);
        foreach (var phase in new[] { "open", "open", "paused", "open" }) log.SeeOnce(SightKind.Phase, "c", phase);
        Assert.Equal(["open", "paused", "open"], log.Seen.Select(one => one.Detail));
    }

    [Fact]
    public void Log_ThatIsFull_CountsWhatItLeavesOff()
    {
        var log = new DrillLog(_clock, 2);
        for (var i = 0; i < 5; i++) log.See(SightKind.Note);
        Assert.Equal((2, 3), (log.Seen.Count, log.LeftOff));
    }

    [Fact]
    public void Begin_ForgetsWhatWasSeenBefore()
    {
        var log = new DrillLog(_clock, 2);
        log.See(SightKind.Note);
        _clock.Advance(TimeSpan.FromSeconds(9));
        log.Begin();
        Assert.Empty(log.Seen);
        Assert.Equal(0, log.Now);
    }
}
