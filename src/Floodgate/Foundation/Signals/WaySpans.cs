using System.Diagnostics;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The spans of the way, <c>floodgate.request</c> to <c>floodgate.receipt</c>. Where nobody listens each start is one
/// field read. A round belongs to many requests: its spans are roots.
/// </summary>
internal static class WaySpans
{
    public const string SourceName = "Floodgate";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool Heard => Source.HasListeners();

    /// <summary>
    /// A root of our own. What the crowd's headers say of traces is neither followed nor passed on: it may hold
    /// anything; and the server's own activity, which nobody records, would have this one left out too.
    /// </summary>
    public static Activity? StartRequest()
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        return Source.StartActivity(Stations.SpanNames[(int)Station.Request], ActivityKind.Server);
    }

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
}
