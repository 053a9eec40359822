using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class ClaimTests(Server server)
{
    [Fact]
    public async Task Claim_WhenAllIsWell_IsIssuedWithEveryMemberOfTheContract()
    {
        var campaign = await server.CampaignAsync();
        var answer = await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "anna"), "k1");
        answer.Is(201);
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("""{"amount":3000,"currency":"CNY"}""", answer.Json.GetProperty("faceValue").GetRawText());
        Assert.Equal("""{"amount":12000,"currency":"CNY"}""", answer.Json.GetProperty("threshold").GetRawText());
        Assert.Equal(A, answer.Text("batch"));
        Assert.NotEmpty(answer.Text("voucherId"));
        Assert.NotEmpty(answer.Text("journalPosition"));
        foreach (var time in new[] { "validFrom", "validUntil", "claimedAt" })
            Assert.EndsWith("Z", answer.Text(time), StringComparison.Ordinal);
        var members = answer.Json.EnumerateObject().Select(member => member.Name);
        Assert.Equal(
            ["voucherId", "batch", "faceValue", "threshold", "validFrom", "validUntil", "claimedAt", "journalPosition"],
            members);
    }

    [Fact]
    public async Task Claim_WithTheSameKey_GetsTheSameBodyAgain()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var first = await server.ClaimAsync(campaign, A, pass, "k1");
        var again = await server.ClaimAsync(campaign, A, pass, "k1");
        Assert.Equal((201, 200), (first.Status, again.Status));
        Assert.Equal(first.Body, again.Body);
        // Of another pass of the same person too: the key belongs to the person and the campaign.
        Assert.Equal(first.Body,
            (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "anna"), "k1")).Body);
    }

    [Fact]
    public async Task Claim_OfAnotherPersonWithTheSameKey_IsTheirOwn()
    {
        var campaign = await server.CampaignAsync();
        var anna = await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "anna"), "same");
        var ben = await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "ben"), "same");
        Assert.Equal((201, 201), (anna.Status, ben.Status));
        Assert.NotEqual(anna.Text("voucherId"), ben.Text("voucherId"));
    }

    [Fact]
    public async Task Claim_WithTheKeyOfAnotherBatch_IsKeyReused()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync(campaign, A, pass, "k1")).Is(201);
        (await server.ClaimAsync(campaign, B, pass, "k1")).IsRefused(422, "key-reused");
        (await server.ClaimAsync(campaign, "no-such", pass, "k1")).IsRefused(422, "key-reused");
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("sold-out")]
    [InlineData("closed")]
    [InlineData("limit-reached")]
    public async Task Claim_WithAKnownKey_IsAnsweredBeforeAnyRefusal(string state)
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(1));
        var pass = await server.PassAsync(campaign, "anna");
        var receipt = await server.ClaimAsync(campaign, A, pass, "k1");
        receipt.Is(201);
        await BringAsync(campaign, state);
        var known = await server.ClaimAsync(campaign, A, pass, "k1");
        known.Is(200);
        Assert.Equal(receipt.Body, known.Body);
        var asker = state == "limit-reached" ? pass : await server.PassAsync(campaign, "ben");
        (await server.ClaimAsync(campaign, A, asker, "k2")).IsRefused(409, state);
    }

    [Fact]
    public async Task Claim_WhenTheLimitIsReached_ShowsWhatIsHeld()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var held = (await server.ClaimAsync(campaign, A, pass, "k1")).Text("voucherId");
        var refused = await server.ClaimAsync(campaign, A, pass, "k2");
        refused.IsRefused(409, "limit-reached");
        Assert.Equal([held], refused.Json.GetProperty("held").EnumerateArray().Select(id => id.GetString()!));
    }

    [Fact]
    public async Task Claim_BeyondTheCampaignsLimit_IsRefusedOverAllBatches()
    {
        var campaign = await server.CampaignAsync(json =>
        {
            json["perPersonLimit"] = 1;
        });
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync(campaign, A, pass, "k1")).Is(201);
        (await server.ClaimAsync(campaign, B, pass, "k2")).IsRefused(409, "limit-reached");
    }

    [Fact]
    public async Task Claim_OfTwoAccountsWithOnePhone_SharesOneLimit()
    {
        var campaign = await server.CampaignAsync();
        var first = await server.PassOfAsync(campaign, server.Token("account-1", phone: "one-phone"));
        var second = await server.PassOfAsync(campaign, server.Token("account-2", phone: "one-phone"));
        var other = await server.PassOfAsync(campaign, server.Token("account-3", phone: "another"));
        (await server.ClaimAsync(campaign, A, first, "k1")).Is(201);
        (await server.ClaimAsync(campaign, A, second, "k2")).IsRefused(409, "limit-reached");
        (await server.ClaimAsync(campaign, A, other, "k3")).Is(201);
    }

    [Fact]
    public async Task Claim_WithFourShards_IssuesExactlyTheStock()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(20)["shards"] = 4);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async person =>
            await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, $"p{person}"), "k")));
        Assert.Equal(20, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.IsRefused(409, "sold-out"));
        Assert.Equal(20, answers.Where(a => a.Status == 201).Select(a => a.Text("voucherId")).Distinct().Count());
    }

    private async Task BringAsync(string campaign, string state)
    {
        if (state == "paused") (await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString()))
            .Is(200);
        if (state == "closed")
            (await server.ChangeAsync(campaign, json => json["closesAt"] = Time(server.Now.AddMinutes(-1)))).Is(200);
        if (state == "sold-out")
        {
            var phase = await server.GetAsync($"/api/v1/campaigns/{campaign}");
            var batch = phase.Json.GetProperty("batches").EnumerateArray().First();
            Assert.Equal(("soldOut", 0),
                (batch.GetProperty("state").GetString(), batch.GetProperty("remaining").GetInt64()));
        }
    }
}
