using System.Globalization;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.Tills.Merchants;
using Microsoft.Extensions.DependencyInjection;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Tills of stores that the directory knows, and citizens with vouchers for them.</summary>
internal sealed class Tills(Server server, string key)
{
    private const string Path = "/api/v1/ops/merchants";
    private static int _stores;

    public string Store { get; private init; } = "";

    public string Merchant { get; private init; } = "";

    /// <summary>A merchant with one store, applied for by one person and approved by another.</summary>
    /// <param name="server">The node.</param>
    /// <param name="stands"><c>suspend</c> or <c>freeze</c>; null: it may redeem.</param>
    /// <param name="takes">Campaigns or <c>campaign/batch</c> it takes; none: all.</param>
    public static async Task<Tills> OpenAsync(Server server, string? stands = null, params string[] takes)
    {
        var merchant = $"counter-{Interlocked.Increment(ref _stores)}";
        var store = merchant + "-1";
        var application = new JsonObject
        {
            ["id"] = merchant,
            ["name"] = Name("店", "Shop"),
            ["stores"] = new JsonArray(new JsonObject
            {
                ["id"] = store,
                ["name"] = Name("店", "Shop"),
                ["region"] = "330106",
                ["category"] = "dining",
                ["takes"] = new JsonArray([.. takes.Select(one => (JsonNode)one)]),
            }),
        };
        var applied = (await server.PostAsync(Path, server.Operator, application.ToJsonString())).Is(201);
        var second = await server.KeyAsync(Roles.Finance, name: "second");
        (await server.SendAsync(HttpMethod.Post, $"{Path}/{merchant}/approve", second, """{"reason": "checked"}""",
            ("If-Match", applied.Header("ETag")))).Is(200);
        if (stands is not null)
        {
            var body = new JsonObject { ["reason"] = Name("测试", "A test") };
            if (stands == "freeze")
            {
                body["appeal"] = Name("申诉", "Object");
                body["redemptions"] = new JsonArray("r-1");
            }

            (await server.PostAsync($"/api/v1/ops/stores/{store}/{stands}", second, body.ToJsonString())).Is(200);
        }

        var directory = server.Services.GetRequiredService<StoreDirectory>();
        var deadline = server.Now.AddMinutes(2);
        while (directory.Find(store) is not { } facts || (facts.Standing == StoreStanding.Active) != stands is null)
        {
            Assert.True(server.Now < deadline, "the store did not come to stand as it should");
            await server.GetAsync("/health/live");
        }

        return new Tills(server, await server.KeyAsync(Roles.Till, store)) { Store = store, Merchant = merchant };
    }

    public Task<Answer> RedeemAsync(
        string code, string order, long cents, string? key = null, bool qr = false, string currency = "CNY") =>
        server.SendAsync(HttpMethod.Post, "/api/v1/redemptions", Key, new JsonObject
        {
            [qr ? "qr" : "code"] = code,
            ["orderRef"] = order,
            ["orderAmount"] = new JsonObject { ["amount"] = cents, ["currency"] = currency },
            ["terminal"] = "till-1",
        }.ToJsonString(), ("Idempotency-Key", key));

    public string Key => key;

    public Task<Answer> RefundAsync(string redemption, long? cents, string refundKey) =>
        server.SendAsync(HttpMethod.Post, $"/api/v1/redemptions/{redemption}/refunds", Key,
            cents is { } some ? new JsonObject { ["amount"] = Money(some) }.ToJsonString() : "{}",
            ("Idempotency-Key", refundKey));

    public Task<Answer> UndoAsync(string redemption) =>
        server.SendAsync(HttpMethod.Post, $"/api/v1/redemptions/{redemption}/undo", Key, "{}");

    public Task<Answer> ByOrderAsync(string order) =>
        server.GetAsync($"/api/v1/redemptions/by-order/{Uri.EscapeDataString(order)}", Key);

    /// <summary>A voucher of this citizen's, by its id and code.</summary>
    public static async Task<(string Id, string Code, string Token)> VoucherAsync(
        Server server, string campaign, string citizen, string batch = A)
    {
        var token = server.Token(citizen);
        var pass = await server.PassOfAsync(campaign, token);
        var claimed = (await server.ClaimAsync(campaign, batch, pass, "k-" + batch)).Is(201).Text("voucherId");
        var one = (await server.GetAsync($"/api/v1/me/vouchers/{claimed}", token)).Is(200);
        return (claimed, one.Text("code"), token);
    }

    public static string Cents(Answer answer, string member) =>
        answer.Json.GetProperty(member).GetProperty("amount").GetInt64().ToString(CultureInfo.InvariantCulture);
}
