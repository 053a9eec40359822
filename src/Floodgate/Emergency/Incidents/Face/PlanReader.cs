using System.Globalization;
using Floodgate.Emergency.People;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>The plan in force and its versions, for the console. From memory.</summary>
public sealed class PlanReader
{
    private readonly Func<PlanShelf> _shelf;
    private readonly Func<string, Contact?> _contactOf;
    private readonly Roster _roster;
    private readonly TimeProvider _clock;

    internal PlanReader(Func<PlanShelf> shelf, Func<string, Contact?> contactOf, Roster roster, TimeProvider clock) =>
        (_shelf, _contactOf, _roster, _clock) = (shelf, contactOf, roster, clock);

    /// <summary>What holds for every campaign that pinned nothing else.</summary>
    public PlanReading Read()
    {
        var (shelf, now) = (_shelf(), _clock.GetUtcNow());
        var force = shelf.InForce();
        var (plan, assessed) = (force.Plan, force.Plan.Assessment);
        var ends = assessed.Date.AddDays(assessed.ValidDays);
        return new PlanReading(
            plan.Name, $"{force.PlanId}@{force.Version}+{force.Hash[..8]}", force.Version, force.Approved,
            force.ApprovedMicros is { } at ? UnixTime.ToTime(at) : null, plan.Purpose, assessed.Date, ends,
            DateOnly.FromDateTime(now.UtcDateTime) > ends, assessed.TreatFromScore, assessed.Likelihood,
            assessed.Impact, [.. plan.Risks.OrderByDescending(risk => risk.Score).Select(risk => Risk(plan, risk))],
            [.. plan.Levels.Select(level => Level(plan, level))], [.. plan.Teams.Select(team => Team(team, now))],
            [.. plan.Runbooks.Select(book => Book(plan, book))],
            [.. plan.Notices.Select(one => new TemplateReading(
                one.Id, one.Name, one.Title, one.Text, one.Short, one.Say))],
            [.. PlanParts.Tally(plan).Select(one => new TallyReading(one.Kind, one.Executable, one.Waiting))],
            [.. PlanParts.Waiting(plan).Select(one =>
                new WaitingReading(one.Kind, one.Part.Name, one.Part.Missing ?? one.Part.Name))],
            Versions(shelf));
    }

    /// <summary>In what two versions differ, in words; null when one is unknown or can no longer be read.</summary>
    public IReadOnlyList<DifferenceReading>? Compare(string before, string after)
    {
        if (Find(before) is not { } old || Find(after) is not { } now) return null;
        return [.. PlanComparison.Compare(old, now).Select(one =>
            new DifferenceReading(one.Where, one.Kind.ToString(), one.Before, one.After))];
    }

    private EmergencyPlan? Find(string name)
    {
        var at = name.LastIndexOf('@');
        var digits = name.AsSpan(at + 1);
        return at > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? _shelf().Find(name[..at], number)?.Document : null;
    }

    private static List<VersionReading> Versions(PlanShelf shelf) =>
    [
        .. shelf.Versions.Reverse().Append(DefaultPlan.Version).Select(one => new VersionReading(
            $"{one.Plan}@{one.Number}", one.Author, one.AtMicros > 0 ? UnixTime.ToTime(one.AtMicros) : null,
            one.Approver, one.Note)),
    ];

    private static BilingualText TeamName(EmergencyPlan plan, string id) =>
        plan.TeamOf(id)?.Name ?? FactWords.Same(id);

    private static RiskReading Risk(EmergencyPlan plan, Risk risk) => new(
        risk.Id, risk.Name, risk.Description, risk.Likelihood, risk.Impact, TeamName(plan, risk.Owner),
        risk.Response.Level.ToString(),
        [.. risk.Response.Causes.Select(cause => new Choice(
            cause.Runbook ?? "", cause.Name, cause.Runbook is { } book ? plan.RunbookOf(book)?.Name : null))],
        [.. plan.DetectorsOf(risk).Select(detector => detector.Name)],
        risk.Executable ? null : risk.Missing ?? risk.Name);

    private LevelReading Level(EmergencyPlan plan, Level level) => new(
        level.Id.ToString(), level.Name, level.Criteria, [.. level.Page.Teams.Select(id => TeamName(plan, id))],
        [.. level.Page.Steps.Select(step => new CallStepReading(step.AfterSeconds, Whom(step)))],
        level.Page.RepeatSeconds, level.Page.BypassesQuiet, level.FirstNoticeSeconds, level.NoticeAutomatic,
        level.UpdateEveryMinutes, level.PauseWhenRepairOverMinutes, level.PauseMode == PauseMode.Execute);

    private BilingualText Whom(PageStep step) => step.To switch
    {
        PageTarget.Primary => new("第一责任人", "primary"),
        PageTarget.Deputy => new("副手", "deputy"),
        PageTarget.Team => new("全组", "whole team"),
        _ => FactWords.Same(_contactOf(step.Person ?? "")?.Name ?? step.Person ?? ""),
    };

    private TeamReading Team(Team team, DateTimeOffset now) => new(
        team.Id, team.Name, team.Duty, [.. team.Everyone.Select(id => Person(team, id, now))],
        [.. _roster.Now(team, now).Select(one => new DutyReading(
            one.Place == DutyPlace.Primary ? "primary" : "deputy", NameOf(one.Duty.Person),
            one.Duty.Source is not (DutySource.Plan or DutySource.Nobody), one.Until, NameOf(one.Next?.Duty.Person)))]);

    private PersonReading Person(Team team, string id, DateTimeOffset now)
    {
        var contact = _contactOf(id);
        var place = id == team.Primary ? "primary" : id == team.Deputy ? "deputy" : "member";
        return new PersonReading(
            id, contact?.Name ?? id, contact?.Role, place,
            [.. contact?.Channels.Select(channel => channel.Kind.ToString()).Distinct() ?? []], contact is not null,
            contact is not null && _roster.QuietNow(contact, now));
    }

    private string? NameOf(string? person) => person is null ? null : _contactOf(person)?.Name ?? person;

    private static RunbookReading Book(EmergencyPlan plan, Runbook book) => new(
        book.Id, book.Name, book.Summary, book.RepairMinutes,
        [.. plan.CausesOf(book).Select(pair => pair.Cause.Name).Distinct()],
        [.. book.Steps.Select(step => new PlanStepReading(
            step.Name, step.How, step.Mode.ToString(), ActionCatalogue.Find(step.Action)?.Words
                ?? FactWords.Same(step.Action), TeamName(plan, step.Owner), step.TimeLimitSeconds,
            step.Undo is not null, step.Executable ? null : step.Missing ?? step.Name))]);
}
