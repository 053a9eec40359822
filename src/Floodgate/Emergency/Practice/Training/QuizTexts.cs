using System.Collections.Concurrent;
using System.Text;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>The quizzes that the program brings with it (<c>plans/courses/ID.quiz.yaml</c>).</summary>
internal static class QuizTexts
{
    private static readonly ConcurrentDictionary<string, Quiz?> Known = new(StringComparer.Ordinal);

    /// <summary>Null when there is none, or it cannot be marked; <c>plan check</c> says why.</summary>
    public static Quiz? Find(string course) => Known.TryGetValue(course, out var known) ? known : Read(course);

    private static Quiz? Read(string course)
    {
        var file = $"{course}.quiz.yaml";
        using var stream = typeof(QuizTexts).Assembly.GetManifestResourceStream("plans/courses/" + file);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parse = Quiz.Read(reader.ReadToEnd(), file);
        return Known[course] = QuizRules.Check(parse, course).Count == 0 ? parse.Value : null;
    }
}
