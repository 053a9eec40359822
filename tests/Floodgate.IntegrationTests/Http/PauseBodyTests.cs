using System.Text;
using System.Text.Json.Nodes;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A pause is for the public: what it must say is required, and what is wrong with it is named.</summary>
[Collection(HttpCollection.Name)]
public sealed class PauseBodyTests(Server server)
{
    [Theory]
    [InlineData("resumesAt", "resumes-at-required")]
    [InlineData("notice", "notice-required")]
    [InlineData("reason", "member-missing")]
    [InlineData("scope", "member-missing")]
    public async Task Pause_WithoutAMember_IsRefused(string member, string code) =>
        await RefuseAsync(body => body.Remove(member), code, $"/{member} {code}");

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Pause_WithANoticeInOneLanguage_IsRefused(string language)
    {
        await RefuseAsync(body => body["notice"]![language] = "", "notice-required", "/notice notice-required");
        await RefuseAsync(body =>
            ((JsonObject)body["notice"]!).Remove(language), "notice-required", "/notice notice-required");
    }

    [Fact]
    public async Task Pause_UntilATimeThatIsPast_IsRefused() =>
        await RefuseAsync(body => body["resumesAt"] = Time(server.Now.AddMinutes(-1)),
            "resumes-at-required", "/resumesAt resumes-at-required");

    [Theory]
    [InlineData("resumesAt", "\"tomorrow\"")]
    [InlineData("resumesAt", "5")]
    [InlineData("autoResume", "\"yes\"")]
    [InlineData("notice", "\"text\"")]
    [InlineData("notice", "[]")]
    [InlineData("scope", "5")]
    [InlineData("reason", "{}")]
    public async Task Pause_WithAWrongType_IsNamed(string member, string value) =>
        await RefuseAsync(body =>
            body[member] = JsonNode.Parse(value), "member-wrong-type", $"/{member} member-wrong-type");

    [Fact]
    public async Task Pause_WithAnUnknownMember_IsNamed()
    {
        await RefuseAsync(body => body["colour"] = "red", "member-unknown", "/colour member-unknown");
        await RefuseAsync(body => body["notice"]!["fr"] = "non", "member-unknown", "/notice/fr member-unknown");
        await RefuseAsync(body => body["Reason"] = "again", "member-unknown", "/Reason member-unknown");
    }

    [Fact]
    public async Task Pause_WithADuplicateMember_IsNamed()
    {
        var campaign = await server.CampaignAsync();
        var twice = Pause(server.Now.AddHours(1)).ToJsonString()[..^1] + ",\"reason\":\"again\"}";
        (await server.PauseAsync(campaign, twice)).IsRefused(400, "member-duplicate")
            .Naming("/reason member-duplicate");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("pause")]
    public async Task Pause_WithoutAnObject_IsRefused(string body)
    {
        var campaign = await server.CampaignAsync();
        (await server.PauseAsync(campaign, body)).IsRefused(400, "body-malformed");
    }

    [Fact]
    public async Task Pause_WithAnOversizedBody_IsRefused()
    {
        await RefuseAsync(body => body["reason"] = new string('r', 20_000), "body-too-large");
        await RefuseAsync(body => body["reason"] = new string('r', 501), "member-missing", "/reason member-missing");
        await RefuseAsync(body =>
            body["notice"]!["zh"] = new string('长', 501), "notice-required", "/notice notice-required");
    }

    [Fact]
    public async Task Pause_WithBadUtf8_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        byte[] bytes = [.. Encoding.UTF8.GetBytes("""{"reason":" """), 0xFF, 0xFE, .. "\"}"u8];
        var answer = await server.SendAsync(
            HttpMethod.Post, $"/api/v1/ops/campaigns/{campaign}/pause", server.Operator, new ByteArrayContent(bytes));
        answer.IsRefused(400, "encoding-invalid");
    }

    private async Task RefuseAsync(Action<JsonObject> spoil, string code, params string[] errors)
    {
        var campaign = await server.CampaignAsync();
        var body = Pause(server.Now.AddHours(1));
        spoil(body);
        (await server.PauseAsync(campaign, body.ToJsonString())).IsRefused(400, code).Naming(errors);
        Assert.Equal("open", (await server.GetAsync($"/api/v1/campaigns/{campaign}")).Text("phase"));
    }
}
