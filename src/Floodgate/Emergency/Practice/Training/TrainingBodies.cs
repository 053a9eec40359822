using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice;

/// <summary>Somebody took a course.</summary>
internal sealed record TakenBody
{
    public required string Course { get; init; }

    /// <summary>A person of the plan; left out: whoever is signed in.</summary>
    public string? Person { get; init; }

    /// <summary>Left out: now.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    public string? Note { get; init; }
}

internal sealed record TrainingTakenBody(
    string Course, string Person, DateTimeOffset TakenAt, DateTimeOffset ValidUntil);

/// <summary>Courses of the plan in force, with everybody who must have taken them.</summary>
internal sealed record TrainingBody(CourseBody[] Courses);

internal sealed record CourseBody(
    string Course, BilingualText Name, int ValidDays, string[] Teams, string Text, bool Valid,
    CoursePersonBody[] People);

/// <param name="State"><c>valid</c>, <c>expired</c> or <c>never</c>.</param>
internal sealed record CoursePersonBody(
    string Person, string[] Teams, string State, DateTimeOffset? TakenAt = null, DateTimeOffset? ValidUntil = null);
