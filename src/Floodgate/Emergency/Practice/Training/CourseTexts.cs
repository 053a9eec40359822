using System.Text;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>The texts of the courses that the program brings with it (<c>plans/courses/</c>).</summary>
internal static class CourseTexts
{
    /// <summary>Null when there is no such course.</summary>
    public static CourseText? Find(string course)
    {
        using var stream = typeof(CourseTexts).Assembly.GetManifestResourceStream($"plans/courses/{course}.md");
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return CourseText.Read(reader.ReadToEnd());
    }
}
