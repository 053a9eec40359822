using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.Foundation.Signals;
using Microsoft.Extensions.DependencyInjection;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Tills that were without a connection hand in what they took; the log is written as a till does.</summary>
[Collection(HttpCollection.Name)]
public sealed class OfflineTests(Server server)
{
    [Fact]
    public async Task HandedIn_IsTakenOnce_AndAnsweredTheSameAgain()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var log = await LogAsync(till);
        var (id, _, token) = await Tills.VoucherAsync(server, campaign, "off-1");
        log.Add(await PayloadAsync(id, token), "o1", 20_000, server.Now);
        var first = Single(await SyncAsync(till, log));
        Assert.Equal(("taken", false), (State(first), first.GetProperty("repeated").GetBoolean()));
        Assert.Equal(3_000, first.GetProperty("discount").GetProperty("amount").GetInt64());
        var again = Single(await SyncAsync(till, log));
        Assert.Equal(("taken", true), (State(again), again.GetProperty("repeated").GetBoolean()));
        Assert.Equal(first.GetProperty("redemptionId").GetString(), again.GetProperty("redemptionId").GetString());
        Assert.Equal("redeemed", (await server.GetAsync($"/api/v1/me/vouchers/{id}", token)).Text("state"));
        (await server.GetAsync($"/api/v1/me/vouchers/{id}/offline", token)).IsRefused(409, "already-redeemed");
        var asked = (await till.ByOrderAsync("o1")).Is(200);
        Assert.True(asked.Json.GetProperty("redemptions")[0].GetProperty("offline").GetBoolean());
    }

    [Theory]
    [InlineData("merchant")]
    [InlineData("organiser")]
    public async Task SpentElsewhereMeanwhile_IsAConflict_BornBy(string liable)
    {
        var campaign = await server.CampaignAsync(json =>
            json["redemption"] = new JsonObject { ["offlineLiable"] = liable });
        var (offline, online) = (await Tills.OpenAsync(server), await Tills.OpenAsync(server));
        var log = await LogAsync(offline);
        var (id, code, token) = await Tills.VoucherAsync(server, campaign, "off-2");
        var payload = await PayloadAsync(id, token);
        (await online.RedeemAsync(code, "o9", 20_000)).Is(201);
        log.Add(payload, "o1", 20_000, server.Now);
        log.Add(payload, "o2", 20_000, server.Now);
        var signals = server.Services.GetRequiredService<TillSignals>();
        var before = signals.Count(TillColumn.Conflicts);
        foreach (var repeated in new[] { false, true })
        {
            var entries = Entries(await SyncAsync(offline, log));
            Assert.Equal(["conflict", "conflict"], entries.Select(State));
            // The second the till could know: it had this voucher in its log.
            Assert.Equal([liable, "merchant"], entries.Select(one => one.GetProperty("liable").GetString()));
            Assert.All(entries, one => Assert.Equal(repeated, one.GetProperty("repeated").GetBoolean()));
        }

        // Two entries; sent again they are no new conflicts for the detectors.
        Assert.Equal(before + 2, signals.Count(TillColumn.Conflicts));
        Assert.Equal(3_000, (await server.LedgerAsync(campaign)).Json.GetProperty("redeemed").GetInt64());
    }

    /// <summary>The code was signed before a part of the voucher was spent at another store.</summary>
    [Theory]
    [InlineData("merchant")]
    [InlineData("organiser")]
    public async Task SpentInPartElsewhereMeanwhile_IsTakenForTheRest_AndTheShortfallIsBornBy(string liable)
    {
        var campaign = await server.CampaignAsync(json =>
        {
            json["redemption"] = new JsonObject { ["offlineLiable"] = liable };
            json["batches"]![0]!["partial"] = true;
            json["batches"]![0]!["threshold"] = Money(1_000);
        });
        var (offline, online) = (await Tills.OpenAsync(server), await Tills.OpenAsync(server));
        var log = await LogAsync(offline);
        var (id, code, token) = await Tills.VoucherAsync(server, campaign, "off-5");
        var payload = await PayloadAsync(id, token);
        (await online.RedeemAsync(code, "o9", 1_200)).Is(201);
        log.Add(payload, "o1", 20_000, server.Now);
        var signals = server.Services.GetRequiredService<TillSignals>();
        var before = signals.Count(TillColumn.Conflicts);
        foreach (var repeated in new[] { false, true })
        {
            var entry = Single(await SyncAsync(offline, log));
            Assert.Equal(("taken", repeated), (State(entry), entry.GetProperty("repeated").GetBoolean()));
            Assert.Equal(1_800, entry.GetProperty("discount").GetProperty("amount").GetInt64());
            Assert.Equal(1_200, entry.GetProperty("shortfall").GetProperty("amount").GetInt64());
            Assert.Equal(liable, entry.GetProperty("liable").GetString());
        }

        Assert.Equal(before + 1, signals.Count(TillColumn.Conflicts));
        var ledger = (await server.LedgerAsync(campaign)).Json;
        Assert.Equal(
            (3_000L, 1_200L),
            (ledger.GetProperty("redeemed").GetInt64(),
                ledger.GetProperty("figures").GetProperty("conflicts").GetInt64()));
    }

    [Fact]
    public async Task BeyondTheQuota_Forged_Foreign_Broken_OrOutOfTime_IsNamed_AndTheMerchantBearsIt()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var log = await LogAsync(till);
        var (id, _, token) = await Tills.VoucherAsync(server, campaign, "off-3");
        var payload = await PayloadAsync(id, token);
        log.Add(payload[..^2] + (payload[^2] == 'A' ? "BA" : "AA"), "o1", 20_000, server.Now);
        log.Add(payload, "o2", 20_000, server.Now.AddHours(2));
        log.Add(payload, "o3", 20_000, server.Now.AddHours(-2));
        log.Add(payload, "o4", 11_000, server.Now);
        log.Add(payload, "o5", 20_000, server.Now);
        var entries = Entries(await SyncAsync(till, log));
        Assert.Equal(
            ["payload-forged", "till-clock-wrong", "till-clock-wrong", "below-threshold", "-"],
            entries.Select(Code));
        Assert.All(entries[..4], one => Assert.Equal("merchant", one.GetProperty("liable").GetString()));

        log.Entries[0]!["orderAmount"]!["amount"] = 30_000;
        Assert.Equal("till-log-broken", Code(Entries(await SyncAsync(till, log))[0]));
        var other = await Tills.OpenAsync(server);
        (await SyncAsync(other, log)).IsRefused(409, "quota-invalid");
        log.Token = log.Token[..^1] + (log.Token[^1] == 'A' ? 'B' : 'A');
        (await SyncAsync(till, log)).IsRefused(409, "quota-invalid");
    }

    /// <summary>The request had arrived, the answer had not, and the till went on offline with its order.</summary>
    [Fact]
    public async Task TakenBeforeTheConnectionWasLost_IsTheSameRedemption_NotAConflict()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var log = await LogAsync(till);
        var (id, _, token) = await Tills.VoucherAsync(server, campaign, "off-7");
        var payload = await PayloadAsync(id, token);
        var online = (await till.RedeemAsync(payload, "o1", 20_000, "k1", qr: true)).Is(201);
        log.Add(payload, "o1", 20_000, server.Now);
        var entry = Single(await SyncAsync(till, log));
        Assert.Equal(
            ("taken", online.Text("redemptionId")), (State(entry), entry.GetProperty("redemptionId").GetString()));
        (await till.RedeemAsync(payload + "A", "o2", 20_000, qr: true)).IsRefused(404, "code-unknown");
    }

    [Fact]
    public async Task Gap_InTheLog_StopsIt()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var log = await LogAsync(till);
        foreach (var i in new[] { 1, 2 })
        {
            var (id, _, token) = await Tills.VoucherAsync(server, campaign, $"off-4-{i}");
            log.Add(await PayloadAsync(id, token), $"o{i}", 20_000, server.Now);
        }

        var first = log.Entries[0]!.DeepClone();
        log.Entries.RemoveAt(0);
        Assert.Equal("till-log-broken", Code(Single(await SyncAsync(till, log))));
        log.Entries.Insert(0, first);
        Assert.Equal(["taken", "taken"], Entries(await SyncAsync(till, log)).Select(State));
    }

    /// <summary>What a store may cost is capped over its terminals; a log handed in whole frees its quota.</summary>
    [Fact]
    public async Task Quota_OfAStore_IsCapped_AndComesBackWhenTheLogIsWhole()
    {
        var till = await Tills.OpenAsync(server);
        var given = 0L;
        do
        {
            var one = await server.PostAsync("/api/v1/till/quota", till.Key, Ask);
            if (one.Status == 409) break;
            given += one.Is(201).Json.GetProperty("amount").GetProperty("amount").GetInt64();
            Assert.True(given <= 500_000);
        }
        while (true);
        Assert.Equal(500_000, given);
        (await server.PostAsync("/api/v1/till/quota", till.Key, Ask)).IsRefused(409, "quota-exhausted");
        var fresh = await Tills.OpenAsync(server);
        var log = await LogAsync(fresh);
        var body = JsonNode.Parse(Ask)!;
        body["previous"] = log.Id;
        var next = (await server.PostAsync("/api/v1/till/quota", fresh.Key, body.ToJsonString())).Is(201);
        var again = (await server.PostAsync("/api/v1/till/quota", fresh.Key, body.ToJsonString())).Is(201);
        Assert.Equal(next.Text("token"), again.Text("token"));
        var second = new TillLog(again.Text("quotaId"), again.Text("token"));
        second.Add("FG2.x", "o1", 20_000, server.Now);
        Assert.Equal("payload-forged", Code(Single(await SyncAsync(fresh, second))));
        log.Add("FG2.x", "o1", 20_000, server.Now);
        Assert.Equal("quota-closed", Code(Single(await SyncAsync(fresh, log))));
    }

    [Fact]
    public async Task Keys_AreForTills_AndPayloadsForTheHolder()
    {
        var campaign = await server.CampaignAsync(json =>
            json["redemption"] = new JsonObject { ["vouchersPerOrder"] = 2 });
        var till = await Tills.OpenAsync(server);
        var (id, _, _) = await Tills.VoucherAsync(server, campaign, "off-6");
        var keys = (await server.GetAsync("/api/v1/till/keys", till.Key)).Is(200).Json;
        Assert.Equal(43, keys.GetProperty("keys")[0].GetProperty("key").GetString()!.Length);
        Assert.Equal(50, keys.GetProperty("entriesMax").GetInt32());
        Assert.Equal(2, keys.GetProperty("vouchersPerOrder").GetProperty(campaign).GetInt32());
        var some = await Tills.OpenAsync(server, null, campaign, "no-such-campaign/all");
        var takes = (await server.GetAsync("/api/v1/till/keys", some.Key)).Is(200).Json.GetProperty("takes");
        Assert.NotEmpty(takes.EnumerateArray());
        Assert.All(takes.EnumerateArray(), one =>
            Assert.StartsWith(campaign + "/", one.GetString(), StringComparison.Ordinal));
        foreach (var role in new[] { Roles.Operator, Roles.Finance, Roles.Admin })
        {
            var key = await server.KeyAsync(role);
            (await server.GetAsync("/api/v1/till/keys", key)).IsRefused(403, "forbidden");
            (await server.PostAsync("/api/v1/till/quota", key, Ask)).IsRefused(403, "forbidden");
            (await server.PostAsync("/api/v1/till/sync", key, "{}")).IsRefused(403, "forbidden");
            (await server.GetAsync("/api/v1/till/redemptions", key)).IsRefused(403, "forbidden");
        }

        (await server.GetAsync($"/api/v1/me/vouchers/{id}/offline", server.Token("off-other")))
            .IsRefused(404, "unknown-voucher");
        var pass = await server.PassAsync(campaign, "off-6");
        Assert.Equal(401, (await server.GetAsync($"/api/v1/me/vouchers/{id}/offline", pass)).Status);
    }

    [Fact]
    public async Task Day_ListsWhatTheStoreTook_NewestFirst_InPages()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        foreach (var i in new[] { 1, 2, 3 })
        {
            var (_, code, _) = await Tills.VoucherAsync(server, campaign, $"day-{i}");
            (await till.RedeemAsync(code, $"o{i}", 20_000)).Is(201);
        }

        var deadline = server.Now.AddMinutes(1);
        Answer day;
        do
        {
            Assert.True(server.Now < deadline, "the projection does not come");
            day = (await server.GetAsync("/api/v1/till/redemptions?limit=2", till.Key)).Is(200);
        }
        while (day.Json.GetProperty("totals").GetArrayLength() == 0
            || day.Json.GetProperty("totals")[0].GetProperty("count").GetInt32() < 3);
        Assert.Equal(["o3", "o2"], Orders(day));
        Assert.Equal(9_000, day.Json.GetProperty("totals")[0].GetProperty("discount").GetProperty("amount").GetInt64());
        var rest = (await server.GetAsync(
            $"/api/v1/till/redemptions?limit=2&after={day.Text("next")}", till.Key)).Is(200);
        Assert.Equal(["o1"], Orders(rest));
        Assert.False(rest.Json.TryGetProperty("next", out _));
        Assert.Empty(Orders((await server.GetAsync("/api/v1/till/redemptions?day=2026-01-01", till.Key)).Is(200)));
        foreach (var wrong in new[]
        {
            "day=30.11.2026", "day=9999-12-31", "day=0001-01-01", "limit=0", "limit=9999", "after=x", "after=1.R",
        })
            (await server.GetAsync("/api/v1/till/redemptions?" + wrong, till.Key)).IsRefused(400, "redemption-invalid");
    }

    private const string Ask = """{"terminal": "till-1", "currency": "CNY"}""";

    private static string[] Orders(Answer day) =>
        [.. day.Json.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("orderRef").GetString()!)];

    private async Task<string> PayloadAsync(string voucher, string token) =>
        (await server.GetAsync($"/api/v1/me/vouchers/{voucher}/offline", token)).Is(200).Text("payload");

    private async Task<TillLog> LogAsync(Tills till)
    {
        var quota = (await server.PostAsync("/api/v1/till/quota", till.Key, Ask)).Is(201);
        return new TillLog(quota.Text("quotaId"), quota.Text("token"));
    }

    private Task<Answer> SyncAsync(Tills till, TillLog log) => server.PostAsync(
        "/api/v1/till/sync", till.Key,
        new JsonObject { ["quota"] = log.Token, ["entries"] = log.Entries.DeepClone() }.ToJsonString());

    private static JsonElement[] Entries(Answer answer) =>
        [.. answer.Is(200).Json.GetProperty("entries").EnumerateArray()];

    private static JsonElement Single(Answer answer) => Assert.Single(Entries(answer));

    private static string State(JsonElement entry) => entry.GetProperty("state").GetString()!;

    private static string Code(JsonElement entry) =>
        entry.TryGetProperty("code", out var code) ? code.GetString()! : "-";

    private sealed class TillLog(string id, string token)
    {
        private string _head = Hex(token);

        public string Id => id;

        public string Token { get; set; } = token;

        public JsonArray Entries { get; } = [];

        public void Add(string payload, string order, long cents, DateTimeOffset time)
        {
            var (entry, at) = (Entries.Count + 1, time.ToUnixTimeMilliseconds());
            var hash = Hex(string.Join('\n', "fg-till-1", _head, entry.ToString(CultureInfo.InvariantCulture), id,
                "till-1", at.ToString(CultureInfo.InvariantCulture), cents.ToString(CultureInfo.InvariantCulture),
                "CNY",
                order, payload));
            Entries.Add(new JsonObject
            {
                ["entry"] = entry,
                ["previous"] = _head,
                ["payload"] = payload,
                ["orderRef"] = order,
                ["orderAmount"] = Money(cents),
                ["at"] = at,
                ["hash"] = hash,
            });
            _head = hash;
        }

        private static string Hex(string text) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
