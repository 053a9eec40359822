using System.Text;
using CsCheck;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;

namespace Floodgate.Tests.Emergency.Plans;

/// <summary>
/// Whatever the bytes: a plan or at least one fault, and no exception, from the reader and from the lint.
/// </summary>
public sealed class PlanFuzz
{
    private static readonly Gen<string> Token = Gen.OneOf(
        "{", "}", "[", "]", ":", ",", "\"", "\n", "  ", "- ", "&a ", "*a", "!!x ", "---\n", "|", "#", "~", "1e999", "-",
        "\0", "\\ud800", "99999999999999999999", "id: tech", "executable: false", "kind: probe", "0.1234567");

    private static readonly string[] Lines = DefaultPlan.Version.Text.Split('\n');

    private static readonly Gen<(int Line, int Other, int Kind, string Token)[]> Changes = Gen.Select(
        Gen.Int[0, Lines.Length - 1], Gen.Int[0, Lines.Length - 1], Gen.Int[0, 4], Token).Array[1, 4];

    [Fact]
    public void Check_OfAPlanWithLinesMovedAndBroken_NeverThrows() => Changes.Sample(changes =>
    {
        var lines = (string[])Lines.Clone();
        foreach (var (line, other, kind, token) in changes)
        {
            lines[line] = kind switch
            {
                0 => "",
                1 => lines[other],
                2 => lines[line] + token,
                3 => token + lines[line],
                _ => lines[line].Replace(": ", ": " + token, StringComparison.Ordinal),
            };
        }

        AssertDefinite(PlanDocument.ParseFile(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "fuzz.yaml"));
    }, iter: 400, threads: 2);

    [Fact]
    public void Check_OfRandomBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        AssertDefinite(PlanDocument.ParseFile(bytes, "fuzz.yaml"));
        AssertDefinite(PlanDocument.ParseFile(bytes, "fuzz.json"));
    }, iter: 5_000, threads: 2);

    private static void AssertDefinite(DocumentParse<EmergencyPlan> parse)
    {
        Assert.NotEqual(parse.Value is null, parse.Faults.Count == 0);
        var faults = PlanLint.Check(parse);
        Assert.True(faults.Count > 0 || parse.Value is not null);
        Assert.All(faults, fault => Assert.Equal(parse.File, fault.File));
        if (parse.Value is { } plan) Assert.NotEmpty(PlanPrint.Html(plan, english: true));
    }
}
