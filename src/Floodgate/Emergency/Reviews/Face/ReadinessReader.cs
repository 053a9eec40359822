using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>The readiness board for the console: the same answer as the interface's.</summary>
public sealed class ReadinessReader
{
    private readonly ReadinessDesk _desk;
    private readonly MeetingDesk _meetings;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal ReadinessReader(
        ReadinessDesk desk, MeetingDesk meetings, TimeProvider clock, ILogger<ReadinessReader> log) =>
        (_desk, _meetings, _clock, _log) = (desk, meetings, clock, log);

    public Task<Looked<ReadinessReading>> ReadAsync() => RecordFace.LookAsync(_log, async () =>
    {
        await _meetings.CallDueAsync(CancellationToken.None);
        return Of(await _desk.GatherAsync(CancellationToken.None), _clock);
    });

    internal static ReadinessReading Of(ReadinessMaterial known, TimeProvider clock)
    {
        var body = ReadinessEndpoint.Compute(known);
        var titles = known.Incidents.ToDictionary(one => one.Id, one => one.Title, StringComparer.Ordinal);
        return new ReadinessReading
        {
            Now = known.Now,
            Ready = body.Ready,
            Plan = new PlanStanding(
                body.Plan.Plan, body.Plan.Version, body.Plan.Approved, body.Plan.Executable,
                [.. body.Plan.Missing.Select(part => new MissingPart(part.Kind, part.Name, part.Missing))]),
            Triggers =
            [
                .. body.Triggers.OrderBy(one => one.State switch
                {
                    Freshness.Stale => 0,
                    Freshness.Unknown => 1,
                    _ => 2,
                }).Select(one => new TriggerReading(one.Name, one.State.ToString(), one.Because)),
            ],
            Reviews = [.. body.Reviews.OrderBy(due => due.Due).Select(due => new OwedReview(
                due.Incident, titles[due.Incident], due.Review, due.Due, due.Overdue))],
            Actions = ActionRecords.Lines(known.Actions, clock),
            Meetings =
            [
                .. known.Meetings.Where(row => row.State == MeetingState.Due).OrderBy(row => row.DueMicros)
                    .Select(row => MeetingRecords.Line(row, known.Plan.Plan, known.Now)),
            ],
            Drills = [.. body.Drills.Select(Cadence)],
            Courses = [.. body.Courses.Select(Cadence)],
            Gaps = known.OnCallGaps,
            Untrained = known.Untrained is { } untrained
                ? [.. untrained.Select(one => new UntrainedReading(
                    one.Team, one.Place, one.Person, one.From, one.Courses))] : null,
            Reached = known.Reachability is { } reached
                ? [.. reached.Select(one => new ReachReading(one.Id, one.At, one.Good))] : null,
        };
    }

    private static CadenceReading Cadence(CadenceState one) =>
        new(one.Id, one.Name, one.EveryDays, one.LastAt, one.Good, one.Overdue, one.DueAt, one.Together);
}
