using System.Diagnostics;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Emergency.Detection;

public sealed class SignalReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-signals-").FullName;
    private readonly LoopFixture _loop;

    public SignalReaderTests()
    {
        _loop = new LoopFixture(storage: new ProbedStorage(_folder, static () => { }, static () => { }));
        _loop.Campaigns["a"] = new CampaignFacts(true, 250, 1_000);
    }

    public static TheoryData<string> Signals() => new(SignalCatalogue.All.Select(one => one.Name));

    [Theory]
    [MemberData(nameof(Signals))]
    public void Signal_OfTheCatalogue_CanBeWatched(string name)
    {
        var entry = SignalCatalogue.Find(name)!;
        var detector = entry.Kind == SignalKind.Distribution
            ? Detectors.Percentile(99, 1) with { Signal = new SignalChoice { Name = name } }
            : Detectors.Threshold(name);
        Assert.NotNull(_loop.Sources.Bind(detector, entry.PerCampaign ? "a" : null));
    }

    [Fact]
    public void Counters_AreThoseOfTheWay()
    {
        var signals = _loop.Way.For("a");
        signals.Request();
        signals.Request();
        signals.Refused(Station.Admission, "paused");
        signals.Refused(Station.Journal, "storage-unavailable");
        signals.Refused(Station.Queue, "overloaded");
        signals.Journal(10, 1);
        _loop.Tallies.Called("a", "no-code");
        _loop.Tallies.Called("a", "slow");
        Assert.Equal(2, Read("claims.requests"));
        Assert.Equal(3, Read("claims.refused"));
        Assert.Equal(1, Read("claims.refused", "paused"));
        Assert.Equal(1, Read("claims.refused", "overloaded"));
        Assert.Equal(1, Read("claims.failed"));
        Assert.Equal(1, Read("journal.commits"));
        Assert.Equal(2, Read("service.calls"));
        Assert.Equal(1, Read("service.calls", "slow"));
        Assert.Equal(250, Read("stock.remaining"));
        Assert.Equal(25, Read("stock.remaining-share"));
    }

    [Fact]
    public void Durations_AreThoseOfTheSecond()
    {
        var signals = _loop.Way.For("a");
        var reading = _loop.Sources.Bind(Detectors.Percentile(99, 1), "a")!;
        signals.Journal(1, Stopwatch.Frequency);
        Assert.Equal(0, reading(0).Value);
        signals.Journal(1, Stopwatch.Frequency / 10);
        var seen = reading(1);
        Assert.Equal(1, seen.Value);
        var none = new long[LatencyHistogram.Buckets];
        Assert.InRange(LatencyHistogram.Percentile(none, seen.Counts, 0.5)!.Value, 97, 103);
        Assert.Equal(0, reading(2).Value);
    }

    [Fact]
    public void Process_IsMeasured()
    {
        _loop.Seconds(1);
        Assert.True(Read("process.memory") > 1);
        var cpu = _loop.Sources.Bind(Detectors.Threshold(), null)!;
        Assert.Null(cpu(1).Value);
        _loop.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(cpu(2).Value!.Value, 0, 100);
    }

    public void Dispose()
    {
        _loop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private double? Read(string name, string? code = null)
    {
        var detector = Detectors.Threshold(name) with { Signal = new SignalChoice { Name = name, Code = code } };
        return _loop.Sources.Bind(detector, SignalCatalogue.Find(name)!.PerCampaign ? "a" : null)!(1).Value;
    }
}
