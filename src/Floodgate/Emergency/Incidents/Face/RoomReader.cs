using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>Copies one incident for one person. Runs on the room's loop: it looks and takes nothing along.</summary>
internal sealed class RoomReader(
    Decider decider, Incident incident, EmergencyPlan plan, Person person, Func<string, Contact?> contactOf,
    DateTimeOffset now)
{
    private const int EntriesMax = 250;
    private const int SimilarMax = 5;
    private readonly FactWords _words = new(
        plan, id => contactOf(id)?.Name ?? id, id => StepName(incident, plan, id),
        message => Receiver(incident, contactOf, message));

    public IncidentReading Read(IReadOnlyList<ChangeLine> changes)
    {
        var room = new IncidentReading
        {
            Now = now,
            Line = LineOf(incident, plan, contactOf),
            Effect = incident.Begun.Effect,
            Plan = incident.Begun.Plan,
            Next = new NextAct("wait", null, new("", "")),
            May = Rights(),
            Answered = incident.AcknowledgedBy.ContainsKey(person.Id),
            Signals = [.. incident.Signals.Select(pair => Signal(pair.Key, pair.Value))],
            Runbook = incident.Runbook is { } book ? plan.RunbookOf(book)?.Name : null,
            Steps = [.. new StepReader(incident, plan, person, decider, _words).Read()],
            Calls = [.. incident.Pages.Select(pair => Call(pair.Key, pair.Value))],
            Returns = [.. incident.Returns.OrderBy(pair => pair.Value.At).Select(pair => new ReturnReading(
                pair.Key, pair.Value.At, pair.Value.Asked, Decider.IsConfirmed(incident, pair.Value)))],
            Tasks = [.. incident.Tasks.Select(pair => Task(pair.Key, pair.Value))],
            Notice = Notice(),
            Templates = [.. plan.Notices.Select(one => new Choice(one.Id, one.Name))],
            SuggestedTemplate = incident.Begun.Risk is { } risk ? plan.RiskOf(risk)?.Notice : null,
            Cause = incident.Cause,
            Causes = Causes(),
            RepairedAt = incident.RepairedAt,
            PublicStatus = incident.PublicStatus.ToString(),
            Owners = Owners(),
            Timeline = [.. incident.Timeline.Skip(incident.Timeline.Count - EntriesMax)
                .Where(entry => entry.Fact is not SendBegun begun || !incident.Sends[begun.Message].Ended)
                .Select(_words.Line).Reverse()],
            OlderEntries = Math.Max(0, incident.Timeline.Count - EntriesMax),
            Changes = changes,
            Similar = Similar(),
        };
        return room with { Next = NextStep.For(room) };
    }

    public static IncidentLine LineOf(Incident incident, EmergencyPlan plan, Func<string, Contact?> contactOf) => new(
        incident.Id, incident.Title, incident.Level.ToString(), incident.Phase.ToString(), incident.Begun.Since,
        incident.ResolvedAt, incident.Commander is { } id ? contactOf(id)?.Name ?? id : null, [.. incident.Campaigns],
        NextOf(incident, plan), incident.IsFiring, incident.AcknowledgedBy.Count);

    private static BilingualText NextOf(Incident incident, EmergencyPlan plan)
    {
        if (incident.JoinedInto is { } into) return new($"并入 {into}", $"goes on in {into}");
        if (!incident.IsLive) return new("已结束", "over");
        if (incident.AcknowledgedBy.Count == 0) return new("等待有人确认", "waits for somebody to acknowledge");
        if (incident.Returns.Any(pair => pair.Value is { Asked: true, Confirmed: false }))
            return new("等待指挥确认恢复时间", "waits for the commander to confirm the return");
        var offered = incident.Steps.FirstOrDefault(pair =>
            pair.Value.Phase is StepPhase.Offered or StepPhase.Approved);
        return offered.Key is { } step ? StepName(incident, plan, step) : new("处置中", "being handled");
    }

    private static BilingualText StepName(Incident incident, EmergencyPlan plan, string id) =>
        id == Decider.PauseByPlan ? new("按预案暂停领取", "Pause claims by the plan")
        : id == Decider.ExtendByPlan ? new("顺延恢复时间", "Move the return")
        : id.StartsWith(Decider.ResumeByPlan, StringComparison.Ordinal)
            ? new("按预案恢复领取", "Resume claims by the plan")
        : Decider.StepsOf(incident, plan).FirstOrDefault(one => one.Id == id)?.Name
            ?? plan.Runbooks.SelectMany(book => book.Steps).FirstOrDefault(one => one.Id == id)?.Name
            ?? FactWords.Same(id);

    private static string Receiver(Incident incident, Func<string, Contact?> contactOf, string message)
    {
        if (!incident.Sends.TryGetValue(message, out var send)) return message;
        var contact = contactOf(send.Begun.Person);
        var kind = contact?.Channels.ElementAtOrDefault(send.Begun.Channel)?.Kind.ToString().ToLowerInvariant();
        return $"{contact?.Name ?? send.Begun.Person} ({kind})";
    }

    private RoomRights Rights() => new(
        decider.May(incident, person, new Order.SkipStep("", "")),
        decider.May(incident, person, new Order.WithdrawNotice()),
        decider.May(incident, person, new Order.ConfirmReturn("")),
        decider.May(incident, person, new Order.Resolve("")),
        [.. Enum.GetValues<ResponseLevel>().Where(level =>
            level != incident.Level && decider.May(incident, person, new Order.SetLevel(level, "")))
            .Select(level => level.ToString())]);

    private SignalReading Signal(string key, SignalState state)
    {
        var detector = plan.Detectors.FirstOrDefault(one => one.Id == state.Last.Detector);
        return new SignalReading(
            detector?.Name ?? FactWords.Same(key), state.Last.Campaign, state.Firing, state.Last.Since,
            state.Last.Value, state.Last.Limit, detector?.Unit, state.Last.Text);
    }

    private TeamCall Call(string team, PageState page)
    {
        var members = plan.TeamOf(team)?.Everyone ?? [];
        var answered = members.Concat(page.Called).Distinct(StringComparer.Ordinal)
            .Count(incident.AcknowledgedBy.ContainsKey);
        return new TeamCall(
            _words.Team(team), page.StartedAt, answered >= plan.LevelOf(page.Level).Page.AcknowledgementsNeeded,
            page.Exhausted, [.. page.Called.Select(id => Called(team, id, page))]);
    }

    private PersonCall Called(string team, string id, PageState page)
    {
        var contact = contactOf(id);
        var tries = incident.Sends.Values
            .Where(send => send.Begun.Team == team && send.Begun.Person == id && send.At >= page.StartedAt)
            .OrderBy(send => send.At).Select(send => new CallTry(
                contact?.Channels.ElementAtOrDefault(send.Begun.Channel)?.Kind.ToString() ?? "",
                !send.Ended ? "sending" : send.Fault is null ? "sent" : "failed", send.Fault, send.At));
        DateTimeOffset? at = incident.AcknowledgedBy.TryGetValue(id, out var answered) ? answered : null;
        return new PersonCall(contact?.Name ?? id, at, [.. tries]);
    }

    private TaskReading Task(string id, TaskState task)
    {
        var signs = id.StartsWith("recovery.", StringComparison.Ordinal);
        var criterion = signs ? plan.Recovery.FirstOrDefault(one => "recovery." + one.Id == id) : null;
        return new TaskReading(
            id, criterion?.Name ?? FactWords.Same(task.Given.Text), _words.Owner(task.Given.Owner), task.Given.Due,
            task.Done, signs);
    }

    private NoticeReading? Notice() => incident.Notice is not { } notice ? null : new NoticeReading(
        Wording(notice.Text), notice.Version, notice.PublicAt, notice.PublishedVersion,
        notice.Published is { } published ? Wording(published) : null, notice.PublishedAt,
        incident.IsLive ? notice.PublishedAt?.AddMinutes(plan.Rhythm.OverdueMinutes) : null);

    public static NoticeWording Wording(NoticeText text) =>
        new(text.Template, text.Title, text.Text, text.Short, text.Say, text.ReturnsAt);

    private List<Choice> Causes() =>
    [
        .. plan.Risks.OrderBy(risk => risk.Id == incident.Begun.Risk ? 0 : 1)
            .SelectMany(risk => risk.Response.Causes).DistinctBy(cause => cause.Id)
            .Select(cause => new Choice(cause.Id, cause.Name, cause.Signs)),
    ];

    private List<Choice> Owners() =>
    [
        .. plan.Teams.Select(team => new Choice(team.Id, team.Name)),
        .. plan.Teams.SelectMany(team => team.Everyone).Concat(incident.AcknowledgedBy.Keys)
            .Distinct(StringComparer.Ordinal)
            .Select(id => new Choice(id, FactWords.Same(contactOf(id)?.Name ?? id))),
    ];

    private List<SimilarIncident> Similar() =>
    [
        .. decider.State.Incidents.Values.Where(one => one.Id != incident.Id && !one.IsLive)
            .Select(PastIncident.Of).Concat(decider.State.Cut.Past)
            .Where(one => one.ResolvedAt is not null && one.Risk is not null && one.Risk == incident.Begun.Risk)
            .OrderByDescending(one => one.Cause == incident.Cause).ThenByDescending(one => one.OpenedAt)
            .Take(SimilarMax).Select(one => new SimilarIncident(
                one.Id, one.Title, plan.Risks.SelectMany(risk => risk.Response.Causes)
                    .FirstOrDefault(cause => cause.Id == one.Cause)?.Name,
                one.Cause == incident.Cause, one.Since, one.ResolvedAt!.Value - one.Since, one.Fix)),
    ];
}
