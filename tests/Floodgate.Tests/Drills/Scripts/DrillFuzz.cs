using System.Text;
using CsCheck;
using Floodgate.Drills.Scripts;

namespace Floodgate.Tests.Drills.Scripts;

/// <summary>Whatever the bytes: a drill or at least one fault, and no exception.</summary>
public sealed class DrillFuzz
{
    private static readonly Gen<string> Token = Gen.OneOf(
        "{", "}", "[", "]", ":", ",", "\"", "\n", "  ", "- ", "&a ", "*a", "!!x ", "---\n", "|", "#", "~", "1e999", "-",
        "\0", "\\ud800", "99999999999999999999", "id: lost", "after: one", "kind: kill", "0.1234567", "null");

    private static readonly string[] Lines = DrillShelf.Text("plans/drills/storage-lost.yaml")!.Split('\n');

    private static readonly Gen<(int Line, int Other, int Kind, string Token)[]> Changes = Gen.Select(
        Gen.Int[0, Lines.Length - 1], Gen.Int[0, Lines.Length - 1], Gen.Int[0, 4], Token).Array[1, 4];

    [Fact]
    public void Read_OfADrillWithLinesMovedAndBroken_NeverThrows() => Changes.Sample(changes =>
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

        AssertDefinite(DrillDocument.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "fuzz.yaml"));
    }, iter: 2_000, threads: 2);

    [Fact]
    public void Read_OfRandomBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        AssertDefinite(DrillDocument.Read(bytes, "fuzz.yaml"));
        AssertDefinite(DrillDocument.Read(bytes, "fuzz.json"));
    }, iter: 5_000, threads: 2);

    private static void AssertDefinite(DrillReading reading)
    {
        Assert.NotEqual(reading.Script is null, reading.Faults.Count == 0);
        Assert.All(reading.Faults, fault => Assert.StartsWith("fuzz", fault.File, StringComparison.Ordinal));
    }
}
