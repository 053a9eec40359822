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
    private static int _stores = 900_000;

    public string Store { get; private init; } = "";

    public string Merchant { get; private init; } = "";

    public static async Task<Tills> OpenAsync(
        Server server, StoreStanding standing = StoreStanding.Active, params string[] takes)
    {
        var number = Interlocked.Increment(ref _stores);
        var (store, merchant) = ($"s-{number}", $"m-{number}");
        Published.Add(new StoreFacts(
            store, number, merchant, number, "3301", "dining", standing, new("测试原因", "a test reason"))
        {
            Takings = new StoreTakings(takes),
        });
        server.Services.GetRequiredService<StoreDirectory>().Publish([.. Published]);
        return new Tills(server, await server.KeyAsync(Roles.Till, store)) { Store = store, Merchant = merchant };
    }

    private static List<StoreFacts> Published { get; } = [];

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

    public Task<Answer> ByOrderAsync(string order) => server.GetAsync($"/api/v1/redemptions/by-order/{order}", Key);

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
