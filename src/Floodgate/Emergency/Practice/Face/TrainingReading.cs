using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice.Face;

/// <summary>Who must know what, and who does; at one moment, from memory.</summary>
/// <param name="Person">Of whoever looks; null: no team of the plan has them, so nothing is asked of them.</param>
/// <param name="Mine">Courses of that person, what is due first.</param>
/// <param name="Untrained">On call in the coming days without valid training.</param>
public sealed record TrainingReading(
    DateTimeOffset Now, string? Person, IReadOnlyList<MyCourse> Mine, IReadOnlyList<CourseHead> Courses,
    IReadOnlyList<TeamTraining> Teams, IReadOnlyList<DutyUntrained> Untrained);

public sealed record CourseHead(string Id, BilingualText Name, int ValidDays, int PassPercent, int Questions);

public sealed record MyCourse(CourseHead Course, TrainingCell Standing);

/// <summary>A role's people, each with a cell a course in the order of the courses.</summary>
public sealed record TeamTraining(BilingualText Name, IReadOnlyList<PersonTraining> People);

public sealed record PersonTraining(string Id, string Name, BilingualText Post, IReadOnlyList<TrainingCell?> Cells);

/// <param name="State"><c>valid</c>, <c>soon</c> (runs out within 30 days), <c>expired</c>, <c>failed</c> or
/// <c>never</c>.</param>
/// <param name="Right">Of the last quiz; null: none was taken.</param>
public sealed record TrainingCell(string State, DateTimeOffset? ValidUntil, int? Right, int? Questions);

/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
public sealed record DutyUntrained(
    BilingualText Team, string Place, string Person, DateTimeOffset From, IReadOnlyList<CourseHead> Courses);

/// <summary>A course to read, and its quiz without what is right.</summary>
/// <param name="Html">Safe: everything but its own marks is text.</param>
/// <param name="Counts">The quiz counts for whoever looks.</param>
public sealed record CourseReading(
    CourseHead Course, BilingualText Html, TrainingCell? Standing, bool Counts,
    IReadOnlyList<QuestionReading> Questions);

/// <param name="Several">More than one choice is right.</param>
public sealed record QuestionReading(string Id, BilingualText Ask, bool Several, IReadOnlyList<ChoiceReading> Choices);

public sealed record ChoiceReading(string Id, BilingualText Text);

/// <summary>How a quiz was marked, or why it was not.</summary>
/// <param name="Wrong">Questions that were not answered rightly.</param>
/// <param name="Why">Of those that were.</param>
public sealed record QuizMarked(
    BilingualText? Refusal, bool Passed, int Right, int Questions, int PassPercent, DateTimeOffset? ValidUntil,
    IReadOnlyList<string> Wrong, IReadOnlyDictionary<string, BilingualText> Why);
