using System.Diagnostics;
using System.Diagnostics.Metrics;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class SignalInstrumentsTests
{
    private static readonly string[] TagsAllowed = ["campaign", "station", "code", "repeated", "batch"];

    [Fact]
    public void Listener_AfterOneClaim_SeesCounterAndHistogramOfAllSixStations()
    {
        using var way = SignalsFixture.Create();
        var seen = Listen(way, () => ClaimOnce(way.For("autumn")));
        foreach (var station in Stations.SpanNames)
        {
            Assert.Contains(seen, one => one.Name == station + ".count" && one.Value > 0);
            Assert.Contains(seen, one => one.Name == station + ".duration");
        }

        Assert.Contains(seen, one => one.Name == "floodgate.stock.remaining" && one.Value is 41);
        Assert.Contains(seen, one => one.Name == "floodgate.refusal.count" && one.Tags.Contains("sold-out"));
    }

    [Fact]
    public void Tags_OfEveryMeasurement_AreOfTheClosedListAndHoldNoPerson()
    {
        using var way = SignalsFixture.Create();
        var seen = Listen(way, () =>
        {
            ClaimOnce(way.For("autumn"));
            way.For("autumn").Refused(Station.Request, "13800138000");
        });
        Assert.All(seen, one => Assert.All(one.Keys, key => Assert.Contains(key, TagsAllowed)));
        Assert.DoesNotContain(seen, one => one.Tags.Contains("13800138000"));
    }

    [Fact]
    public void Duration_AtHighRates_IsHandedOnAsASample()
    {
        using var way = SignalsFixture.Create(options =>
            (options.WholeSamplesPerSecondMax, options.SampleEvery) = (10, 100));
        const int Answers = 50_000;
        var seen = Listen(way, () =>
        {
            for (var i = 0; i < Answers; i++)
                way.For("autumn").Answered(Stopwatch.GetTimestamp());
        });
        Assert.InRange(seen.Count(one => one.Name == "floodgate.request.duration"), 10, Answers / 10);
        Assert.Contains(seen, one => one.Name == "floodgate.request.answered" && one.Value is Answers);
    }

    private static void ClaimOnce(CampaignSignals signals)
    {
        var started = Stopwatch.GetTimestamp();
        signals.Request();
        signals.Admission(started);
        signals.Queue(1, 100, 0);
        signals.Decision(1, 100);
        signals.Journal(64, 100_000);
        signals.Receipt(repeated: false, started);
        signals.Refused(Station.Decision, "sold-out");
        signals.SetRemaining(0, 41);
    }

    private static List<Seen> Listen(WaySignals way, Action act)
    {
        var seen = new List<Seen>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, way.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((of, value, tags, _) => seen.Add(Seen.Of(of.Name, value, tags)));
        listener.SetMeasurementEventCallback<double>((of, value, tags, _) => seen.Add(Seen.Of(of.Name, value, tags)));
        listener.Start();
        act();
        listener.RecordObservableInstruments();
        return seen;
    }

    private sealed record Seen(string Name, double Value, string[] Keys, string Tags)
    {
        public static Seen Of(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            new(name, value, [.. tags.ToArray().Select(tag => tag.Key)],
                string.Join(',', tags.ToArray().Select(tag => tag.Value)));
    }
}
