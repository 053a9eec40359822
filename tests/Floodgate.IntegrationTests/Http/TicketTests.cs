using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class TicketTests(Server server)
{
    [Fact]
    public async Task Ticket_TakenTwice_IsTheSamePlace()
    {
        var campaign = await server.CampaignAsync();
        var first = await TakeAsync(campaign, server.Token("anna"));
        var again = await TakeAsync(campaign, server.Token("anna"));
        Assert.Equal((201, 200), (first.Status, again.Status));
        foreach (var answer in new[] { first, again })
        {
            Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal("admitted", answer.Text("state"));
            Assert.Equal(0, answer.Json.GetProperty("ahead").GetInt32());
            Assert.Equal(0, answer.Json.GetProperty("estimatedWaitSeconds").GetInt32());
            Assert.StartsWith("fgt_", answer.Text("ticket"), StringComparison.Ordinal);
            Assert.StartsWith("fgp_", answer.Text("pass"), StringComparison.Ordinal);
        }

        Assert.Equal(first.Json.GetProperty("place").GetInt64(), again.Json.GetProperty("place").GetInt64());
    }

    [Fact]
    public async Task Ticket_OfTwoAccountsWithOnePhone_IsOnePlace()
    {
        var campaign = await server.CampaignAsync();
        (await TakeAsync(campaign, server.Token("account-1", phone: "p"))).Is(201);
        (await TakeAsync(campaign, server.Token("account-2", phone: "p"))).Is(200);
    }

    [Fact]
    public async Task CurrentTicket_SaysTheSameAndWhenToAskAgain()
    {
        var campaign = await server.CampaignAsync();
        var taken = await TakeAsync(campaign, server.Token("anna"));
        var current = await server.GetAsync("/api/v1/tickets/current", taken.Text("ticket"));
        current.Is(200);
        Assert.Equal(taken.Json.GetProperty("place").GetInt64(), current.Json.GetProperty("place").GetInt64());
        Assert.NotNull(current.Header("Retry-After"));
        Assert.Contains("no-store", current.Header("Cache-Control"), StringComparison.Ordinal);
        (await server.ClaimAsync(campaign, CampaignJson.A, current.Text("pass"), "k")).Is(201);
    }

    [Fact]
    public async Task CurrentTicket_WithoutATicket_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        (await server.GetAsync("/api/v1/tickets/current")).IsRefused(401, "ticket-missing");
        (await server.GetAsync("/api/v1/tickets/current", "x")).IsRefused(401, "ticket-invalid");
        var pass = await server.PassAsync(campaign, "anna");
        (await server.GetAsync("/api/v1/tickets/current", pass)).IsRefused(401, "ticket-invalid");
    }

    [Fact]
    public async Task Ticket_OfAnUnknownCampaign_IsRefused() =>
        (await TakeAsync("no-such", server.Token("anna"))).IsRefused(404, "unknown-campaign");

    [Fact]
    public async Task Ticket_WithoutAToken_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        (await TakeAsync(campaign, null)).IsRefused(401, "token-missing");
        (await TakeAsync(campaign, server.Token("anna", hoursAgo: 48))).IsRefused(401, "token-expired");
        (await TakeAsync(campaign, server.Token("anna", hoursAgo: -2))).IsRefused(401, "token-invalid");
        (await TakeAsync(campaign, server.Operator)).IsRefused(401, "token-invalid");
        (await TakeAsync(campaign, new string('a', 9_000))).IsRefused(401, "token-invalid");
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256","kid":"x"}""")]
    [InlineData("""{"alg":"ES256"}""")]
    [InlineData("""{"alg":"RS256","kid":""}""")]
    [InlineData("[]")]
    public async Task Ticket_WithATokenOfSomeoneElse_IsRefused(string header)
    {
        var campaign = await server.CampaignAsync();
        var payload = server.Token("anna").Split('.')[1];
        var signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + "." + payload;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
        (await TakeAsync(campaign, signed + "." + signature)).IsRefused(401, "token-invalid");
        (await TakeAsync(campaign, signed + ".")).IsRefused(401, "token-invalid");
    }

    [Fact]
    public async Task Ticket_WithAnotherPayloadUnderAGoodSignature_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        var (anna, ben) = (server.Token("anna").Split('.'), server.Token("ben").Split('.'));
        (await TakeAsync(campaign, $"{anna[0]}.{ben[1]}.{anna[2]}")).IsRefused(401, "token-invalid");
    }

    private Task<Answer> TakeAsync(string campaign, string? token) =>
        server.PostAsync($"/api/v1/campaigns/{campaign}/tickets", token);
}
