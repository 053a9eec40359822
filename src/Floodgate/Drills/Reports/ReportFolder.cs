namespace Floodgate.Drills.Reports;

/// <summary>Writes a report into a folder: <c>report.html</c>, <c>report.json</c> and one PNG a chart.</summary>
internal static class ReportFolder
{
    public static void Write(RushReport report, string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "report.html"), new ReportPage(report).Write());
        File.WriteAllBytes(Path.Combine(directory, "report.json"), ReportJson.Write(report));
        ReportPictures.Write(RushCharts.Of(report), directory);
    }
}
