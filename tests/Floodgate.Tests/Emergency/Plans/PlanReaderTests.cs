using System.Text;
using Floodgate.Emergency.Plans;
using static Floodgate.Tests.Emergency.Plans.PlanText;

namespace Floodgate.Tests.Emergency.Plans;

/// <summary>Reading is strict: what one member alone can have wrong.</summary>
public sealed class PlanReaderTests
{
    [Theory]
    [InlineData("id: default", "id: Default", 0, "/id", "id-malformed")]
    [InlineData("id: default", "id: default\nmood: good", 1, "/mood", "member-unknown")]
    [InlineData("id: default", "id: default\nid: other", 1, "/id", "member-duplicate")]
    [InlineData("validDays: 180", "validDays: 0", 0, "/assessment/validDays", "out-of-range")]
    [InlineData("validDays: 180", "validDays: \"180\"", 0, "/assessment/validDays", "type-wrong")]
    [InlineData("  validDays: 180\n", "", -1, "/assessment/validDays", "member-missing")]
    [InlineData("date: \"2026-11-20\"", "date: \"2026-11-31\"", 0, "/assessment/date", "date-malformed")]
    [InlineData("approvedBy: [director]", "approvedBy: []", 0, "/assessment/approvedBy", "too-few")]
    [InlineData("approvedBy: [director]", "approvedBy: [director, director]", 0, "/assessment/approvedBy/1",
        "duplicate")]
    [InlineData("- id: tech\n", "- id: command\n", 0, "/teams/1/id", "duplicate")]
    [InlineData("colour: red", "colour: Red", 0, "/levels/0/colour", "choice-unknown")]
    [InlineData("noticeAutomatic: true", "noticeAutomatic: yes", 0, "/levels/0/noticeAutomatic", "type-wrong")]
    [InlineData("limit: 0.2", "limit: 0.20", 0, "/detectors/18/limit", "number-malformed")]
    [InlineData("limit: 0.2", "limit: 2e-1", 0, "/detectors/18/limit", "number-malformed")]
    [InlineData("name: {zh: \"存储不可用\", en: \"Storage is gone\"}", "name: {zh: \"存储不可用\"}", 0, "/risks/0/name/en",
        "member-missing")]
    [InlineData("en: \"Storage is gone\"", "en: \" \"", 0, "/risks/0/name/en", "text-empty")]
    [InlineData("en: \"Storage is gone\"", "en: \"Storage\\tis gone\"", 0, "/risks/0/name/en", "text-malformed")]
    public void Parse_OfASpoiltMember_NamesFileLineAndMember(
        string from, string to, int offset, string pointer, string code)
    {
        var (text, line) = Spoil(from, from, to);
        var faults = PlanLint.Check(Parse(text)).Select(Where);
        Assert.Contains($"spoilt.yaml:{line + offset} {pointer} {code}", faults);
    }

    [Fact]
    public void Parse_OfTooLongATextOrListOrDocument_IsRefused()
    {
        Assert.Contains(Faults("en: \"Storage is gone\"", $"en: \"{new string('x', 81)}\""), one =>
            one is "text-too-long");
        var teams = string.Join(", ", Enumerable.Range(0, 21).Select(i => $"t-{i}"));
        Assert.Contains(Faults("teams: [tech, customer-service, operations, command]", $"teams: [{teams}]"),
            one => one is "too-many");
        Assert.Equal(["document-too-large"],
            Parse(new string(' ', PlanDocument.BytesMax + 1)).Faults.Select(one => one.Code));
        Assert.Contains(Faults("id: default", "id: " + new string('[', 40) + new string(']', 40)), one =>
            one is "nested-too-deeply");

        static IEnumerable<string> Faults(string from, string to) => Parse(Spoil(from, from, to).Text).Faults
            .Select(fault => fault.Code);
    }

    [Fact]
    public void WriteJson_ThenParseJson_GivesTheSameText()
    {
        var json = PlanDocument.WriteJson(DefaultPlan.Plan);
        var again = PlanDocument.ParseJson(json);
        Assert.Empty(again.Faults);
        Assert.Equal(json, PlanDocument.WriteJson(again.Value!));
        Assert.Equal(DefaultPlan.Version.Json, Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void Plan_HoldsNoAddressOfAPerson()
    {
        Assert.DoesNotContain('@', Default);
        Assert.DoesNotMatch("\\+[0-9]{6}", Default);
    }
}
