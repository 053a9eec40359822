using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>
    /// A room that was away for longer begins to call anew: all missed steps at once would ring at everybody together
    /// and leave nobody to call a minute later.
    /// </summary>
    private static readonly TimeSpan MissedMax = TimeSpan.FromMinutes(2);

    /// <summary>A call that goes out later than this was perhaps made by the other room when it was due.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(1);

    /// <summary>Records the outcome of a send; a failed one goes on with the person's next channel.</summary>
    public void EndSend(string incidentId, string message, string? fault)
    {
        if (state.Find(incidentId) is not { } incident) return;
        if (!incident.Sends.TryGetValue(message, out var send) || send.Ended) return;
        Emit(incident, "channel", new SendEnded(message, fault));
        if (fault is null || !incident.IsLive) return;
        var (team, person) = (send.Begun.Team, send.Begun.Person);
        if (!incident.Pages.TryGetValue(team, out var page) || send.At < page.StartedAt) return;
        var tried = incident.Sends.Values.Where(one => SameCall(one, send, page)).ToArray();
        if (view.ContactOf(person) is not { } contact || tried.Length >= contact.Channels.Count)
        {
            // Others of this call may still be under way, or have got through.
            if (tried.All(one => one.Fault is not null)) Emit(incident, "plan", new PersonUnreached(team, person));
            return;
        }

        // What another process began may have come to this channel there, without anybody having written it down.
        Send(
            incident, team, contact, send.Begun.Call, (send.Begun.Channel + 1) % contact.Channels.Count,
            send.Begun.Repeat == true || send.Origin != origin);
    }

    public void Acknowledge(Incident incident, string person, string via)
    {
        if (incident.AcknowledgedBy.ContainsKey(person)) return;
        Emit(incident, "person:" + person, new Acknowledged(person, via));
        var command = PlanOf(incident).TeamOf(LevelOf(incident).Command);
        var called = incident.Pages.TryGetValue(command?.Id ?? "", out var page) && page.Called.Contains(person);
        if (incident.Commander is null && command is not null && (called || command.Everyone.Contains(person)))
            Emit(incident, "plan", new RoleTaken("commander", person));
    }

    /// <summary>Calls a team by the steps of the incident's level; one that is being called goes on.</summary>
    public void Call(Incident incident, string team)
    {
        if (!incident.IsLive || incident.Pages.ContainsKey(team)) return;
        StartPage(incident, team);
        Escalate(incident);
    }

    /// <summary>Groups are told at once and once a call; that no robot answers changes nothing.</summary>
    private void StartPage(Incident incident, string team)
    {
        Emit(incident, "plan", new PageStarted(team, incident.Level));
        var begun = incident.Pages[team].StartedAt.ToUnixTimeMilliseconds();
        foreach (var group in view.GroupsOf(team))
            Emit(incident, "plan", new GroupSendBegun(
                $"{incident.Id}.{begun:x}.{team}.group.{group.Id}", team, group.Id));
    }

    public void EndGroupSend(string incidentId, string message, string? fault)
    {
        if (state.Find(incidentId) is not { } incident) return;
        if (incident.GroupSends.Any(one => one.Message == message))
            Emit(incident, "channel", new GroupSendEnded(message, fault));
    }

    private void StartPages(Incident incident)
    {
        foreach (var team in LevelOf(incident).Page.Teams)
        {
            var known = incident.Pages.TryGetValue(team, out var page);
            // Raised to a graver level the team is called anew, by that level's steps; else it goes on.
            if (!known || page!.Level > incident.Level || (page.Exhausted && !IsAnswered(incident, team)))
                StartPage(incident, team);
        }
    }

    private void Escalate(Incident incident)
    {
        foreach (var (team, page) in incident.Pages.ToArray())
        {
            if (DueOf(incident, team, page) is { } missed && now - missed > MissedMax)
                Emit(incident, "plan", new PageStarted(team, page.Level));
            while (DueOf(incident, team, incident.Pages[team]) is { } due && due <= now)
                TakeStep(incident, team, incident.Pages[team], MayBeRepeat(incident.Pages[team], due));
        }
    }

    private IEnumerable<DateTimeOffset> EscalationDues(Incident incident) =>
        incident.Pages.Select(pair => DueOf(incident, pair.Key, pair.Value)).OfType<DateTimeOffset>();

    /// <summary>When the team's next step is due; null when enough have answered or nothing is left to do.</summary>
    private DateTimeOffset? DueOf(Incident incident, string team, PageState page)
    {
        if (page.Exhausted || IsAnswered(incident, team)) return null;
        var rules = PlanOf(incident).LevelOf(page.Level).Page;
        if (page.Taken < rules.Steps.Count) return page.StartedAt.AddSeconds(rules.Steps[page.Taken].AfterSeconds);
        var repeat = page.Taken - rules.Steps.Count + 1;
        return page.StartedAt.AddSeconds(rules.Steps[^1].AfterSeconds + (repeat * (long)rules.RepeatSeconds));
    }

    /// <summary>
    /// Two rooms that cannot hear each other both act, and by the same steps make the same calls. Whoever comes late,
    /// and the watch where it stands in for the server, says that the call may have been made already.
    /// </summary>
    private bool MayBeRepeat(PageState page, DateTimeOffset due) =>
        view.OtherRoom && (now - due > LateAfter || (page.By != Role && Role == "watch"));

    private string Role => Entry.RoleOf(origin);

    private void TakeStep(Incident incident, string team, PageState page, bool repeat)
    {
        var plan = PlanOf(incident);
        var rules = plan.LevelOf(page.Level).Page;
        if (page.Taken >= rules.Steps.Count + rules.RepeatsMax)
        {
            Emit(incident, "plan", new PageExhausted(team));
            return;
        }

        var call = page.Taken;
        var people = Targets(incident, team, page, rules)
            .Where(one => !incident.AcknowledgedBy.ContainsKey(one.Id))
            .Where(one => rules.BypassesQuiet || !view.IsQuiet(one, now)).DistinctBy(one => one.Id).ToArray();
        var first = people.ToDictionary(one => one.Id, one => page.Calls.GetValueOrDefault(one.Id));
        Emit(incident, "plan", new PageStepped(team, call, [.. people.Select(one => one.Id)]));
        foreach (var person in people)
        {
            if (person.Channels.Count == 0)
            {
                Emit(incident, "plan", new PersonUnreached(team, person.Id));
                continue;
            }

            // The gravest level rings everywhere at once; others take turns, a call a channel.
            var all = page.Level == ResponseLevel.I;
            for (var channel = 0; channel < (all ? person.Channels.Count : 1); channel++)
                Send(incident, team, person, call, (first[person.Id] + channel) % person.Channels.Count, repeat);
        }
    }

    private IEnumerable<Contact> Targets(Incident incident, string teamId, PageState page, PageRules rules)
    {
        if (PlanOf(incident).TeamOf(teamId) is not { } team) return [];
        if (page.Taken >= rules.Steps.Count) return view.Who(team, PageTarget.Team, null, now);
        var step = rules.Steps[page.Taken];
        return view.Who(team, step.To, step.Person, now);
    }

    private void Send(Incident incident, string team, Contact person, int call, int channel, bool repeat)
    {
        var begun = incident.Pages[team].StartedAt.ToUnixTimeMilliseconds();
        Emit(incident, "plan", new SendBegun(
            $"{incident.Id}.{begun:x}.{team}.{person.Id}.{call}.{channel}", team, person.Id, call, channel,
            repeat ? true : null));
    }

    private bool IsAnswered(Incident incident, string teamId)
    {
        if (!incident.Pages.TryGetValue(teamId, out var page)) return false;
        var everyone = PlanOf(incident).TeamOf(teamId)?.Everyone ?? [];
        var answered = everyone.Concat(page.Called).Distinct(StringComparer.Ordinal)
            .Count(incident.AcknowledgedBy.ContainsKey);
        return answered >= PlanOf(incident).LevelOf(page.Level).Page.AcknowledgementsNeeded;
    }

    /// <summary>Of the same person in the same step: the messages differ in their channel only.</summary>
    private static bool SameCall(SendState one, SendState other, PageState page) =>
        one.Begun.Person == other.Begun.Person && one.Begun.Team == other.Begun.Team
        && one.Begun.Call == other.Begun.Call && one.At >= page.StartedAt;
}
