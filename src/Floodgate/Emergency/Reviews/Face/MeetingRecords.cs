using System.Security.Claims;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>Emergency meetings for the console.</summary>
public sealed class MeetingRecords
{
    private readonly MeetingDesk _desk;
    private readonly ReadinessDesk _readiness;
    private readonly PlanDesk _plans;
    private readonly ReviewsOptions _options;
    private readonly Func<IReadOnlyList<string>> _owners;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal MeetingRecords(
        MeetingDesk desk, ReadinessDesk readiness, PlanDesk plans, ReviewsOptions options,
        Func<IReadOnlyList<string>> owners, TimeProvider clock, ILogger<MeetingRecords> log)
    {
        (_desk, _readiness, _plans, _options) = (desk, readiness, plans, options);
        (_owners, _clock, _log) = (owners, clock, log);
    }

    public Task<Looked<MeetingLines>> ListAsync(ClaimsPrincipal user) => RecordFace.LookAsync(_log, async () =>
    {
        await _desk.CallDueAsync(CancellationToken.None);
        var (now, plan) = (_clock.GetUtcNow(), _plans.InForce().Plan);
        var lines = (await _desk.ListAsync(CancellationToken.None)).Select(row => Line(row, plan, now)).ToArray();
        return new MeetingLines(
            now, [.. lines.Where(one => one.HeldAt is null).OrderBy(one => one.DueAt)],
            [.. lines.Where(one => one.HeldAt is not null).OrderByDescending(one => one.HeldAt)],
            user.Has(RecordFace.Editors), [.. plan.Teams.Select(team => new TeamChoice(team.Id, team.Name))]);
    });

    public Task<Looked<MeetingReading>> ReadAsync(string meeting, ClaimsPrincipal user) =>
        RecordFace.LookAsync(_log, async () =>
        {
            if (await FindAsync(meeting) is not { } row) return null;
            var agenda = row.State == MeetingState.Held ? AgendaJson.Read(row.AgendaJson)
                : await _readiness.AgendaAsync(row, CancellationToken.None);
            var (now, line) = (_clock.GetUtcNow(), Line(row, _plans.InForce().Plan, _clock.GetUtcNow()));
            return new MeetingReading(
                now, line, [.. agenda.Select(one => new AgendaLine(one.Kind, one.Subject, one.Text))],
                row.Attendance?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [], row.Minutes,
                ActionRecords.Lines(await _desk.DecisionsAsync(row.Id, CancellationToken.None), _clock),
                row.State == MeetingState.Due && user.Has(RecordFace.Editors), _owners());
        });

    public async Task<Made> CallAsync(MeetingAsked asked, ClaimsPrincipal user)
    {
        string? made = null;
        var refusal = await RecordFace.ActAsync(_log, user, RecordFace.Editors, async _ =>
        {
            var faults = new RecordFaults(_options).Call(
                asked.Name, asked.DueAt, asked.Teams, ImprovementDesk.Today(_clock));
            if (faults.InWords() is { } words) return words;
            var outcome = await _desk.CallAsync(asked.Name, asked.DueAt, asked.Teams, CancellationToken.None);
            made = outcome.Meeting?.Id;
            return Words(outcome.Answer);
        });
        return new Made(made, refusal);
    }

    /// <summary>Keeps the minutes; what was decided stands among the actions then.</summary>
    /// <param name="version">The one that was read.</param>
    public Task<BilingualText?> HoldAsync(
        string meeting, int version, MeetingWriting written, ClaimsPrincipal user) =>
        RecordFace.ActAsync(_log, user, RecordFace.Editors, async actor =>
        {
            if (await FindAsync(meeting) is not { } row) return Words(MeetingAnswer.Unknown);
            var notes = new MeetingNotes(
                written.HeldAt, written.Attendance, written.Minutes.Trim(),
                [.. written.Decisions.Select(one => new NewAction(
                    one.Text.Trim(), one.Owner.Trim(), one.Due, ActionSource.Meeting, row.Id))]);
            var faults = new RecordFaults(_options).Minutes(notes, ImprovementDesk.Today(_clock));
            if (faults.InWords() is { } words) return words;
            var agenda = await _readiness.AgendaAsync(row, CancellationToken.None);
            return Words((await _desk.HoldAsync(
                row.Number, known => known == version, notes, agenda, actor, CancellationToken.None)).Answer);
        });

    internal static MeetingLine Line(MeetingRow row, EmergencyPlan plan, DateTimeOffset now) => new(
        row.Id, new(row.NameZh, row.NameEn), row.Incident.Length == 0 ? null : row.Incident,
        row.Definition.Length > 0,
        [.. row.Teams.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => plan.TeamOf(id)?.Name ?? new BilingualText(id, id))],
        UnixTime.ToTime(row.DueMicros), row.IsOverdue(now.Micros()),
        row.HeldMicros is { } held ? UnixTime.ToTime(held) : null, row.NotedBy, row.Version);

    private async Task<MeetingRow?> FindAsync(string meeting) => MeetingRow.NumberOf(meeting) is { } number
        ? await _desk.FindAsync(number, CancellationToken.None) : null;

    private static BilingualText? Words(MeetingAnswer answer) => answer switch
    {
        MeetingAnswer.Done => null,
        MeetingAnswer.Unknown => Refusals.UnknownMeeting.InWords(),
        MeetingAnswer.Changed => RecordFace.Changed,
        MeetingAnswer.Held => Refusals.MeetingHeld.InWords(),
        _ => throw new InvalidOperationException($"{answer} is not known here"),
    };
}
