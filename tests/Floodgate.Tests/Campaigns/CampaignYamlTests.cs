using Floodgate.Campaigns;

namespace Floodgate.Tests.Campaigns;

public sealed class CampaignYamlTests
{
    private const string Yaml =
        """
        name:
          zh: 券
          en: V
        mode: firstCome
        refundMode: restore
        opensAt: 2026-11-22T10:00:00+08:00
        closesAt: 2026-12-22T10:00:00+08:00
        perPersonLimit: 2
        budget: {amount: 3000000, currency: CNY}
        eligibility:
          regions: ["3301"]
        batches:
          - id: one
            name: {zh: 一, en: one}
            stock: 1000
            faceValue: {amount: 3000, currency: CNY}
            threshold: {amount: 10000, currency: CNY}
            perPersonLimit: 1
            validDays: 14
        """;

    [Fact]
    public void ParseYaml_OfAGoodFile_GivesTheDefinition()
    {
        var parse = CampaignDocument.ParseYaml(Yaml, "good.yaml");
        Assert.Empty(parse.AllFaults());
        Assert.Equal(["3301"], parse.Definition!.Eligibility.Regions);
        Assert.Equal(Sample.OpensAt, parse.Definition.OpensAt);
        Assert.Equal("Asia/Shanghai", parse.Definition.TimeZone);
    }

    [Fact]
    public void ParseYaml_OfTheDemoCampaign_HasNoFault()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "../../../../scenarios/campaigns/demo.yaml");
        var parse = CampaignDocument.ParseYaml(File.ReadAllText(path), "demo.yaml");
        Assert.Empty(parse.AllFaults());
        Assert.Equal(2, parse.Definition!.Batches.Count);
    }

    [Theory]
    [InlineData("stock: 1000", "stock: many", "/batches/0/stock type-wrong 15")]
    [InlineData("stock: 1000", "stock: 01000", "/batches/0/stock number-malformed 15")]
    [InlineData("stock: 1000", "stock: \"1000\"", "/batches/0/stock type-wrong 15")]
    [InlineData("stock: 1000", "stok: 1000", "/batches/0/stok member-unknown 15 | /batches/0/stock member-missing 13")]
    [InlineData("[\"3301\"]", "[3301]", "/eligibility/regions/0 type-wrong 11")]
    [InlineData("[\"3301\"]", "[0571]", "/eligibility/regions/0 type-wrong 11")]
    [InlineData("validDays: 14", "validDays: 14\n    validDays: 15", "/batches/0/validDays member-duplicate 20")]
    [InlineData("name: {zh: 一, en: one}", "name: &n {zh: 一, en: one}", " yaml-anchor 14")]
    [InlineData("stock: 1000", "stock: *n", " yaml-anchor 15")]
    [InlineData("stock: 1000", "stock: !!int 1000", " yaml-tag 15")]
    [InlineData("stock: 1000", "stock: ! 1000", " yaml-tag 15")]
    [InlineData("stock: 1000", "? [a]\n    : 1", " yaml-key-not-text 15")]
    [InlineData("validDays: 14", "validDays: 14\n---\nname: 2", " yaml-several-documents 20")]
    [InlineData("[\"3301\"]", "[\"3301\"", " yaml-malformed 11")]
    [InlineData("one}", "\"\\ud800\"}", " yaml-malformed 14")]
    public void ParseYaml_WithAFault_NamesPointerAndLine(string original, string spoilt, string expected)
    {
        var parse = CampaignDocument.ParseYaml(Yaml.Replace(original, spoilt, StringComparison.Ordinal), "bad.yaml");
        Assert.Equal(expected, string.Join(" | ", parse.Faults.Select(f => $"{f.Pointer} {f.Code} {f.Line}")));
        Assert.All(parse.Faults, fault => Assert.Equal("bad.yaml", fault.File));
    }

    [Fact]
    public void ParseYaml_OfHalfACharacter_IsRefused()
    {
        var text = Yaml.Replace("one}", "\ud800}", StringComparison.Ordinal);
        Assert.Equal("/batches/0/name/en text-malformed 14", Sample.Single(CampaignDocument.ParseYaml(text,
            "half.yaml")));
    }

    [Fact]
    public void AllFaults_OfABrokenRule_NameTheLineOfTheMember()
    {
        var parse = CampaignDocument.ParseYaml(Yaml.Replace("amount: 10000", "amount: -10", StringComparison.Ordinal)
            .Replace("    validDays: 14", "", StringComparison.Ordinal), "rule.yaml");
        Assert.Equal(
            ["/batches/0/threshold/amount out-of-range 17 rule.yaml",
                "/batches/0 validity-not-one 13 rule.yaml"],
            parse.AllFaults().Select(f => $"{f.Pointer} {f.Code} {f.Line} {f.File}"));
    }

    [Theory]
    [InlineData("people.txt", true)]
    [InlineData("../people.txt", false)]
    [InlineData("/etc/people.txt", false)]
    [InlineData("..", false)]
    public void ParseYaml_NamingALocalList_TakesItOnlyFromBeside(string file, bool good)
    {
        var text = Yaml.Replace("  regions: [\"3301\"]", $"  allowList: {{file: \"{file}\"}}",
            StringComparison.Ordinal);
        var parse = CampaignDocument.ParseYaml(text, "list.yaml");
        Assert.Equal(good, parse.Definition is not null);
        if (good) Assert.Equal(file, parse.AllowListFile);
        else Assert.Equal("/eligibility/allowList/file file-not-beside 11", Sample.Single(parse));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    public void ParseYaml_OfNothing_IsRefused(string text) =>
        Assert.Equal(" document-empty 1", Sample.Single(CampaignDocument.ParseYaml(text, "empty.yaml")));
}
