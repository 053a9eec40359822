using System.Text.Json.Nodes;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A faulty campaign is refused whole, with every fault named by its place.</summary>
[Collection(HttpCollection.Name)]
public sealed class CampaignFaultTests(Server server)
{
    public static TheoryData<string, string, string> Spoilt => new()
    {
        { "/name", "", "/name member-missing" },
        { "/name/zh", "\"\"", "/name/zh text-empty" },
        { "/mode", "\"draw\"", "/mode choice-unknown" },
        { "/refundMode", "", "/refundMode member-missing" },
        { "/shards", "0", "/shards out-of-range" },
        { "/shards", "65", "/shards out-of-range" },
        { "/timeZone", "\"Mars/Base\"", "/timeZone time-zone-unknown" },
        { "/timeZone", "\"../../etc/passwd\"", "/timeZone time-zone-unknown" },
        { "/opensAt", "\"noon\"", "/opensAt time-malformed" },
        { "/closesAt", "\"2020-01-01T00:00:00Z\"", "/closesAt closes-before-opening" },
        { "/perPersonLimit", "0", "/perPersonLimit out-of-range" },
        { "/perPersonLimit", "1.5", "/perPersonLimit number-malformed" },
        { "/perPersonLimit", "\"2\"", "/perPersonLimit type-wrong" },
        { "/budget/amount", "1", "/budget/amount budget-too-small" },
        { "/budget/amount", "9223372036854775808", "/budget/amount number-malformed" },
        { "/budget/currency", "\"yuan\"", "/budget/currency currency-malformed" },
        { "/eligibility/regions", "[\"33 01\"]", "/eligibility/regions/0 region-malformed" },
        { "/eligibility/weekdayByLastDigit", "1", "/eligibility/weekdayByLastDigit type-wrong" },
        { "/batches", "[]", "/batches out-of-range" },
        { "/batches/1/id", "\"dining-30\"", "/batches/1/id duplicate" },
        { "/batches/0/stock", "-1", "/batches/0/stock out-of-range" },
        { "/batches/0/stock", "1e3", "/batches/0/stock number-malformed" },
        { "/batches/0/faceValue/amount", "0", "/batches/0/faceValue/amount out-of-range" },
        { "/batches/0/faceValue/currency", "\"JPY\"", "/batches/0/faceValue/currency currency-mixed" },
        { "/batches/0/threshold/amount", "-1", "/batches/0/threshold/amount out-of-range" },
        { "/batches/0/perPersonLimit", "", "/batches/0/perPersonLimit member-missing" },
        { "/batches/0/validDays", "5", "/batches/0 validity-not-one" },
        { "/batches/0/validUntil", "\"2020-01-01T00:00:00Z\"", "/batches/0/validUntil valid-until-before-opening" },
        { "/batches/0/opensAt", "\"2020-01-01T00:00:00Z\"", "/batches/0/opensAt opens-outside-campaign" },
        { "/batches/0/colour", "\"red\"", "/batches/0/colour member-unknown" },
        { "/colour", "{}", "/colour member-unknown" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task Put_WithOneFault_NamesItsPlace(string pointer, string value, string error)
    {
        var campaign = New(server.Now);
        Spoil(campaign, pointer, value);
        (await server.PutAsync("put-faulty", campaign.ToJsonString())).IsRefused(422, "campaign-invalid");
        var answer = await server.PutAsync("put-faulty", campaign.ToJsonString());
        Assert.Contains(error, answer.Errors);
        (await server.GetAsync("/api/v1/campaigns/put-faulty")).IsRefused(404, "unknown-campaign");
    }

    [Fact]
    public async Task Put_WithManyFaults_NamesThemAll()
    {
        var campaign = New(server.Now);
        Spoil(campaign, "/shards", "0");
        Spoil(campaign, "/colour", "1");
        Spoil(campaign, "/batches/0/stock", "-1");
        Spoil(campaign, "/batches/1/name", "");
        var answer = await server.PutAsync("put-faulty", campaign.ToJsonString());
        Assert.Equal(
            ["/batches/1/name member-missing", "/colour member-unknown"],
            answer.IsRefused(422, "campaign-invalid")
                .Errors.Where(error => error.Contains("member", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("name: yaml")]
    public async Task Put_OfNoCampaign_IsRefused(string body) =>
        (await server.PutAsync("put-faulty", body)).IsRefused(422, "campaign-invalid");

    [Fact]
    public async Task Put_OfADuplicateMember_NamesItAndItsLine()
    {
        var json = New(server.Now).ToJsonString()[..^1] + ",\n\"shards\":2}";
        var answer = (await server.PutAsync("put-faulty", json)).IsRefused(422, "campaign-invalid");
        answer.Naming("/shards member-duplicate");
        Assert.Equal(2, answer.Json.GetProperty("errors")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Put_OfBadUtf8OrTooMuch_IsRefused()
    {
        var bad = await server.SendAsync(
            HttpMethod.Put, "/api/v1/ops/campaigns/put-faulty", server.Operator,
            new ByteArrayContent([(byte)'"', 0xFF, (byte)'"']));
        Assert.True(bad.Status is 400 or 422, bad.Body);
        Assert.NotNull(bad.Code);
        (await server.PutAsync("put-faulty", new string(' ', 300_000))).IsRefused(400, "body-too-large");
    }

    private static void Spoil(JsonObject campaign, string pointer, string value)
    {
        var parts = pointer[1..].Split('/');
        JsonNode holder = campaign;
        foreach (var part in parts[..^1])
            holder = holder is JsonArray list
                ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : holder[part]!;
        if (value.Length == 0) ((JsonObject)holder).Remove(parts[^1]);
        else holder[parts[^1]] = JsonNode.Parse(value);
    }
}
