using System.Diagnostics;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class WaySpansTests
{
    [Fact]
    public void Batch_OfSeveralRequests_LinksToThemUpToTheLimit()
    {
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WaySpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => { lock (ended) ended.Add(activity); },
        };
        ActivitySource.AddActivityListener(listener);
        var spans = new WaySpans(linksMax: 2);
        using var request = WaySpans.StartRequest();
        Assert.NotNull(request);
        using (var admission = WaySpans.Start(Station.Admission))
            Assert.Equal(request.SpanId, admission!.ParentSpanId);
        using var journal = spans.StartBatch(Station.Journal, Enumerable.Repeat(request.Context, 5));
        Assert.Equal("floodgate.journal", journal!.OperationName);
        Assert.Equal(2, journal.Links.Count());
        Assert.All(journal.Links, link => Assert.Equal(request.SpanId, link.Context.SpanId));
    }
}
