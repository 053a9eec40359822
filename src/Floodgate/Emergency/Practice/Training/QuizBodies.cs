using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice;

/// <summary>A quiz as it is asked: which choices are right is not in it.</summary>
internal sealed record QuizBody(string Course, BilingualText Name, int PassPercent, QuizQuestionBody[] Questions);

/// <param name="Several">More than one choice is right.</param>
internal sealed record QuizQuestionBody(string Id, BilingualText Ask, bool Several, QuizChoiceBody[] Choices);

internal sealed record QuizChoiceBody(string Id, BilingualText Text);

/// <summary>Choices by question, as <c>{"disk-full": ["b"]}</c>; a question left out is not answered.</summary>
internal sealed record QuizAnswersBody
{
    public required Dictionary<string, string[]> Answers { get; init; }
}

/// <param name="ValidUntil">Left out when it was not passed.</param>
/// <param name="Why">Of the questions that were answered rightly; the others are to be read once more.</param>
internal sealed record QuizMarkedBody(
    string Course, string Person, int Right, int Questions, int Percent, int PassPercent, bool Passed,
    DateTimeOffset TakenAt, string[] Wrong, QuizWhyBody[] Why, DateTimeOffset? ValidUntil = null);

internal sealed record QuizWhyBody(string Question, BilingualText Text);
