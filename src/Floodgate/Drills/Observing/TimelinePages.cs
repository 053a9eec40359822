using System.Text.Json;
using Floodgate.Drills.Judging;

namespace Floodgate.Drills.Observing;

/// <summary>
/// Pages as the timeline has them: a call that a channel took. For a server that runs, whose people are real and whose
/// channels end where no drill can look.
/// </summary>
internal static class TimelinePages
{
    /// <summary>Tells of each call once, with the moment at which it was seen.</summary>
    public static void Tell(DrillLog log, JsonElement incident)
    {
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in incident.GetProperty("timeline").EnumerateArray())
        {
            var fact = entry.GetProperty("fact");
            var kind = fact.GetProperty("fact").GetString();
            if (kind == "sendBegun")
                people[fact.GetProperty("message").GetString()!] = fact.GetProperty("person").GetString()!;
            else if (kind == "sendEnded" && IsTaken(fact)
                && people.Remove(fact.GetProperty("message").GetString()!, out var person))
                log.SeeOnce(SightKind.Page, person, PageDetail.Of("channel", "server"));
        }
    }

    private static bool IsTaken(JsonElement fact) =>
        !fact.TryGetProperty("fault", out var fault) || fault.ValueKind == JsonValueKind.Null;
}
