using System.Globalization;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class ClaimRefusalTests(Server server)
{
    [Fact]
    public async Task Claim_OfWhatIsNotThere_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync("no-such", A, pass, "k")).IsRefused(404, "unknown-campaign");
        (await server.ClaimAsync(campaign, "no-such", pass, "k")).IsRefused(404, "unknown-batch");
    }

    [Theory]
    [InlineData(null, "idempotency-key-missing")]
    [InlineData("", "idempotency-key-missing")]
    [InlineData("with space", "idempotency-key-malformed")]
    [InlineData("tab\there", "idempotency-key-malformed")]
    public async Task Claim_WithoutAGoodKey_IsRefused(string? key, string code)
    {
        var campaign = await server.CampaignAsync();
        (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "anna"), key)).IsRefused(400, code);
    }

    [Fact]
    public async Task Claim_WithAKeyOfItsLength_IsTakenTo128AndNotBeyond()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync(campaign, A, pass, new string('k', 129))).IsRefused(400, "idempotency-key-malformed");
        (await server.ClaimAsync(campaign, A, pass, new string('k', 128))).Is(201);
    }

    [Fact]
    public async Task Claim_WithTwoKeys_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        var answer = await server.SendAsync(
            HttpMethod.Post, Server.ClaimPath(campaign, A), await server.PassAsync(campaign, "anna"), "{}",
            ("Idempotency-Key", "k1"), ("Idempotency-Key", "k2"));
        answer.IsRefused(400, "idempotency-key-malformed");
    }

    [Fact]
    public async Task Claim_BeforeTheOpening_IsToldWhen()
    {
        var opens = server.Now.AddHours(1);
        var campaign = await server.CampaignAsync(json => json["opensAt"] = Time(opens));
        var refused = await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "anna"), "k");
        refused.IsRefused(409, "not-open");
        Assert.Equal(Time(opens), Whole(refused.Text("opensAt")));
    }

    [Fact]
    public async Task Claim_BeforeABatchesOwnOpening_IsToldThatOne()
    {
        var opens = server.Now.AddHours(2);
        var campaign = await server.CampaignAsync(json => json.BatchAt(1)["opensAt"] = Time(opens));
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync(campaign, A, pass, "k1")).Is(201);
        var refused = await server.ClaimAsync(campaign, B, pass, "k2");
        refused.IsRefused(409, "not-open");
        Assert.Equal(Time(opens), Whole(refused.Text("opensAt")));
    }

    [Fact]
    public async Task Claim_WhilePaused_IsToldWhenAndHowLongToWait()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var back = server.Now.AddHours(1);
        (await server.PauseAsync(campaign, Pause(back).ToJsonString())).Is(200);
        var refused = await server.ClaimAsync(campaign, A, pass, "k");
        refused.IsRefused(409, "paused");
        Assert.Equal(Time(back), Whole(refused.Text("resumesAt")));
        var wait = int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture);
        Assert.InRange(wait, 3_500, 3_601);
    }

    [Fact]
    public async Task Claim_WhileTwoPausesStand_IsToldOfTheOneThatStopsIt()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var back = server.Now.AddHours(1);
        (await server.PauseAsync(campaign, Pause(back, "batch", A).ToJsonString())).Is(200);
        (await server.PauseAsync(campaign, Pause(back.AddDays(9), "batch", B).ToJsonString())).Is(200);
        var refused = await server.ClaimAsync(campaign, A, pass, "k");
        refused.IsRefused(409, "paused");
        Assert.Equal(Time(back), Whole(refused.Text("resumesAt")));
    }

    [Fact]
    public async Task Claim_WithoutAPass_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        (await server.ClaimAsync(campaign, A, null, "k")).IsRefused(401, "pass-missing");
        (await server.ClaimAsync(campaign, A, "no-pass", "k")).IsRefused(401, "pass-invalid");
        (await server.ClaimAsync(campaign, A, server.Token("anna"), "k")).IsRefused(401, "pass-invalid");
        (await server.ClaimAsync(campaign, A, server.Operator, "k")).IsRefused(401, "pass-invalid");
    }

    [Fact]
    public async Task Claim_WithThePassOfAnotherCampaign_IsRefused()
    {
        var (mine, other) = (await server.CampaignAsync(), await server.CampaignAsync());
        var pass = await server.PassAsync(other, "anna");
        (await server.ClaimAsync(mine, A, pass, "k")).IsRefused(403, "pass-wrong-campaign");
        Assert.Equal(0, (await server.LedgerAsync(mine)).Json.GetProperty("counts").GetProperty("issued").GetInt64());
    }

    [Fact]
    public async Task Refusal_IsInTheLanguageThatWasAskedFor()
    {
        var path = Server.ClaimPath("no-such", A);
        var en = await server.SendAsync(HttpMethod.Post, path, null, "{}", ("Accept-Language", "en-GB,en;q=0.9"));
        var zh = await server.SendAsync(HttpMethod.Post, path, null, "{}", ("Accept-Language", "zh-CN"));
        Assert.Equal(("en", "zh"), (en.Header("Content-Language"), zh.Header("Content-Language")));
        Assert.NotEqual(en.Text("title"), zh.Text("title"));
    }

    /// <summary>To the second: the campaign's times were written so.</summary>
    private static string Whole(string time) =>
        Time(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
