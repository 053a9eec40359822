using Floodgate.Emergency.Incidents;

namespace Floodgate.Emergency.Reviews;

/// <summary>What an incident's review still owes.</summary>
/// <param name="What"><c>draft</c> or <c>close</c>.</param>
internal sealed record ReviewDue(string Incident, string? Review, string What, DateTimeOffset Due, bool Overdue);

/// <summary>Which reviews the plan asks for, and by when. Pure.</summary>
internal static class ReviewDues
{
    public static IEnumerable<ReviewDue> Of(ReadinessMaterial known)
    {
        var rules = known.Plan.Plan.Review;
        var reviews = known.Reviews.ToDictionary(row => row.Incident, StringComparer.Ordinal);
        foreach (var incident in known.Incidents)
        {
            if (incident is not { Phase: Phase.Resolved, ResolvedAt: { } resolved }) continue;
            if (incident.Level > rules.FromLevel) continue;
            var review = reviews.GetValueOrDefault(incident.Id);
            if (review is { State: ReviewState.Closed }) continue;
            var due = review is null ? resolved.AddMinutes(rules.DraftMinutes) : resolved.AddDays(rules.CloseDays);
            yield return new ReviewDue(
                incident.Id, review?.Id, review is null ? "draft" : "close", due, due < known.Now);
        }
    }
}
