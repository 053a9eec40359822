using Floodgate.Drills;
using Floodgate.Drills.Reports;

namespace Floodgate.Tests.Drills;

/// <summary>The whole replay against a server in memory, whose faults it has to see.</summary>
public sealed class RushTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rush").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Planted.Nothing)]
    [InlineData(Planted.FailsEverySeventh)]
    [InlineData(Planted.LosesAnswers)]
    public async Task Rush_OnAServerThatKeepsItsPromises_Holds(Planted fault)
    {
        var report = await ReplayAsync(fault);

        Assert.All(report.Findings.Where(finding => finding.Decides), finding =>
            Assert.True(finding.Holds, finding.ToString()));
        Assert.Equal(10, report.Tally.Issued);
        Assert.Equal(report.Devices, report.Tally.Arrived);
        Assert.Equal(report.Devices, report.Endings.Values.Sum());
        Assert.Equal(fault == Planted.LosesAnswers, report.Tally.NoAnswer > 0);
    }

    [Theory]
    [InlineData(Planted.OneOver, "I1")]
    [InlineData(Planted.ForgetsKeys, "I3")]
    [InlineData(Planted.LosesOne, "I3")]
    [InlineData(Planted.ChangesOne, "I4")]
    public async Task Rush_OnAServerWithAPlantedFault_NamesTheBrokenPromise(Planted fault, string broken)
    {
        var report = await ReplayAsync(fault);

        Assert.False(report.Holds);
        Assert.Contains(report.Findings, finding => finding.Id == broken && !finding.Holds);
    }

    [Fact]
    public async Task Write_OfAReport_IsAPageWithPicturesAndNumbers()
    {
        ReportFolder.Write(await ReplayAsync(Planted.Nothing), _folder);

        var page = await File.ReadAllTextAsync(Path.Combine(_folder, "report.html"));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.All(["flow.png", "refused.png", "latency.png"], name =>
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(Path.Combine(_folder, name))[..4]));
        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder,
            "report.json")));
        Assert.Equal(10, json.RootElement.GetProperty("issued").GetInt32());
    }

    private async Task<RushReport> ReplayAsync(Planted fault)
    {
        await using var server = await FakeFloodgate.StartAsync(fault);
        var scenario = SmallScenario.Read();
        var order = new RushOrder(scenario, server.Url, null, "fgk_test", 100, TimeSpan.FromSeconds(3), 42, _folder);
        // A slow machine is not a lost answer.
        var options = new DrillsOptions { InFlightMax = 16, RecheckTries = 2, AnswerSecondsMax = 60 };
        return await new Rush(order, options, TimeProvider.System).RunAsync(CancellationToken.None);
    }
}
