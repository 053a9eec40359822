using Floodgate.Emergency.Notices;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Passes on what the service desk and the public may see, as soon as it is written. Runs on the loop.
/// </summary>
/// <param name="board">For the public.</param>
/// <param name="desk">For service staff; null where there is none.</param>
internal sealed class PublicWord(PublicBoard board, ServiceDesk? desk = null)
{
    public void Tell(IReadOnlyList<Entry> entries, RoomState state)
    {
        foreach (var group in entries.GroupBy(entry => entry.Incident))
        {
            if (state.Find(group.Key) is not { } incident) continue;
            if (group.Any(entry => entry.Fact is NoticeDrafted)) TellDesk(incident);
            if (group.Any(entry => entry.Fact is NoticeWithdrawn or Joined)) Withdraw(incident);
            else if (group.Any(entry => IsPublic(entry.Fact))) TellPublic(incident);
            if (group.Any(entry => entry.Fact is Resolved)) desk?.End(incident.Id);
        }
    }

    /// <summary>After a restart: everything that is or was public.</summary>
    public void TellAll(RoomState state)
    {
        foreach (var incident in state.Incidents.Values)
        {
            if (incident.JoinedInto is not null) continue;
            if (incident.IsLive) TellDesk(incident);
            if (incident.Notice is not null) TellPublic(incident);
        }
    }

    /// <summary>What was published of an incident, oldest first, word for word.</summary>
    public static IReadOnlyList<PublicUpdate> UpdatesOf(Incident incident)
    {
        var updates = new List<PublicUpdate>();
        NoticeText? drafted = null;
        foreach (var entry in incident.Timeline)
        {
            if (entry.Fact is NoticeDrafted draft) drafted = draft.Text;
            if (entry.Fact is NoticePublished && drafted is { } text)
                updates.Add(new PublicUpdate(entry.At, text.Title, text.Text, text.Short, text.ReturnsAt));
            // It should not have been there: a later notice does not bring it back.
            if (entry.Fact is NoticeWithdrawn) updates.Clear();
        }

        return updates;
    }

    private void TellDesk(Incident incident)
    {
        if (incident.Notice is { } notice)
            desk?.Tell(new DeskNotice(
                incident.Id, notice.Version, notice.Text.Title, notice.Text.Say, notice.PublicAt,
                notice.Text.Campaigns));
    }

    private void TellPublic(Incident incident)
    {
        if (UpdatesOf(incident) is not { Count: > 0 } updates) return;
        board.Publish(new PublicIncident(
            incident.Id, updates[^1].Title, Enum.Parse<IncidentStatus>(incident.PublicStatus.ToString()),
            incident.Begun.Since, incident.ResolvedAt, [.. incident.Campaigns], updates));
    }

    private void Withdraw(Incident incident)
    {
        desk?.End(incident.Id);
        board.Withdraw(incident.Id);
    }

    private static bool IsPublic(Fact fact) => fact is NoticePublished or PublicStatusSet or Resolved or Reopened
        or Closed;
}
