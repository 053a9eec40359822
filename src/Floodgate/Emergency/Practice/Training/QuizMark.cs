using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>How a quiz was answered; a question counts when its right choices and no others were chosen.</summary>
/// <param name="Wrong">Ids of the questions that were not, left out ones among them.</param>
internal sealed record QuizMark(int Right, int Questions, IReadOnlyList<string> Wrong)
{
    /// <summary>Rounded down: 79.9 % does not pass at 80.</summary>
    public int Percent => Questions == 0 ? 0 : Right * 100 / Questions;

    public static QuizMark Of(Quiz quiz, IReadOnlyDictionary<string, string[]> answers)
    {
        string[] wrong =
        [
            .. quiz.Questions.Where(question => !(answers.GetValueOrDefault(question.Id) ?? [])
                .ToHashSet(StringComparer.Ordinal).SetEquals(question.Right)).Select(question => question.Id),
        ];
        return new QuizMark(quiz.Questions.Count - wrong.Length, quiz.Questions.Count, wrong);
    }
}
