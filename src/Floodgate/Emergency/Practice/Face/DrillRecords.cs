using System.Data.Common;
using System.Text.Json;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Practice.Face;

/// <summary>Drills for the console: what is due, what was run, and each scorecard.</summary>
public sealed class DrillRecords
{
    private const int RunsShown = 30;
    private readonly PracticeBook _book;
    private readonly PlanDesk _plans;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal DrillRecords(PracticeBook book, PlanDesk plans, TimeProvider clock, ILogger<DrillRecords> log) =>
        (_book, _plans, _clock, _log) = (book, plans, clock, log);

    public Task<Looked<DrillLines>> ListAsync() => LookAsync(async () =>
    {
        var (now, plan) = (_clock.GetUtcNow(), _plans.InForce().Plan);
        var rows = await _book.ListAsync(null, long.MaxValue, RunsShown + 1, CancellationToken.None);
        var lines = plan.Drills.Where(drill => drill.Executable).Select(drill => Line(drill, plan, now));
        return new DrillLines(
            now, [.. lines.OrderByDescending(one => one.Overdue).ThenBy(one => one.DueAt ?? DateTimeOffset.MinValue)],
            [.. plan.Drills.Where(drill => !drill.Executable)
                .Select(drill => new WaitingDrill(drill.Name, drill.Missing!))],
            [.. rows.Take(RunsShown).Select(row => Run(row, plan))], rows.Count > RunsShown);
    });

    public Task<Looked<DrillScorecard>> ReadAsync(string run) => LookAsync(async () =>
    {
        var number = DrillRow.NumberOf(run) ?? 0;
        if (await _book.FindAsync(number, CancellationToken.None) is not { } row) return null;
        var body = JsonSerializer.Deserialize(row.Json, PracticeBodyJson.Default.DrillReportBody)!;
        var plan = _plans.InForce().Plan;
        return new DrillScorecard(
            Run(row, plan),
            [.. JointDrills.Read(row.TookPart).SelectMany(one => one.Teams).Distinct().Select(id => Team(plan, id))],
            body.Title, body.Plan, body.DrillHash, body.Program, body.Seed,
            body.Ending, body.Shadow,
            [.. body.Injects.OrderBy(one => one.AtSeconds ?? double.MaxValue)
                .Select(one => new InjectLine(one.Title, one.AtSeconds))],
            [.. body.Expectations.Select(one => new ExpectationLine(
                one.Title, one.Of == "people", one.Target, one.Met, one.MeasuredSeconds, one.AtSeconds, one.Seen))],
            [.. body.Rollback.Select(one => new RollbackLine(one.Step, one.Done))],
            [.. body.Actions.Select(one => one.Text)], body.Troubles);
    });

    private DrillLine Line(DrillPlan drill, EmergencyPlan plan, DateTimeOffset now)
    {
        var last = _book.Drills.GetValueOrDefault(drill.Id);
        var due = last?.EndedAt.AddDays(drill.EveryDays);
        return new DrillLine(
            drill.Id, drill.Name, drill.Objective, drill.EveryDays,
            [.. drill.Teams.Select(id => Team(plan, id))],
            due is null || due < now, due,
            last is null ? null : new LastRun(last.Id, last.EndedAt, last.Met, last.Expected, last.Full),
            JointDrills.Of(drill, _book.Attended, now) is { } joint ? new JointLine(
                [.. joint.Joint.Teams.Select(id => Team(plan, id))], joint.Joint.EveryDays, joint.Overdue,
                joint.Last?.Id, joint.Last?.EndedAt, joint.DueAt) : null);
    }

    private static BilingualText Team(EmergencyPlan plan, string id) =>
        plan.TeamOf(id)?.Name ?? new BilingualText(id, id);

    private static DrillRunLine Run(DrillRow row, EmergencyPlan plan) => new(
        row.Id, row.Drill,
        plan.Drills.FirstOrDefault(one => one.Id == row.Drill)?.Name ?? new BilingualText(row.Drill, row.Drill),
        UnixTime.ToTime(row.StartedMicros), UnixTime.ToTime(row.EndedMicros), row.Met, row.Expected, row.Full,
        row.SubmittedBy);

    private async Task<Looked<T>> LookAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        try
        {
            return new Looked<T>(await look(), null);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            PracticeLog.StorageFailed(_log, fault.Message);
            return new Looked<T>(null, Refusals.RecordsUnavailable.InWords());
        }
    }
}
