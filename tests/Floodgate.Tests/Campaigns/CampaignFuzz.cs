using System.Text;
using CsCheck;
using Floodgate.Campaigns;

namespace Floodgate.Tests.Campaigns;

/// <summary>
/// Whatever the bytes: a definition or at least one fault, and no exception. CsCheck prints the seed of a failure.
/// </summary>
public sealed class CampaignFuzz
{
    private const int Iterations = 20_000;

    private static readonly Gen<string> Token = Gen.OneOf(
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\n", "  ", "- ", "? ", "&a ", "*a", "!!x ", "---\n", "...\n",
            "%YAML 9.9\n",
        "|", ">", "#", "'", "~", "null", "1e999", "-", "\0", "\ufeff", "\\ud800", "\u0085", "<<: ", "@", "`", "\t",
            "%", "|9+", "!<",
        "99999999999999999999");

    private static readonly Gen<(int Kind, double Place, int Length, string Token)[]> Changes = Gen.Select(
        Gen.Int[0, 3], Gen.Double.Unit, Gen.Int[1, 40], Token).Array[1, 6];

    [Fact]
    public void ParseJson_OfMutatedDocuments_NeverThrows() => Changes.Sample(changes =>
        AssertDefinite(CampaignDocument.ParseJson(Encoding.UTF8.GetBytes(Mutate(Sample.Json, changes)))),
        iter: Iterations, threads: 2);

    [Fact]
    public void ParseYaml_OfMutatedDocuments_NeverThrows()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "../../../../scenarios/campaigns/demo.yaml");
        var demo = File.ReadAllText(path);
        Changes.Sample(changes => AssertDefinite(CampaignDocument.ParseYaml(Mutate(demo, changes), "mutated.yaml")),
            iter: Iterations, threads: 2);
    }

    [Fact]
    public void Parse_OfRandomBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        AssertDefinite(CampaignDocument.ParseJson(bytes));
        AssertDefinite(CampaignDocument.ParseYaml(Encoding.Latin1.GetString(bytes), "random.yaml"));
    }, iter: Iterations, threads: 2);

    [Fact]
    public void Parse_OfRandomTokens_NeverThrows() => Token.Array[0, 40].Sample(tokens =>
    {
        var text = string.Concat(tokens);
        AssertDefinite(CampaignDocument.ParseJson(Encoding.UTF8.GetBytes(text)));
        AssertDefinite(CampaignDocument.ParseYaml(text, "tokens.yaml"));
    }, iter: Iterations, threads: 2);

    private static void AssertDefinite(CampaignParse parse)
    {
        Assert.NotEqual(parse.Definition is null, parse.Faults.Count == 0);
        _ = parse.AllFaults();
    }

    private static string Mutate(string text, (int Kind, double Place, int Length, string Token)[] changes)
    {
        foreach (var (kind, place, length, token) in changes)
        {
            var at = (int)(place * text.Length);
            var end = Math.Min(text.Length, at + length);
            text = kind switch
            {
                0 => text[..at] + token + text[at..],
                1 => text[..at] + text[end..],
                2 => text[..at] + token + text[end..],
                _ => text[..end] + text[at..],
            };
        }

        return text;
    }
}
