using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>What the public is told of an incident's progress.</summary>
internal enum IncidentStatus { Investigating, Identified, Monitoring, Resolved, Postmortem }

/// <summary>An incident as everybody may see it: no names, no addresses, nothing of a person.</summary>
/// <param name="Campaigns">The campaigns it touches; none: the whole service.</param>
/// <param name="Updates">Oldest first; what the public was told, word for word.</param>
internal sealed record PublicIncident(
    string Id, BilingualText Title, IncidentStatus Status, DateTimeOffset StartedAt, DateTimeOffset? ResolvedAt,
    IReadOnlyList<string> Campaigns, IReadOnlyList<PublicUpdate> Updates)
{
    [JsonIgnore]
    public bool IsLive => Status is IncidentStatus.Investigating or IncidentStatus.Identified
        or IncidentStatus.Monitoring;

    /// <summary>Whether it touches a campaign.</summary>
    public bool Concerns(string campaign) =>
        Campaigns.Count == 0 || Campaigns.Contains(campaign, StringComparer.Ordinal);
}

/// <param name="Short">For the banner.</param>
/// <param name="ReturnsAt">When it is expected to be over; null: it is, or nobody knows yet.</param>
internal sealed record PublicUpdate(
    DateTimeOffset At, BilingualText Title, BilingualText Text, BilingualText Short, DateTimeOffset? ReturnsAt);
