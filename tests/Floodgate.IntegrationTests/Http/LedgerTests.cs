using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class LedgerTests(Server server)
{
    private static readonly string[] Terms = ["unissued", "held", "redeemed", "settled", "returned", "expired", "void"];

    [Fact]
    public async Task Ledger_AddsUpToTheBudgetToTheCentAfterEveryClaim()
    {
        var campaign = await server.CampaignAsync(json => json["shards"] = 2);
        for (var person = 0; person < 5; person++)
        {
            await ExpectIdentityAsync(campaign, held: person * 8_000L, issued: person * 2);
            var pass = await server.PassAsync(campaign, $"p{person}");
            (await server.ClaimAsync(campaign, A, pass, "k1")).Is(201);
            (await server.ClaimAsync(campaign, B, pass, "k2")).Is(201);
        }

        await ExpectIdentityAsync(campaign, held: 40_000, issued: 10);
    }

    [Fact]
    public async Task Ledger_AtEveryPositionMidRush_AddsUp()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(40)["shards"] = 4);
        var rush = Task.WhenAll(Enumerable.Range(0, 60).Select(async person =>
            await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, $"p{person}"), "k")));
        while (!rush.IsCompleted)
        {
            var ledger = await server.LedgerAsync(campaign);
            Assert.Equal(ledger.Json.GetProperty("budget").GetInt64(), Sum(ledger));
            Assert.InRange(ledger.Json.GetProperty("counts").GetProperty("issued").GetInt64(), 0, 40);
        }

        Assert.Equal(40, (await rush).Count(answer => answer.Status == 201));
        await ExpectIdentityAsync(campaign, held: 120_000, issued: 40);
    }

    /// <summary>What came back of a voucher may be issued again, to the cent and no more; the identity holds.</summary>
    [Fact]
    public async Task Ledger_OfMoneyThatCameBack_LetsStockBeRaisedByIt_AndStillAddsUp()
    {
        var campaign = await server.CampaignAsync(json =>
        {
            json["shards"] = 2;
            json["refundMode"] = "void";
            json["budget"] = Money(80_000);
        });
        var till = await Tills.OpenAsync(server);
        var (_, code, _) = await Tills.VoucherAsync(server, campaign, "freed-1");
        var (gone, _, _) = await Tills.VoucherAsync(server, campaign, "freed-2");
        (await RaiseAsync(campaign, 11)).IsRefused(422, "campaign-invalid").Naming("/budget/amount budget-too-small");
        var used = (await till.RedeemAsync(code, "o1", 20_000)).Is(201).Text("redemptionId");
        (await till.RefundAsync(used, null, "f1")).Is(201);
        Assert.Equal((3_000, 0), await FreedAsync(campaign));
        await RaisedAsync(campaign, 11);
        Assert.Equal((0, 3_000), await FreedAsync(campaign));
        (await RaiseAsync(campaign, 12)).IsRefused(422, "campaign-invalid").Naming("/budget/amount budget-too-small");
        (await server.PostAsync(
            $"/api/v1/ops/vouchers/{gone}/void", server.Operator, """{"reason": "a test"}""")).Is(200);
        await RaisedAsync(campaign, 12);
        Assert.Equal((0, 6_000), await FreedAsync(campaign));
        for (var i = 0; i < 10; i++)
            (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, $"again-{i}"), "k")).Is(201);
        (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "late"), "k"))
            .IsRefused(409, "sold-out");
        var ledger = await server.LedgerAsync(campaign);
        Assert.Equal((80_000, 80_000), (ledger.Json.GetProperty("budget").GetInt64(), Sum(ledger)));
        Assert.Equal(30_000, ledger.Json.GetProperty("held").GetInt64());
    }

    [Fact]
    public async Task Ledger_OfAnUnknownCampaign_IsRefused() =>
        (await server.GetAsync("/api/v1/ops/campaigns/no-such/ledger", server.Operator))
            .IsRefused(404, "unknown-campaign");

    private Task<Answer> RaiseAsync(string campaign, int stock) =>
        server.ChangeAsync(campaign, json => json.WithStock(stock));

    /// <summary>Proposed by one, approved by another.</summary>
    private async Task RaisedAsync(string campaign, int stock) => Assert.Equal(
        "executed", (await server.RaiseAsync(campaign, json => json.WithStock(stock))).Text("state"));

    private async Task<(long Reissuable, long Reissued)> FreedAsync(string campaign)
    {
        var ledger = await server.LedgerAsync(campaign);
        Assert.Equal(ledger.Json.GetProperty("budget").GetInt64(), Sum(ledger));
        var figures = ledger.Json.GetProperty("figures");
        return (figures.GetProperty("reissuable").GetInt64(), figures.GetProperty("reissued").GetInt64());
    }

    private static long Sum(Answer ledger) => Terms.Sum(term => ledger.Json.GetProperty(term).GetInt64());

    private async Task ExpectIdentityAsync(string campaign, long held, int issued)
    {
        var ledger = await server.LedgerAsync(campaign);
        Assert.Equal((campaign, "CNY"), (ledger.Text("campaign"), ledger.Text("currency")));
        Assert.NotEmpty(ledger.Text("journalPosition"));
        Assert.Equal(1_000_000_000, ledger.Json.GetProperty("budget").GetInt64());
        Assert.Equal(1_000_000_000, Sum(ledger));
        Assert.Equal(held, ledger.Json.GetProperty("held").GetInt64());
        var counts = ledger.Json.GetProperty("counts");
        Assert.Equal(issued, counts.GetProperty("issued").GetInt64());
        Assert.Equal(issued, counts.GetProperty("held").GetInt64());
        foreach (var count in new[] { "redeemed", "expired", "void" })
            Assert.Equal(0, counts.GetProperty(count).GetInt64());
        Assert.True(counts.GetProperty("stock").GetInt64() >= issued);
    }
}
