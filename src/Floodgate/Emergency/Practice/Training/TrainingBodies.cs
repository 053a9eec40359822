using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice;

/// <summary>Somebody else took a course where no quiz was: in a class-room, by word of mouth.</summary>
internal sealed record TakenBody
{
    public required string Course { get; init; }

    /// <summary>A person of the plan; oneself takes the quiz instead.</summary>
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
    string Course, BilingualText Name, int ValidDays, int PassPercent, string[] Teams, string Text, string Quiz,
    bool Valid, CoursePersonBody[] People);

/// <param name="State"><c>valid</c>, <c>expired</c>, <c>failed</c> (a quiz not passed, nothing else) or <c>never</c>.
/// </param>
/// <param name="LastQuiz">Passed or not; left out: none was taken.</param>
internal sealed record CoursePersonBody(
    string Person, string[] Teams, string State, DateTimeOffset? TakenAt = null, DateTimeOffset? ValidUntil = null,
    QuizTakenBody? LastQuiz = null);

internal sealed record QuizTakenBody(DateTimeOffset At, int Right, int Questions, bool Passed);
