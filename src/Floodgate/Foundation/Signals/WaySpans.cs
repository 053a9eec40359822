using System.Diagnostics;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The spans of the way, <c>floodgate.request</c> to <c>floodgate.receipt</c>. Where nobody listens each start is one
/// field read. A batch belongs to many requests: its spans are roots that link to them, up to a limit.
/// </summary>
internal sealed class WaySpans(int linksMax)
{
    public const string SourceName = "Floodgate";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool Heard => Source.HasListeners();

    public static Activity? StartRequest() =>
        Source.HasListeners()
            ? Source.StartActivity(Stations.SpanNames[(int)Station.Request], ActivityKind.Server)
            : null;

    /// <summary>Admission or Receipt: a child of the request's span.</summary>
    public static Activity? Start(Station station) =>
        Source.HasListeners() ? Source.StartActivity(Stations.SpanNames[(int)station]) : null;

    /// <summary>Queue, Decision or Journal of one round, told after it: it has ended now and took so long.</summary>
    public static void Tell(Station station, TimeProvider clock, TimeSpan took, int commands)
    {
        if (!Source.HasListeners()) return;
        var ended = clock.GetUtcNow();
        using var span = Source.StartActivity(
            Stations.SpanNames[(int)station], ActivityKind.Internal, default(ActivityContext), startTime: ended - took);
        span?.SetTag("floodgate.commands", commands);
        span?.SetEndTime(ended.UtcDateTime);
    }

    /// <summary>Queue, Decision or Journal, for the requests whose commands are in the batch.</summary>
    public Activity? StartBatch(Station station, IEnumerable<ActivityContext> requests) =>
        Source.HasListeners()
            ? Source.StartActivity(
                Stations.SpanNames[(int)station], ActivityKind.Internal, default(ActivityContext), tags: null,
                requests.Take(linksMax).Select(request => new ActivityLink(request)).ToArray())
            : null;
}
