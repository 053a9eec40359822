using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Architecture;

namespace Floodgate.Tests.Emergency.Plans;

/// <summary>
/// The table of clauses is held to the list of clauses, to the default plan, to the tests and to the paths there are.
/// </summary>
public sealed partial class PlanClausesTests
{
    private static readonly string[] Table = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs/plan-clauses.md"));

    private static readonly string[] Clauses = File.ReadAllLines(
        Path.Combine(SourceTree.Root, "tests/Floodgate.Tests/Emergency/Plans/clauses.txt"));

    private static readonly JsonNode Plan = JsonNode.Parse(DefaultPlan.Version.Json)!;

    [Fact]
    public void Table_MapsEveryClauseOnce() => Assert.Equal(Clauses, Rows(Table).Select(row => row[0]));

    [Fact]
    public void Table_NamesMembersTestsAndScreensThatExist() => Rule.Holds(Rows(Table).SelectMany(Faults));

    [Fact]
    public void Risks_NameOnlyClausesOfTheList() =>
        Assert.Empty(DefaultPlan.Plan.Risks.SelectMany(risk => risk.Clauses).Except(Clauses));

    [Fact]
    public void Clauses_OfRisksAndResponses_AreEachNamedByARisk() => Assert.Empty(
        Clauses.Where(clause => clause is not "2.0" && clause[0] is '2' or '3')
            .Except(DefaultPlan.Plan.Risks.SelectMany(risk => risk.Clauses)));

    [Theory]
    [InlineData("| 2.1 | x | `/risks/none` | `PlanLintTests` | `/console` |",
        "2.1: the default plan has no /risks/none")]
    [InlineData("| 2.1 | x |  | `PlanLintTests` | `/console` |", "2.1: no plan member")]
    [InlineData("| 2.1 | x | `/risks` | `NoSuchTests` | `/console` |", "2.1: there is no test NoSuchTests")]
    [InlineData("| 2.1 | x | `/risks` | someday | `/console` |", "2.1: 'someday' is neither a test nor 'not yet: ...'")]
    [InlineData("| 2.1 | x | `/risks` | `PlanLintTests` | `/none` |", "2.1: nothing answers at /none")]
    public void Row_ThatLies_IsAFault(string row, string fault) =>
        Assert.Equal([fault], Rows([row]).SelectMany(Faults));

    private static IEnumerable<string[]> Rows(IEnumerable<string> table) => table
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 7 && Clause.IsMatch(cells[1])).Select(cells => cells[1..6]);

    private static IEnumerable<string> Faults(string[] row)
    {
        var members = Named(row[2]).ToArray();
        if (members.Length == 0) yield return $"{row[0]}: no plan member";
        foreach (var member in members)
            if (!Exists(member)) yield return $"{row[0]}: the default plan has no {member}";
        foreach (var fault in Held(row[0], row[3], "a test", name =>
            SourceTree.Files.Any(file => file.Path.EndsWith($"/{name}.cs", StringComparison.Ordinal)),
                "there is no test "))
            yield return fault;
        foreach (var fault in Held(row[0], row[4], "a path", path => path == "/console" || IsMapped(path),
            "nothing answers at "))
            yield return fault;
    }

    private static IEnumerable<string> Held(
        string clause, string cell, string what, Predicate<string> exists, string otherwise)
    {
        var names = Named(cell).ToArray();
        if (names.Length == 0 && !cell.StartsWith("not yet: ", StringComparison.Ordinal))
            yield return $"{clause}: '{cell}' is neither {what} nor 'not yet: ...'";
        foreach (var name in names)
            if (!exists(name)) yield return $"{clause}: {otherwise}{name}";
    }

    /// <summary>Some source maps it: whole, as a page, or below a group in the same file.</summary>
    private static bool IsMapped(string path)
    {
        string[] groups = ["/api/v1/ops/plans", "/api/v1/ops"];
        return Sources.Value.Any(text => text.Contains($"\"{path}\"", StringComparison.Ordinal)
            || groups.Any(group => path.StartsWith(group, StringComparison.Ordinal)
                && text.Contains($"\"{group}\"", StringComparison.Ordinal)
                && text.Contains($"\"{path[group.Length..]}\"", StringComparison.Ordinal)));
    }

    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor").Select(File.ReadAllText),
    ]);

    private static bool Exists(string member)
    {
        var at = Plan;
        foreach (var step in member.Split('/')[1..])
        {
            at = at is JsonArray list
                ? list.FirstOrDefault(item => (string?)item?["id"] == step)
                : (at as JsonObject)?[step];
            if (at is null) return false;
        }

        return at is not JsonArray { Count: 0 };
    }

    private static IEnumerable<string> Named(string cell) =>
        Code.Matches(cell).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^[1-9]\.[0-9][a-z]?$", RegexOptions.None, 1000)]
    private static partial Regex Clause { get; }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code { get; }
}
