using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;

namespace Floodgate.Tests.Emergency.Practice;

public sealed class QuizTests
{
    private const string Sound = """
        course: storage
        questions:
          - id: one
            ask: {zh: "甲", en: "a"}
            choices: [{zh: "子", en: "x"}, {zh: "丑", en: "y"}, {zh: "寅", en: "z"}]
            right: [a, c]
            why: {zh: "因", en: "why"}
          - id: two
            ask: {zh: "乙", en: "b"}
            choices: [{zh: "子", en: "x"}, {zh: "丑", en: "y"}]
            right: [b]
            why: {zh: "因", en: "why"}
        """;

    public static TheoryData<string> Courses() => new(DefaultPlan.Plan.Courses.Select(course => course.Id));

    [Theory]
    [MemberData(nameof(Courses))]
    public void Course_OfThePlan_HasAQuiz_ThatCanBePassedAndFailed(string course)
    {
        var quiz = QuizTexts.Find(course)!;
        Assert.InRange(quiz.Questions.Count, 4, 10);
        var right = quiz.Questions.ToDictionary(one => one.Id, one => one.Right.ToArray());
        Assert.Equal(100, QuizMark.Of(quiz, right).Percent);
        Assert.Equal(0, QuizMark.Of(quiz, new Dictionary<string, string[]>()).Percent);
        // Whoever always chooses one letter does not pass.
        var pass = DefaultPlan.Plan.Courses.Single(one => one.Id == course).PassMark;
        foreach (var letter in new[] { "a", "b", "c" })
        {
            var same = quiz.Questions.ToDictionary(one => one.Id, _ => new[] { letter });
            Assert.True(QuizMark.Of(quiz, same).Percent < pass, letter);
        }
    }

    [Theory]
    [InlineData("a,c", "b", 2)]
    [InlineData("c,a", "b", 2)]
    [InlineData("a", "b", 1)]
    [InlineData("a,b,c", "b", 1)]
    [InlineData("a,c", "a", 1)]
    [InlineData("b", "a", 0)]
    public void Question_Counts_WhenAllRightChoicesAndNoOtherAreChosen(string one, string two, int right)
    {
        var mark = QuizMark.Of(Read(Sound), new Dictionary<string, string[]>
        {
            ["one"] = one.Split(','),
            ["two"] = two.Split(','),
        });
        Assert.Equal((right, 2), (mark.Right, mark.Questions));
        Assert.Equal(2 - right, mark.Wrong.Count);
    }

    [Theory]
    [InlineData("right: [b]", "right: [c]", "choice-unknown", 11)]
    [InlineData("right: [b]", "right: [a, b]", "choice-needless", 11)]
    [InlineData("course: storage", "course: crash", "quiz-mismatch", 1)]
    [InlineData("right: [b]", "right: []", "too-few", 11)]
    public void Fault_IsNamedWithItsLine(string sound, string spoilt, string code, int line)
    {
        var parse = Quiz.Read(Sound.Replace(sound, spoilt, StringComparison.Ordinal), "x.quiz.yaml");
        var fault = Assert.Single(QuizRules.Check(parse, "storage"));
        Assert.Equal(line, fault.Line);
        if (code != "too-few") Assert.Equal(code, fault.Code);
    }

    [Fact]
    public void Plan_WithoutAQuizForItsCourse_IsRefused()
    {
        var files = new PlanFiles(name => name.EndsWith(".quiz.yaml", StringComparison.Ordinal) ? null : "");
        Assert.Contains(PlanLint.Check(DefaultPlan.Plan, files), fault =>
            fault.Code == "file-missing" && fault.Message.En.Contains("courses/storage.quiz.yaml"));
    }

    private static Quiz Read(string text) => Quiz.Read(text, "x.quiz.yaml").Value!;
}
