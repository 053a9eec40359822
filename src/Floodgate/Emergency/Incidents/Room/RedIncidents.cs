using Floodgate.Admission;
using Floodgate.Campaigns;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Which level I incident stands over a campaign that is paused: then it takes two people to open claims again, whoever
/// paused it. The node that leads says so; while nobody does, it takes two.
/// </summary>
internal sealed class RedIncidents(ControlRoom room, Gates gates, RoomLead lead)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1);

    /// <summary>When the room cannot say, two people it is.</summary>
    private const string Unknown = "?";

    /// <summary>Its id; null: none, one person may.</summary>
    public async Task<string?> OfAsync(string campaign)
    {
        if (await OfThisRoomAsync(campaign) is { } known) return known;
        if (lead.Leads) return null;
        var node = lead.Lead;
        // Between two leads nobody knows all incidents yet.
        if (node == lead.Me) return Unknown;
        var answer = await lead.AskAsync(node, room => room.RedAsync(campaign), AnswerMax);
        return answer.Said switch
        {
            null => Unknown,
            "" => null,
            var incident => incident,
        };
    }

    /// <summary>As far as this node's room knows.</summary>
    public async Task<string?> OfThisRoomAsync(string campaign)
    {
        var pauses = gates.Find(campaign)?.Pauses.All ?? [];
        try
        {
            return await room.ReadAsync(state => state.Incidents.Values
                .FirstOrDefault(one => one.WasRed && StandsOver(one, campaign, pauses))?.Id);
        }
        catch (RoomFullException)
        {
            return Unknown;
        }
    }

    /// <summary>It awaits the return, it made the pause, or the campaign was paused while it lasted.</summary>
    internal static bool StandsOver(Incident incident, string campaign, IReadOnlyList<Pause> pauses)
    {
        if (incident.Returns.ContainsKey(campaign)) return true;
        if (pauses.Any(pause => pause.Reason.StartsWith(incident.Id + ".", StringComparison.Ordinal))) return true;
        var concerns = !incident.Campaigns.Any() || incident.Campaigns.Contains(campaign, StringComparer.Ordinal);
        return concerns && pauses.Any(pause => pause.At >= incident.OpenedAt && !(pause.At > incident.ResolvedAt));
    }
}
