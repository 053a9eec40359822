using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class PauseTests(Server server)
{
    [Fact]
    public async Task Pause_StopsClaimsAndResumeGoesOnWithTheExactStock()
    {
        var campaign = await server.CampaignAsync();
        var (anna, ben) = (await server.PassAsync(campaign, "anna"), await server.PassAsync(campaign, "ben"));
        (await server.ClaimAsync(campaign, A, anna, "k")).Is(201);
        var before = await server.LedgerAsync(campaign);
        (await PauseAsync(campaign, "campaign", null)).Is(200);
        (await server.ClaimAsync(campaign, A, ben, "k")).IsRefused(409, "paused");
        Assert.Equal(Figures(before), Figures(await server.LedgerAsync(campaign)));
        (await ResumeAsync(campaign)).Is(200);
        (await server.ClaimAsync(campaign, A, ben, "k")).Is(201);
        Assert.Equal(8, (await server.GetAsync($"/api/v1/campaigns/{campaign}")).Json.GetProperty("batches")[0]
            .GetProperty("remaining").GetInt64());
    }

    [Fact]
    public async Task Pause_OfABatch_StopsThatOneOnly()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await PauseAsync(campaign, "batch", A)).Is(200);
        (await server.ClaimAsync(campaign, A, pass, "k1")).IsRefused(409, "paused");
        (await server.ClaimAsync(campaign, B, pass, "k2")).Is(201);
        var state = await server.GetAsync($"/api/v1/campaigns/{campaign}");
        Assert.Equal("open", state.Text("phase"));
        Assert.Equal(["paused", "open"], state.Json.GetProperty("batches").EnumerateArray()
            .Select(batch => batch.GetProperty("state").GetString()!));
    }

    [Fact]
    public async Task Pause_OfARegion_StopsItsPeopleOnly()
    {
        var campaign = await server.CampaignAsync();
        var here = await server.PassOfAsync(campaign, server.Token("anna", region: "330106"));
        var there = await server.PassOfAsync(campaign, server.Token("ben", region: "440106"));
        (await PauseAsync(campaign, "region", "3301")).Is(200);
        (await server.ClaimAsync(campaign, A, here, "k")).IsRefused(409, "paused");
        (await server.ClaimAsync(campaign, A, there, "k")).Is(201);
    }

    [Fact]
    public async Task Resume_OfOneScope_LeavesTheOtherPauses()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await PauseAsync(campaign, "batch", A)).Is(200);
        (await PauseAsync(campaign, "batch", B)).Is(200);
        (await server.PostAsync($"/api/v1/ops/campaigns/{campaign}/resume", server.Operator,
            $$"""{"reason":"a test","scope":"batch","target":"{{A}}"}""")).Is(200);
        (await server.ClaimAsync(campaign, A, pass, "k1")).Is(201);
        (await server.ClaimAsync(campaign, B, pass, "k2")).IsRefused(409, "paused");
    }

    [Fact]
    public async Task Pause_OfWhatIsNotThere_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        (await PauseAsync("no-such", "campaign", null)).IsRefused(404, "unknown-campaign");
        (await PauseAsync(campaign, "batch", "no-such")).IsRefused(400, "target-unknown")
            .Naming("/target target-unknown");
        (await PauseAsync(campaign, "batch", null)).IsRefused(400, "target-unknown").Naming("/target target-unknown");
        (await PauseAsync(campaign, "region", "a-region-code-too-long")).IsRefused(400, "target-unknown");
        (await PauseAsync(campaign, "merchant", "m1")).IsRefused(400, "target-unknown");
        (await PauseAsync(campaign, "planet", "earth")).IsRefused(400, "scope-unknown").Naming("/scope scope-unknown");
    }

    [Fact]
    public async Task Resume_OfWhatIsNotPaused_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        (await ResumeAsync(campaign)).IsRefused(409, "not-paused");
        (await ResumeAsync("no-such")).IsRefused(404, "unknown-campaign");
        (await PauseAsync(campaign, "campaign", null)).Is(200);
        (await server.PostAsync($"/api/v1/ops/campaigns/{campaign}/resume", server.Operator, "{}"))
            .IsRefused(400, "member-missing").Naming("/reason member-missing");
    }

    private static string Figures(Answer ledger) =>
        $"{ledger.Json.GetProperty("unissued")} {ledger.Json.GetProperty("held")} {ledger.Json.GetProperty("counts")}";

    private Task<Answer> PauseAsync(string campaign, string scope, string? target) =>
        server.PauseAsync(campaign, Pause(server.Now.AddHours(1), scope, target).ToJsonString());

    private Task<Answer> ResumeAsync(string campaign) =>
        server.PostAsync($"/api/v1/ops/campaigns/{campaign}/resume", server.Operator, """{"reason":"a test"}""");
}
