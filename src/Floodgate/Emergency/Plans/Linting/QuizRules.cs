using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>A quiz is of its course, and each of its questions can be answered rightly and wrongly.</summary>
internal static class QuizRules
{
    /// <summary>All faults with file and line; none means that it can be taken.</summary>
    public static IReadOnlyList<DocumentFault> Check(DocumentParse<Quiz> parse, string course)
    {
        if (parse.Value is not { } quiz) return parse.Faults;
        var faults = new FaultList();
        if (quiz.Course != course)
            faults.Add("/course", "quiz-mismatch", $"这不是课程“{course}”的测验。",
                $"It is not the quiz of the course '{course}'.");
        for (var i = 0; i < quiz.Questions.Count; i++)
        {
            var (question, at) = (quiz.Questions[i], $"/questions/{i}/right");
            if (question.Right.Except(question.Letters).Any())
                faults.Add(at, "choice-unknown", "没有这个选项；选项依次为 a、b、c。",
                    "There is no such choice; they are called a, b, c in their order.");
            else if (question.Right.Count == question.Choices.Count)
                faults.Add(at, "choice-needless", "全部选项都对，等于没有问。", "Every choice is right: nothing is asked.");
        }

        return [.. faults.All.Select(parse.Locate)];
    }
}
