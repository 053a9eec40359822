using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class PublicCampaignTests(Server server)
{
    [Fact]
    public async Task Campaign_IsPublicAndHasEveryMemberOfTheContract()
    {
        var id = await server.CampaignAsync();
        var answer = await ReadAsync(id);
        Assert.Equal("public, max-age=1", answer.Header("Cache-Control"));
        Assert.Equal("open", answer.Text("phase"));
        var line = answer.Json.GetProperty("line");
        Assert.Equal((0, 0), (line.GetProperty("waiting").GetInt32(), line.GetProperty("serving").GetInt32()));
        var batch = answer.Json.GetProperty("batches").EnumerateArray().First();
        Assert.Equal((A, "open", 10L), (batch.GetProperty("id").GetString(), batch.GetProperty("state").GetString(),
            batch.GetProperty("remaining").GetInt64()));
        foreach (var member in new[] { "name", "faceValue", "threshold" })
            Assert.True(batch.TryGetProperty(member, out _), member);
        Assert.True(answer.Json.TryGetProperty("opensAt", out _));
    }

    [Fact]
    public async Task Campaign_AskedAgainUnchanged_IsNotSentAgain()
    {
        var id = await server.CampaignAsync();
        var first = await ReadAsync(id);
        var tag = first.Header("ETag")!;
        var same = await server.GetAsync($"/api/v1/campaigns/{id}", null, ("If-None-Match", tag));
        Assert.Equal((304, "", tag), (same.Status, same.Body, same.Header("ETag")));
        Assert.Equal(304, (await server.GetAsync($"/api/v1/campaigns/{id}", null,
            ("If-None-Match", $"\"other\", {tag}"))).Status);
        Assert.Equal(304, (await server.GetAsync($"/api/v1/campaigns/{id}", null,
            ("If-None-Match", "W/" + tag))).Status);
        (await server.ClaimAsync(id, A, await server.PassAsync(id, "anna"), "k")).Is(201);
        var changed = await server.GetAsync($"/api/v1/campaigns/{id}", null, ("If-None-Match", tag));
        changed.Is(200);
        Assert.NotEqual(tag, changed.Header("ETag"));
    }

    [Fact]
    public async Task Campaign_GoesThroughItsPhases()
    {
        var scheduled = await server.CampaignAsync(json => json["opensAt"] = Time(server.Now.AddHours(1)));
        Assert.Equal("scheduled", (await ReadAsync(scheduled)).Text("phase"));
        var id = await server.CampaignAsync(json =>
        {
            json.WithStock(1);
            json["batches"]!.AsArray().RemoveAt(1);
        });
        var back = server.Now.AddHours(1);
        (await server.PauseAsync(id, Pause(back).ToJsonString())).Is(200);
        var paused = await ReadAsync(id);
        Assert.Equal("paused", paused.Text("phase"));
        Assert.StartsWith(Time(back)[..^1], paused.Text("resumesAt"), StringComparison.Ordinal);
        Assert.Equal(("系统维护", "Maintenance"), (paused.Json.GetProperty("notice").GetProperty("zh").GetString(),
            paused.Json.GetProperty("notice").GetProperty("en").GetString()));
        var resume = $"/api/v1/ops/campaigns/{id}/resume";
        (await server.PostAsync(resume, server.Operator, """{"reason":"a test"}""")).Is(200);
        (await server.ClaimAsync(id, A, await server.PassAsync(id, "anna"), "k")).Is(201);
        Assert.Equal("soldOut", (await ReadAsync(id)).Text("phase"));
        (await server.ChangeAsync(id, json => json["closesAt"] = Time(server.Now.AddMinutes(-1)))).Is(200);
        Assert.Equal("closed", (await ReadAsync(id)).Text("phase"));
    }

    [Fact]
    public async Task Campaign_ThatIsNotThere_IsRefused()
    {
        (await server.GetAsync("/api/v1/campaigns/no-such")).IsRefused(404, "unknown-campaign");
        (await server.GetAsync("/api/v1/campaigns/%E6%B4%BB%E5%8A%A8")).IsRefused(404, "unknown-campaign");
    }

    private async Task<Answer> ReadAsync(string id) => (await server.GetAsync($"/api/v1/campaigns/{id}")).Is(200);
}
