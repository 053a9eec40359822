using System.Text.Json;
using Floodgate.Drills;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Results;
using Floodgate.Drills.Sandbox;
using Floodgate.Emergency.Practice;

namespace Floodgate.Tests.Drills.Judging;

/// <summary>A report says which people took part, and the server reads what the runner writes.</summary>
public sealed class TookPartTests
{
    [Fact]
    public void Report_OfARunningServer_SaysWhoAcknowledged_OnceAndWithTheirTeams()
    {
        var report = Report(isShadow: false);
        Assert.Equal(
            ["service-lead: customer-service", "tech-deputy: tech"],
            report.TookPart!.Select(one => $"{one.Person}: {string.Join(' ', one.Teams)}"));
        Assert.Contains("took part: tech-deputy (tech)", Markdown(isShadow: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfASystemOfItsOwn_SaysNobody()
    {
        Assert.Null(Report(isShadow: true).TookPart);
        Assert.DoesNotContain("took part", Markdown(isShadow: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "shadow mode")]
    [InlineData(false, "on a running server")]
    public void Page_SaysWhereItWasRun(bool isShadow, string where)
    {
        var page = new DrillPage(Result(isShadow)).Write();
        Assert.Contains($"<span lang=\"en\">{where}</span>", page, StringComparison.Ordinal);
        Assert.Equal(isShadow, page.Contains("影子模式", StringComparison.Ordinal));
    }

    private static Floodgate.Emergency.Practice.DrillReportBody Report(bool isShadow) => JsonSerializer.Deserialize(
        DrillJson.Write(Result(isShadow)), PracticeBodyJson.Default.DrillReportBody)!;

    private static string Markdown(bool isShadow) => DrillMarkdown.Write(Result(isShadow));

    private static DrillResult Result(bool isShadow)
    {
        var log = new DrillLog(TimeProvider.System, 1_000);
        foreach (var person in new[] { "tech-deputy", "service-lead", "tech-deputy", "a-passer-by" })
            log.See(SightKind.Acknowledged, person, "room");
        var order = new DrillOrder(
            Drilled.Script, new string('a', 64), new SandboxPlan("default", "", Drilled.Teams), "", 7);
        var at = new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
        return new DrillResult(
            order, [], [], log, new DrillCircumstances(at, at.AddMinutes(3), Ending.Completed, "default", isShadow));
    }
}
