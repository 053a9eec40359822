using System.Text.Json.Nodes;
using Floodgate.IntegrationTests.Hosting;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Spending caps over HTTP, against the whole node: pool and shards with real queues between them.</summary>
[Collection(HttpCollection.Name)]
public sealed class CapTests(Server server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Redeem_BeyondACap_IsRefusedByName_AndTheVoucherIsAsItWas(int shards)
    {
        const int Vouchers = 12;
        var campaign = await CappedAsync(shards, per: "merchant", cents: 20_000);
        var (till, other) = (await Tills.OpenAsync(server), await Tills.OpenAsync(server));
        var held = new List<(string Id, string Code, string Token)>();
        for (var i = 0; i < Vouchers; i++)
            held.Add(await Tills.VoucherAsync(server, campaign, $"cap-{shards}-{i}"));
        var answers = await Task.WhenAll(
            held.Select((one, i) => till.RedeemAsync(one.Code, $"o-{campaign}-{i}", 20_000, $"k-{campaign}-{i}")));
        // Six times 3,000 fit into 20,000.
        Assert.Equal(6, answers.Count(answer => answer.Status == 201));
        var refused = Array.FindIndex(answers, answer => answer.Status != 201);
        answers[refused].IsRefused(409, "cap-reached");
        Assert.Equal("merchant", answers[refused].Text("cap"));
        var (id, code, token) = held[refused];
        Assert.Equal("held", (await server.GetAsync($"/api/v1/me/vouchers/{id}", token)).Text("state"));
        // The other merchant has a cap of its own.
        (await other.RedeemAsync(code, "o1", 20_000)).Is(201);
        var ledger = await server.LedgerAsync(campaign);
        Assert.Equal(7 * 3_000, ledger.Json.GetProperty("redeemed").GetInt64());
    }

    [Fact]
    public async Task Undo_MakesRoomAgain_InWhicheverShard()
    {
        var campaign = await CappedAsync(2, per: "day", cents: 3_000);
        var till = await Tills.OpenAsync(server);
        var (_, first, _) = await Tills.VoucherAsync(server, campaign, "room-1");
        var redemption = (await till.RedeemAsync(first, "o1", 20_000, "k1")).Is(201).Text("redemptionId");
        var others = new List<string>();
        for (var i = 2; i < 8; i++) others.Add((await Tills.VoucherAsync(server, campaign, $"room-{i}")).Code);
        foreach (var code in others)
            (await till.RedeemAsync(code, "o2", 20_000, "k2-" + code)).IsRefused(409, "cap-reached");
        (await till.UndoAsync(redemption)).Is(200);
        var taken = 0;
        await Patience.UntilAsync(
            async () =>
            {
                foreach (var code in others)
                    if ((await till.RedeemAsync(code, $"o-{code}", 20_000, "k3-" + code)).Status == 201) taken++;
                return taken > 0;
            },
            () => "the room that was undone did not come back");
        Assert.Equal(1, taken);
    }

    private Task<string> CappedAsync(int shards, string per, long cents) => server.CampaignAsync(json =>
    {
        json.WithStock(50)["shards"] = shards;
        json["redemption"] = new JsonObject
        {
            ["caps"] = new JsonArray(new JsonObject { ["per"] = per, ["amount"] = Money(cents) }),
        };
    });
}
