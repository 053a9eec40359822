using System.Diagnostics;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class WaySpansTests
{
    [Fact]
    public void Request_WithinAStrangersTrace_BeginsItsOwn()
    {
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WaySpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => { lock (ended) ended.Add(activity); },
        };
        ActivitySource.AddActivityListener(listener);
        using var outer = new Activity("hosting") { TraceStateString = "who=13800000000" }.Start();
        using var request = WaySpans.StartRequest();
        Assert.NotNull(request);
        Assert.NotEqual(outer.TraceId, request.TraceId);
        Assert.Null(request.TraceStateString);
        using (var admission = WaySpans.Start(Station.Admission))
            Assert.Equal(request.SpanId, admission!.ParentSpanId);
        WaySpans.Tell(Station.Journal, TimeProvider.System, TimeSpan.FromMilliseconds(3), commands: 5);
        Activity journal;
        lock (ended) journal = ended.Single(span => span.OperationName == "floodgate.journal" && IsOf(span, 5));
        Assert.Equal(3, journal.Duration.TotalMilliseconds, tolerance: 0.1);
    }

    private static bool IsOf(Activity span, int commands)
    {
        return span.GetTagItem("floodgate.commands") is int told && told == commands;
    }
}
