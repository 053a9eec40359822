using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// One line of an incident's timeline, never changed afterwards. (<paramref name="Origin"/>,
/// <paramref name="Sequence"/>) names it for ever, so that handing it over twice adds nothing.
/// </summary>
/// <param name="Origin">Who wrote it: <c>server</c> or <c>watch</c> with a name of its own for each start, so that what
/// a dead process had not written yet keeps its names.</param>
/// <param name="Sequence">Counts from 1 in each origin.</param>
/// <param name="At">Time of the room's clock, UTC; never falls within an origin.</param>
/// <param name="Incident">The incident's id.</param>
/// <param name="Actor"><c>plan</c>, <c>detector:ID</c>, <c>person:ID</c> or <c>channel:KIND</c>.</param>
/// <param name="Fact">What happened.</param>
internal sealed record Entry(
    string Origin, long Sequence, DateTimeOffset At, string Incident, string Actor, Fact Fact)
{
    /// <summary><c>server</c> or <c>watch</c>.</summary>
    [JsonIgnore]
    public string Role => RoleOf(Origin);

    public static string RoleOf(string origin) =>
        origin.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? origin[..dot] : origin;
}
