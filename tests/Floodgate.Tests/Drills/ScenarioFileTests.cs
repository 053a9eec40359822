using System.Text.Json;
using Floodgate.Drills.Scenarios;

namespace Floodgate.Tests.Drills;

public sealed class ScenarioFileTests
{
    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Folder(), "*.yaml").Select(Path.GetFileName).Select(name => name!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Read_OfAShippedScenario_FindsNoFault(string file)
    {
        var scenario = ScenarioFile.Read(Path.Combine(Folder(), file), out var faults);

        Assert.Empty(faults);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), scenario!.Id);
        Assert.All(scenario.Values, value => Assert.NotEmpty(value.Because.Zh));
    }

    [Fact]
    public void Shipped_AreTheFourOfTheFirstRelease() =>
        Assert.Equal(["hangzhou.yaml", "korea.yaml", "nagasaki.yaml", "postponed.yaml"],
            Directory.GetFiles(Folder(), "*.yaml").Select(path => Path.GetFileName(path)).Order());

    [Fact]
    public void Read_OfNagasaki_HasThePublishedSize()
    {
        var scenario = ScenarioFile.Read(Path.Combine(Folder(), "nagasaki.yaml"), out _)!;

        Assert.Equal((55_000, 55_000, 7_400),
            (scenario.Crowd.People, scenario.Crowd.PeopleHere, scenario.Campaign.Stock));
        Assert.Equal(20, scenario.TillsPerSecond);
        Assert.Contains(scenario.Values, value => value is { Name: "tills", Published: false });
        Assert.Equal(["people", "stock"],
            scenario.Values.Where(value => value.Published).Select(value => value.Name).Order());
    }

    [Theory]
    [InlineData("scenario: small", "colour: red\nscenario: small", 2, "colour", "not a known member")]
    [InlineData("people: {value: 100,", "people: {value: many,", 5, "published.people.value", "whole number")]
    [InlineData("  stock: {value: 10, cite: {zh: 库, en: s}}", "", 4, "", "stock is missing")]
    [InlineData("doubleClick: {value: 0.1, reason: {zh: 双, en: d}}", "doubleClick: {value: 0.1}", 0,
        "assumed.doubleClick.reason", "is missing")]
    [InlineData("doubleClick: {value: 0.1,", "doubleClick: {value: 1.5,", 0, "assumed.doubleClick.value", "0 to 1")]
    [InlineData("share: 0.4", "share: 0.3", 0, "assumed.arrivals", "sum to 1")]
    [InlineData("shape: flat", "shape: square", 0, "assumed.arrivals.value[1].shape", "one of flat, rising, falling")]
    [InlineData("duration: {value: 3s,", "duration: {value: soon,", 0, "assumed.duration.value", "must be a time")]
    [InlineData("stock: 10\n", "stock: 12\n", 0, "", "the campaign's batches hold 12")]
    [InlineData("mode: firstCome", "mode: firstCome\n  mode: firstCome", 0, "", "not readable YAML")]
    [InlineData("mode: firstCome", "mode: &anchor firstCome", 0, "", "anchors")]
    public void Parse_OfAFaultyScenario_NamesLineAndMember(string was, string now, long line, string member,
        string says)
    {
        var text = SmallScenario.Text;
        Assert.Contains(was, text, StringComparison.Ordinal);

        var scenario = ScenarioFile.Parse(text.Replace(was, now, StringComparison.Ordinal), "small.yaml",
            out var faults);

        Assert.Null(scenario);
        var fault = Assert.Single(faults, fault => fault.Message.Contains(says, StringComparison.Ordinal));
        Assert.Equal((member, "small.yaml"), (fault.Member, fault.File));
        Assert.True(line < 2 ? fault.Line >= 0 : fault.Line > 0, fault.ToString());
    }

    [Fact]
    public void Parse_OfManyFaults_NamesThemAll()
    {
        var text = SmallScenario.Text.Replace("people: {value: 100,", "people: {value: -1,", StringComparison.Ordinal)
            .Replace("shape: flat", "shape: square", StringComparison.Ordinal);

        ScenarioFile.Parse(text, "small.yaml", out var faults);

        Assert.Equal(2, faults.Count);
        Assert.True(faults[0].Line != faults[1].Line);
    }

    [Fact]
    public void Body_OfACampaign_HasTimesFromTheOpeningAndShrinksWithTheCrowd()
    {
        var campaign = SmallScenario.Read().Campaign;

        using var json = JsonDocument.Parse(campaign.Body(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero),
            0.5));

        var root = json.RootElement;
        Assert.Equal("2026-11-22T03:00:00.000Z", root.GetProperty("opensAt").GetString());
        Assert.Equal("2026-12-22T03:00:00.000Z", root.GetProperty("closesAt").GetString());
        Assert.Equal(5, root.GetProperty("batches")[0].GetProperty("stock").GetInt64());
        Assert.Equal(5 * 3000, root.GetProperty("budget").GetProperty("amount").GetInt64());
    }

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Floodgate.slnx")))
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("the repository is not above the tests");
        return Path.Combine(folder, "scenarios");
    }
}
