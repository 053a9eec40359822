using System.Text;
using System.Text.Json;
using CsCheck;
using Floodgate.Campaigns;

namespace Floodgate.Tests.Campaigns;

public sealed class CampaignDocumentProperties
{
    [Fact]
    public void WriteJson_ThenParseJson_GivesTheSameDefinitionAndBytes() => CampaignGen.Campaign.Sample(campaign =>
    {
        var bytes = CampaignDocument.WriteJson(campaign);
        var parse = CampaignDocument.ParseJson(bytes);
        Sample.AssertSame(campaign, parse.Definition);
        Assert.Equal(bytes, CampaignDocument.WriteJson(parse.Definition!));
    }, iter: 2_000, threads: 2);

    [Fact]
    public void YamlAndJson_OfOneDefinition_ParseEqual() => Gen.Select(CampaignGen.Campaign,
        Gen.Bool).Sample((campaign, flow) =>
    {
        var json = CampaignDocument.WriteJson(campaign);
        var yaml = new StringBuilder();
        using (var document = JsonDocument.Parse(json)) WriteYaml(yaml, document.RootElement, 0, flow);
        Sample.AssertSame(campaign, CampaignDocument.ParseYaml(yaml.ToString(), "generated.yaml").Definition);
    }, iter: 2_000, threads: 2);

    private static void WriteYaml(StringBuilder yaml, JsonElement value, int indent, bool flow)
    {
        var inline = flow && indent > 2;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !inline:
                foreach (var member in value.EnumerateObject())
                {
                    yaml.Append('\n').Append(' ', indent).Append(member.Name).Append(": ");
                    WriteYaml(yaml, member.Value, indent + 2, flow);
                }

                break;
            case JsonValueKind.Array when !inline && value.GetArrayLength() > 0:
                foreach (var item in value.EnumerateArray())
                {
                    yaml.Append('\n').Append(' ', indent).Append("- ");
                    WriteYaml(yaml, item, indent + 2, flow);
                }

                break;
            default:
                // What is left of JSON is YAML, once every character outside ASCII is escaped.
                yaml.Append(JsonSerializer.Serialize(value));
                break;
        }
    }
}
