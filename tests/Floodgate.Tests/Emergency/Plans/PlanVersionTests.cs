using System.Text.Json.Nodes;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Plans;

public sealed class PlanVersionTests
{
    private static EmergencyPlan Plan => DefaultPlan.Plan;

    [Fact]
    public void Compare_OfTheSamePlan_FindsNothing() => Assert.Empty(PlanComparison.Compare(Plan, Plan));

    [Fact]
    public void Compare_OfAMovedItem_FindsNothing() =>
        Assert.Empty(PlanComparison.Compare(Plan, Plan with { Detectors = [.. Plan.Detectors.Reverse()] }));

    [Fact]
    public void Compare_OfAChangedLimit_SaysWhereInBothLanguages()
    {
        var changed = Plan with
        {
            Detectors = [.. Plan.Detectors.Select(one => one.Id == "writes-slow" ? one with { Limit = 250 } : one)],
        };
        var one = Assert.Single(PlanComparison.Compare(Plan, changed));
        Assert.Equal("/detectors/writes-slow/limit", one.Path);
        Assert.Equal("监测项 › “落盘变慢” › 阈值", one.Where.Zh);
        Assert.Equal("detectors › 'Writes are slow' › limit", one.Where.En);
        Assert.Equal((DifferenceKind.Changed, "400", "250"), (one.Kind, one.Before!.En, one.After!.En));
    }

    [Fact]
    public void Compare_OfItemsAddedAndRemoved_NamesThem()
    {
        var changed = Plan with { Meetings = [.. Plan.Meetings.Skip(1), Plan.Meetings[0] with { Id = "weekly" }] };
        Assert.Equal(
            ["Removed /meetings/monthly", "Added /meetings/weekly"],
            PlanComparison.Compare(Plan, changed).Select(one => $"{one.Kind} {one.Path}"));
    }

    [Fact]
    public void Apply_OfListedMembers_ChangesThemAndNothingElse()
    {
        var (plan, faults) = Override(
            """{"detectors": {"writes-slow": {"limit": 250}}, "levels": {"I": {"page": {"repeatSeconds": 60}}}}""");
        Assert.Empty(faults);
        Assert.Equal(
            ["/levels/I/page/repeatSeconds", "/detectors/writes-slow/limit"],
            PlanComparison.Compare(Plan, plan!).Select(one => one.Path));
    }

    [Theory]
    [InlineData("""{"runbooks": {"disk-full": {"steps": []}}}""", "/runbooks/disk-full/steps override-not-allowed")]
    [InlineData("""{"levels": {"I": {"end": ["responder"]}}}""", "/levels/I/end override-not-allowed")]
    [InlineData("""{"detectors": {"none": {"limit": 1}}}""", "/detectors/none item-unknown")]
    [InlineData("""{"detectors": null}""", "/detectors override-not-allowed")]
    [InlineData("""{"detectors": {"writes-slow": {"limit": "x"}}}""", "/detectors/5/limit type-wrong")]
    [InlineData("""{"detectors": {"writes-slow": {"clearLimit": 900}}}""", "/detectors/5/clearLimit clear-limit-wrong")]
    [InlineData("""{"teams": {"tech": {"deputy": null}}}""", "/teams/1 team-without-deputy")]
    public void Apply_OfAnythingElse_IsRefused(string patch, string expected)
    {
        var (plan, faults) = Override(patch);
        Assert.Null(plan);
        Assert.Equal(expected, Assert.Single(faults) is var fault ? $"{fault.Pointer} {fault.Code}" : "");
    }

    [Fact]
    public void Canonical_OfTheSameChangesInAnotherOrder_IsTheSame() => Assert.Equal(
        PlanOverrides.Canonical((JsonObject)JsonNode.Parse("""{"b": {"y": 1, "x": {}}, "a": {}}""")!),
        PlanOverrides.Canonical((JsonObject)JsonNode.Parse("""{"a": {}, "b": {"y": 1}}""")!));

    [Fact]
    public void ComputeHash_WhenAnyMemberChanges_IsAnother()
    {
        PlanEntry Entry() => new() { Sequence = 1, Kind = "k", Plan = "p", Version = 1, Actor = "a", AtMicros = 5 };
        var changed = new Action<PlanEntry>[]
        {
            entry => entry.Sequence = 2, entry => entry.Kind = "kp", entry => entry.Plan = "", entry =>
                entry.Version = 2,
            entry => entry.Campaign = "", entry => entry.Actor = "b", entry => entry.AtMicros = 6, entry =>
                entry.Note = "",
            entry => entry.Text = "", entry => entry.Json = "", entry => entry.PreviousHash = [1],
        };
        var hashes = changed.Select(change =>
        {
            var entry = Entry();
            change(entry);
            return Convert.ToHexString(entry.ComputeHash());
        }).Append(Convert.ToHexString(Entry().ComputeHash()));
        Assert.Equal(changed.Length + 1, hashes.Distinct().Count());
    }

    private static (EmergencyPlan? Plan, IReadOnlyList<Floodgate.Foundation.Documents.DocumentFault> Faults) Override(
        string patch) => PlanOverrides.Apply(Plan, (JsonObject)JsonNode.Parse(patch)!);
}
