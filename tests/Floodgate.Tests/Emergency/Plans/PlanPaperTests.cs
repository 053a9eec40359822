using System.Text;
using System.Text.Json;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Tests.Architecture;

namespace Floodgate.Tests.Emergency.Plans;

public sealed class PlanPaperTests
{
    [Fact]
    public void Schema_InTheRepository_IsTheReaders()
    {
        var file = File.ReadAllText(Path.Combine(SourceTree.Root, "plans/plan.schema.json"));
        Assert.Equal(Encoding.UTF8.GetString(PlanSchema.Utf8).Trim(), file.Trim());
    }

    [Fact]
    public void Schema_HasEveryMemberOfTheDefaultPlan()
    {
        using var schema = JsonDocument.Parse(PlanSchema.Utf8);
        using var plan = JsonDocument.Parse(DefaultPlan.Version.Json);
        Fits(schema.RootElement, plan.RootElement, schema.RootElement, "");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Print_HoldsEveryNameAndLoadsNothing(bool english)
    {
        var html = PlanPrint.Html(DefaultPlan.Plan, english, PlanStamp.Of(DefaultPlan.Version));
        foreach (var part in PlanParts.Of(DefaultPlan.Plan))
        {
            var name = english ? part.Part.Name.En : part.Part.Name.Zh;
            Assert.Contains(System.Net.WebUtility.HtmlEncode(name), html, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("(?i)<(script|link|img|iframe|object)|url\\(|@import|src=", html);
        Assert.Contains(DefaultPlan.Version.Hash, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_OfMarkupInAPlan_EncodesIt()
    {
        var plan = DefaultPlan.Plan with { Name = new BilingualText("<b>一</b>", "<script>alert(1)</script>") };
        var html = PlanPrint.Html(plan, english: true);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    private static void Fits(JsonElement shape, JsonElement value, JsonElement root, string at)
    {
        if (shape.TryGetProperty("$ref", out var reference))
            shape = root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) Fits(shape.GetProperty("items"), item, root, at + "/*");
        }
        else if (value.ValueKind == JsonValueKind.Object && shape.TryGetProperty("properties", out var properties))
        {
            foreach (var member in value.EnumerateObject())
            {
                Assert.True(properties.TryGetProperty(member.Name, out var inner),
                    $"{at}/{member.Name} is in no schema");
                Fits(inner, member.Value, root, $"{at}/{member.Name}");
            }
        }
        else if (shape.TryGetProperty("enum", out var choices))
        {
            Assert.Contains(value.GetString(), choices.EnumerateArray().Select(choice => choice.GetString()));
        }
    }
}
