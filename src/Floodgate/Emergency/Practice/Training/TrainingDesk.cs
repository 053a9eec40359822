using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice;

internal enum QuizAnswer
{
    Marked,
    UnknownCourse,

    /// <summary>No team of the plan has this person: nothing would count.</summary>
    NotOfThePlan,

    /// <summary>An answer to a question or a choice that the quiz does not have.</summary>
    UnknownChoice,

    /// <summary>So often that it would be guessing.</summary>
    TooOften,
    Full,
}

internal sealed record QuizOutcome(QuizAnswer Answer, QuizMark? Mark = null, TrainingRow? Row = null);

/// <summary>Marks quizzes with the pass mark of the plan in force; each is on record, however it ended.</summary>
internal sealed class TrainingDesk(PracticeBook book, PlanDesk plans, TimeProvider clock)
{
    public Course? Find(string course) =>
        plans.InForce().Plan.Courses.FirstOrDefault(one => one.Id == course && one.Executable);

    public bool IsOfThePlan(string person) => plans.InForce().Plan.Teams.Any(team => team.Everyone.Contains(person));

    public async Task<QuizOutcome> TakeAsync(
        string course, string person, IReadOnlyDictionary<string, string[]> answers, string actor,
        CancellationToken cancel)
    {
        if (Find(course) is not { } taught || QuizTexts.Find(course) is not { } quiz)
            return new QuizOutcome(QuizAnswer.UnknownCourse);
        if (!IsOfThePlan(person)) return new QuizOutcome(QuizAnswer.NotOfThePlan);
        if (!answers.All(given => IsKnown(quiz, given.Key, given.Value)))
            return new QuizOutcome(QuizAnswer.UnknownChoice);
        var (mark, now) = (QuizMark.Of(quiz, answers), clock.GetUtcNow());
        var passed = mark.Percent >= taught.PassMark;
        var (answer, row) = await book.AddAsync(
            new TrainingRow
            {
                Course = course,
                Person = person,
                TakenMicros = now.Micros(),
                ValidUntilMicros = (passed ? now.AddDays(taught.ValidDays) : now).Micros(),
                RecordedBy = actor,
                RecordedMicros = now.Micros(),
                Right = mark.Right,
                Questions = mark.Questions,
                Failed = !passed,
            },
            cancel);
        return answer switch
        {
            BookAnswer.TooOften => new QuizOutcome(QuizAnswer.TooOften),
            BookAnswer.Full => new QuizOutcome(QuizAnswer.Full),
            _ => new QuizOutcome(QuizAnswer.Marked, mark, row),
        };
    }

    private static bool IsKnown(Quiz quiz, string question, string[] chosen) =>
        quiz.Questions.FirstOrDefault(one => one.Id == question) is { } asked && !chosen.Except(asked.Letters).Any();
}
