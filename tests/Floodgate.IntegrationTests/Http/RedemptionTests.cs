using Floodgate.Foundation.Signals;
using Microsoft.Extensions.DependencyInjection;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A till's requests over HTTP, against the whole node.</summary>
[Collection(HttpCollection.Name)]
public sealed class RedemptionTests(Server server)
{
    [Fact]
    public async Task Redeem_ByCode_TakesTheFaceValueOff_AndTheWalletAndTheLedgerSaySo()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var (id, code, token) = await Tills.VoucherAsync(server, campaign, "r-1");
        var first = (await till.RedeemAsync(code, "o1", 20_000, "k1")).Is(201);
        Assert.Equal(("3000", "17000"), (Tills.Cents(first, "discount"), Tills.Cents(first, "payable")));
        Assert.Equal(first.Body, (await till.RedeemAsync(code, "o1", 20_000, "k1")).Is(200).Body);
        Assert.Equal("redeemed", (await server.GetAsync($"/api/v1/me/vouchers/{id}", token)).Text("state"));
        var ledger = await server.LedgerAsync(campaign);
        Assert.Equal(3_000, ledger.Json.GetProperty("redeemed").GetInt64());
        Assert.Equal(6.67m, ledger.Json.GetProperty("figures").GetProperty("leverageRatio").GetDecimal());
        (await till.RedeemAsync(code, "o2", 20_000, "k2")).IsRefused(409, "already-redeemed");
        (await till.RedeemAsync(code, "o2", 20_000, "k1")).IsRefused(422, "key-reused");
    }

    [Fact]
    public async Task Redemptions_CountWhereTheDetectorsLook()
    {
        var campaign = await server.CampaignAsync();
        var (till, suspended) = (await Tills.OpenAsync(server), await Tills.OpenAsync(server, "suspend"));
        var (_, code, _) = await Tills.VoucherAsync(server, campaign, "r-seen");
        var signals = server.Services.GetRequiredService<TillSignals>();
        long[] Seen() =>
        [
            signals.Count(TillColumn.Requests), signals.Count(TillColumn.Taken), signals.Count(TillColumn.Failed),
            signals.Refused("already-redeemed"), signals.Refused("store-suspended"),
        ];
        var before = Seen();
        (await till.RedeemAsync(code, "o1", 20_000)).Is(201);
        (await till.RedeemAsync(code, "o1", 20_000)).Is(200);
        (await till.RedeemAsync(code, "o2", 20_000)).IsRefused(409, "already-redeemed");
        for (var i = 0; i < 8; i++) (await suspended.RedeemAsync(code, "o3", 20_000)).IsRefused(403, "store-suspended");
        Assert.Equal([11, 2, 0, 1, 8], Seen().Zip(before, (now, then) => now - then));
        Assert.Equal((suspended.Store, "store-suspended"), signals.Stores.Worst() is { } worst
            ? (worst.Store, worst.Code) : default);
    }

    [Fact]
    public async Task Redeem_ByMovingCode_TakesItOnce_AndAScreenshotIsRefusedWithItsReason()
    {
        var campaign = await server.CampaignAsync(json => json.BatchAt(0)["partial"] = true);
        var till = await Tills.OpenAsync(server);
        var (id, _, token) = await Tills.VoucherAsync(server, campaign, "r-2");
        var qr = (await server.GetAsync($"/api/v1/me/vouchers/{id}/qr", token)).Is(200).Text("payload");
        (await till.RedeemAsync(qr, "o1", 12_000, qr: true)).Is(201);
        (await till.RedeemAsync(qr, "o1", 12_000, qr: true)).Is(200);
        (await till.RedeemAsync(qr + "0", "o2", 12_000, qr: true)).IsRefused(404, "code-unknown");
        (await till.RedeemAsync("FG1.x", "o2", 12_000, qr: true)).IsRefused(400, "code-malformed");
    }

    [Fact]
    public async Task Redeem_WhileClaimsArePaused_GoesOn()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var (_, code, _) = await Tills.VoucherAsync(server, campaign, "r-3");
        (await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString())).Is(200);
        (await till.RedeemAsync(code, "o1", 20_000)).Is(201);
    }

    [Fact]
    public async Task Redeem_OutsideTheRules_IsRefusedByName_AndChangesNothing()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var (id, code, token) = await Tills.VoucherAsync(server, campaign, "r-4");
        (await till.RedeemAsync(code, "o1", 11_999)).IsRefused(409, "below-threshold");
        (await till.RedeemAsync(code, "", 20_000)).IsRefused(400, "redemption-invalid")
            .Naming("/orderRef text-malformed");
        (await till.RedeemAsync(code, "o1", 0)).IsRefused(400, "redemption-invalid");
        (await till.RedeemAsync(code, "o1", 20_000, currency: "USD")).IsRefused(400, "redemption-invalid");
        (await till.RedeemAsync(code[..^1] + (code[^1] == '0' ? '1' : '0'), "o1", 20_000))
            .IsRefused(400, "code-malformed");
        var picky = await Tills.OpenAsync(server, null, $"{campaign}/{B}");
        (await picky.RedeemAsync(code, "o1", 20_000)).IsRefused(409, "wrong-store");
        foreach (var (stands, refusal) in new[] { ("suspend", "store-suspended"), ("freeze", "store-frozen") })
            (await (await Tills.OpenAsync(server, stands)).RedeemAsync(code, "o1", 20_000)).IsRefused(403, refusal);
        Assert.Equal("held", (await server.GetAsync($"/api/v1/me/vouchers/{id}", token)).Text("state"));
        Assert.Equal("none", (await till.ByOrderAsync("o1")).Is(200).Text("state"));
    }

    [Fact]
    public async Task ByOrder_SaysWhatBecameOfIt()
    {
        var campaign = await server.CampaignAsync(json => json["shards"] = 4);
        var till = await Tills.OpenAsync(server);
        var (_, code, _) = await Tills.VoucherAsync(server, campaign, "r-5");
        // Whatever characters a till's number has.
        const string order = "A/5 %2F 单?#";
        Assert.Equal("none", (await till.ByOrderAsync(order)).Text("state"));
        var redemption = (await till.RedeemAsync(code, order, 20_000)).Is(201).Text("redemptionId");
        var found = await till.ByOrderAsync(order);
        Assert.Equal("redeemed", found.Text("state"));
        Assert.True(found.Json.GetProperty("complete").GetBoolean());
        Assert.Equal("none", (await (await Tills.OpenAsync(server)).ByOrderAsync(order)).Text("state"));
        (await till.UndoAsync(redemption)).Is(200);
        Assert.Equal("none", (await till.ByOrderAsync(order)).Text("state"));
    }

    /// <summary>An order of several people's vouchers in different books: the order is one all the same.</summary>
    [Fact]
    public async Task Order_OverSeveralBooks_TakesAsManyVouchersAsTheCampaignAllows()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(40)["shards"] = 8);
        var till = await Tills.OpenAsync(server);
        for (var person = 0; person < 6; person++)
        {
            var (_, code, _) = await Tills.VoucherAsync(server, campaign, $"r-6-{person}");
            var answer = await till.RedeemAsync(code, "one-order", 20_000, $"k{person}");
            if (person == 0) answer.Is(201);
            else answer.IsRefused(409, "order-full");
        }
    }

    [Fact]
    public async Task Refund_InParts_AndUndo_AreExact()
    {
        var campaign = await server.CampaignAsync(json => json.BatchAt(0)["partial"] = true);
        var till = await Tills.OpenAsync(server);
        var (id, code, token) = await Tills.VoucherAsync(server, campaign, "r-7");
        var redemption = (await till.RedeemAsync(code, "o1", 20_000)).Is(201).Text("redemptionId");
        var part = (await till.RefundAsync(redemption, 6_667, "f1")).Is(201);
        Assert.Equal(("1000", "restored"), (Tills.Cents(part, "subsidy"), part.Text("effect")));
        Assert.Equal(part.Body, (await till.RefundAsync(redemption, 6_667, "f1")).Is(200).Body);
        (await till.RefundAsync(redemption, 13_334, "f2")).IsRefused(409, "amount-too-large");
        Assert.Equal("2000", Tills.Cents((await till.RefundAsync(redemption, null, "f3")).Is(201), "subsidy"));
        Assert.Equal("held", (await server.GetAsync($"/api/v1/me/vouchers/{id}", token)).Text("state"));
        (await till.UndoAsync(redemption)).IsRefused(409, "already-refunded");
        var other = await Tills.OpenAsync(server);
        (await other.RefundAsync(redemption, null, "f9")).IsRefused(404, "unknown-redemption");
    }

    [Fact]
    public async Task Voucher_ItsWholeLife_IsReadByStaff_AndStaffMayEndIt()
    {
        var campaign = await server.CampaignAsync();
        var till = await Tills.OpenAsync(server);
        var (id, code, _) = await Tills.VoucherAsync(server, campaign, "r-8");
        var path = $"/api/v1/ops/vouchers/{id}";
        (await server.PostAsync(path + "/freeze", server.Operator, """{"reason":"a test"}""")).Is(200);
        (await till.RedeemAsync(code, "o1", 20_000)).IsRefused(409, "frozen");
        (await server.PostAsync(path + "/unfreeze", server.Operator, """{"reason":"a test"}""")).Is(200);
        (await till.RedeemAsync(code, "o1", 20_000)).Is(201);
        var life = (await server.GetAsync($"/api/v1/ops/vouchers/{code}", server.Operator)).Is(200);
        Assert.Equal("redeemed", life.Text("state"));
        Assert.Equal(1, life.Json.GetProperty("redemptions").GetArrayLength());
        (await server.PostAsync(path + "/void", server.Operator, """{"reason":"a test"}"""))
            .IsRefused(409, "already-redeemed");
    }

    /// <summary>Fault: 'held' was answered after an unfreeze, whatever the voucher was.</summary>
    [Fact]
    public async Task Mark_AnswersTheStateThatTheBookHas()
    {
        var campaign = await server.CampaignAsync(json => json.BatchAt(0)["partial"] = true);
        var till = await Tills.OpenAsync(server);
        var (id, code, _) = await Tills.VoucherAsync(server, campaign, "r-9");
        (await till.RedeemAsync(code, "o1", 12_000)).Is(201);
        var (second, secondCode, _) = await Tills.VoucherAsync(server, campaign, "r-10");
        async Task<string> MarkAsync(string voucher, string mark)
        {
            var path = $"/api/v1/ops/vouchers/{voucher}/{mark}";
            return (await server.PostAsync(path, server.Operator, """{"reason":"a test"}""")).Is(200).Text("state");
        }

        Assert.Equal("redeemed", await MarkAsync(id, "unfreeze"));
        Assert.Equal("frozen", await MarkAsync(second, "freeze"));
        Assert.Equal("held", await MarkAsync(second, "unfreeze"));
        (await till.RedeemAsync(secondCode, "o2", 12_000)).Is(201);
        Assert.Equal("redeemed", await MarkAsync(second, "freeze"));
        var (third, _, _) = await Tills.VoucherAsync(server, campaign, "r-11");
        Assert.Equal("void", await MarkAsync(third, "void"));
        Assert.Equal("void", await MarkAsync(third, "unfreeze"));
    }

    [Fact]
    public async Task Tills_AreForTillKeysOnly()
    {
        (await server.PostAsync("/api/v1/redemptions", null, "{}")).Is(401);
        (await server.PostAsync("/api/v1/redemptions", server.Operator, "{}")).Is(403);
        var till = await Tills.OpenAsync(server);
        (await server.GetAsync("/api/v1/ops/vouchers/0000000000000", till.Key)).Is(403);
    }

    /// <summary>One voucher at two tills at one moment, many times: taken once each.</summary>
    [Fact]
    public async Task Race_OfTwoTillsOverOneVoucher_IsWonByOne()
    {
        const int Vouchers = 100;
        var campaign = await server.CampaignAsync(json =>
        {
            json.WithStock(Vouchers)["perPersonLimit"] = 100;
            json.BatchAt(0)["perPersonLimit"] = 100;
        });
        Tills[] tills = [await Tills.OpenAsync(server), await Tills.OpenAsync(server)];
        var pass = await server.PassAsync(campaign, "racer");
        for (var i = 0; i < Vouchers; i++) (await server.ClaimAsync(campaign, A, pass, $"k{i}")).Is(201);
        var wallet = (await server.GetAsync("/api/v1/me/vouchers", server.Token("racer"))).Is(200);
        var codes = wallet.Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("campaign").GetString() == campaign)
            .Select(item => item.GetProperty("code").GetString()!).ToArray();
        Assert.Equal(Vouchers, codes.Length);
        foreach (var code in codes)
        {
            var answers = await Task.WhenAll(tills.Select((till, i) =>
                till.RedeemAsync(code, $"o-{code}", 20_000, $"k{i}-{code}")));
            Assert.Single(answers, answer => answer.Status == 201);
            Assert.Single(answers, answer => answer.IsRefusedAs(409, "already-redeemed"));
        }

        var ledger = await server.LedgerAsync(campaign);
        Assert.Equal(Vouchers * 3_000, ledger.Json.GetProperty("redeemed").GetInt64());
    }
}
