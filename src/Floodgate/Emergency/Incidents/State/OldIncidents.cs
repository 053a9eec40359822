namespace Floodgate.Emergency.Incidents;

/// <summary>Which incidents the room need not hold any more.</summary>
internal static class OldIncidents
{
    private const int OverMax = 200;
    private static readonly TimeSpan ClosedKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResolvedKept = TimeSpan.FromDays(90);

    /// <summary>At least so long: a loss is counted once more, a signal may open it again.</summary>
    private static readonly TimeSpan AlwaysKept = TimeSpan.FromHours(2);

    /// <summary>Closed a week ago, or resolved long ago and never reviewed; beyond so many the oldest closed.</summary>
    public static IReadOnlySet<string> In(RoomState state, DateTimeOffset now)
    {
        var over = state.Incidents.Values.Where(one => !one.IsLive && now - one.Timeline[^1].At >= AlwaysKept)
            .OrderBy(one => one.Timeline[^1].At).ToArray();
        var old = over.Where(one =>
            now - one.Timeline[^1].At >= (one.Phase == Phase.Closed ? ClosedKept : ResolvedKept));
        var many = over.Where(one => one.Phase == Phase.Closed).Take(Math.Max(0, over.Length - OverMax));
        return old.Concat(many).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
    }
}
