using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents;

/// <summary>What the room remembers of an incident whose entries it has let go: the store has them.</summary>
/// <param name="Fix">What was written when it was resolved.</param>
internal sealed record PastIncident(
    string Id, BilingualText Title, string? Risk, string? Cause, ResponseLevel Level, DateTimeOffset Since,
    DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, Phase Phase, string Fix)
{
    private const int FixMax = 300;

    public static PastIncident Of(Incident incident)
    {
        var fix = incident.Timeline.Select(entry => entry.Fact).OfType<Resolved>().LastOrDefault()?.Summary ?? "";
        return new PastIncident(
            incident.Id, incident.Title, incident.Begun.Risk, incident.Cause, incident.Level, incident.Begun.Since,
            incident.OpenedAt, incident.ResolvedAt, incident.Phase, fix.Length <= FixMax ? fix : fix[..FixMax]);
    }
}

/// <summary>What a spool no longer holds: how far each origin had come, and the heads of what was let go.</summary>
/// <param name="Cuts">How often; another number is another log to whoever follows it.</param>
/// <param name="Last">The newest sequence of each origin: whatever is not newer was here before.</param>
internal sealed record SpoolCut(
    int Cuts, IReadOnlyDictionary<string, long> Last, IReadOnlyList<PastIncident> Past)
{
    public const int PastMax = 200;

    public static SpoolCut None { get; } = new(0, new Dictionary<string, long>(StringComparer.Ordinal), []);
}
