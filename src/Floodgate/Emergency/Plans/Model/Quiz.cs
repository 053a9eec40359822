using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// The quiz of a course, <c>plans/courses/ID.quiz.yaml</c>. Which choices are right stays on the server; the mark that
/// passes is the plan's.
/// </summary>
internal sealed record Quiz
{
    public const int BytesMax = 64 * 1024;

    [Member("课程", "course", Form = TextForm.Id)]
    public required string Course { get; init; }

    [Member("题目", "questions", Least = 1, Most = 30)]
    public required IReadOnlyList<QuizQuestion> Questions { get; init; }

    public static DocumentParse<Quiz> Read(string text, string file) =>
        DocumentText.Yaml<Quiz>(text, BytesMax, file);
}

internal sealed record QuizQuestion
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("问题", "question", Max = 300)]
    public required BilingualText Ask { get; init; }

    /// <summary>In their order they are called a, b, c, ...</summary>
    [Member("选项", "choices", Max = 200, Least = 2, Most = 6)]
    public required IReadOnlyList<BilingualText> Choices { get; init; }

    /// <summary>Letters of the right choices; all of them, and no other, must be chosen.</summary>
    [Member("正确选项", "right choices", Form = TextForm.Id, Least = 1, Most = 6)]
    public required IReadOnlyList<string> Right { get; init; }

    [Member("理由", "why", Max = 300)]
    public required BilingualText Why { get; init; }

    /// <summary>The letters of its choices.</summary>
    public IEnumerable<string> Letters => Choices.Select((_, place) => LetterOf(place));

    public static string LetterOf(int place) => ((char)('a' + place)).ToString();
}
