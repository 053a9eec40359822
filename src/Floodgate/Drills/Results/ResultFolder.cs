namespace Floodgate.Drills.Results;

/// <summary>A result in one folder: <c>report.html</c>, <c>report.json</c>, <c>report.md</c>.</summary>
internal static class ResultFolder
{
    public static void Write(DrillResult result)
    {
        var folder = result.Order.Directory;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.html"), new DrillPage(result).Write());
        File.WriteAllBytes(Path.Combine(folder, "report.json"), DrillJson.Write(result));
        File.WriteAllText(Path.Combine(folder, "report.md"), DrillMarkdown.Write(result));
    }
}
