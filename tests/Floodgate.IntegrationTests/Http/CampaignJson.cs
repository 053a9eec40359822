using System.Globalization;
using System.Text.Json.Nodes;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A campaign as an outside program would write it, for a test to change in one place.</summary>
internal static class CampaignJson
{
    public const string A = "dining-30";
    public const string B = "retail-50";

    public static JsonObject New(DateTimeOffset now) => new()
    {
        ["name"] = Name("金秋消费券", "Autumn vouchers"),
        ["mode"] = "firstCome",
        ["refundMode"] = "restore",
        ["shards"] = 1,
        ["timeZone"] = "Asia/Shanghai",
        ["opensAt"] = Time(now.AddHours(-1)),
        ["closesAt"] = Time(now.AddDays(30)),
        ["perPersonLimit"] = 2,
        ["budget"] = Money(1_000_000_000),
        ["eligibility"] = new JsonObject(),
        ["batches"] = new JsonArray(Batch(A, 3_000, now), Batch(B, 5_000, now)),
    };

    public static JsonObject Batch(string id, long faceValue, DateTimeOffset now) => new()
    {
        ["id"] = id,
        ["name"] = Name($"券{id}", $"Voucher {id}"),
        ["stock"] = 10,
        ["faceValue"] = Money(faceValue),
        ["threshold"] = Money(faceValue * 4),
        ["perPersonLimit"] = 1,
        ["validUntil"] = Time(now.AddDays(60)),
    };

    public static JsonObject Money(long amount) => new() { ["amount"] = amount, ["currency"] = "CNY" };

    public static JsonObject Name(string zh, string en) => new() { ["zh"] = zh, ["en"] = en };

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonObject BatchAt(this JsonObject campaign, int place) => (JsonObject)campaign["batches"]![place]!;

    public static JsonObject WithStock(this JsonObject campaign, int stock)
    {
        campaign.BatchAt(0)["stock"] = stock;
        return campaign;
    }

    /// <summary>A pause's body that keeps every rule.</summary>
    public static JsonObject Pause(DateTimeOffset resumesAt, string scope = "campaign", string? target = null)
    {
        var body = new JsonObject
        {
            ["scope"] = scope,
            ["resumesAt"] = Time(resumesAt),
            ["notice"] = Name("系统维护", "Maintenance"),
            ["reason"] = "a test",
        };
        if (target is not null) body["target"] = target;
        return body;
    }
}
