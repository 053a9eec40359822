using System.Data.Common;
using System.Globalization;
using Floodgate.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews;

/// <summary>
/// Once a minute: calls the meetings that are due, drafts the reviews of incidents that were resolved, and says what is
/// overdue, each thing once. What it finds stands on the readiness board, which computes it anew.
/// </summary>
internal sealed class ReviewsWatch(
    ReadinessDesk readiness, ReviewDesk reviews, MeetingDesk meetings, ReviewsOptions options, TimeProvider clock,
    ILogger<ReviewsWatch> log) : BackgroundService
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.CheckSeconds), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await CheckAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    public async Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            await meetings.CallDueAsync(cancel);
            var known = await readiness.GatherAsync(cancel);
            var owed = ReviewDues.Of(known).Where(due => due.What == "draft").ToArray();
            foreach (var due in owed) await reviews.DraftAsync(due.Incident, "plan", cancel);
            Say(owed.Length == 0 ? known : await readiness.GatherAsync(cancel));
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException)
        {
            ReviewsLog.CheckFailed(log, fault.Message);
        }
    }

    private void Say(ReadinessMaterial known)
    {
        var late = new HashSet<string>(StringComparer.Ordinal);
        // The plan gives people some days before a late action is an alarm.
        var days = known.Plan.Plan.Review.OverdueDays;
        foreach (var action in known.Actions.Where(one => one.IsOverdue(known.Today.AddDays(-days))))
            if (late.Add(action.Id) && _said.Add(action.Id))
                ReviewsLog.ActionOverdue(
                    log, action.Id, action.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var meeting in known.Meetings.Where(one => one.IsOverdue(known.Now.Micros())))
            if (late.Add(meeting.Id) && _said.Add(meeting.Id))
                ReviewsLog.MeetingOverdue(log, meeting.Id, Rfc3339.Text(UnixTime.ToTime(meeting.DueMicros)));
        foreach (var due in ReviewDues.Of(known).Where(one => one.Overdue))
            if (late.Add(due.Incident) && _said.Add(due.Incident))
                ReviewsLog.ReviewOverdue(log, due.Incident, Rfc3339.Text(due.Due));
        _said.IntersectWith(late);
    }
}
