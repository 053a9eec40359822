using Floodgate.Access;
using Floodgate.IntegrationTests.Hosting;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class MyNoticesTests(Server server)
{
    private const string Mine = "/api/v1/me/notices";
    private const string Messages = "/api/v1/ops/holder-messages";

    [Fact]
    public async Task Message_ToTheHoldersOfABatch_IsReadByThem_Once_AndByNobodyElse()
    {
        var campaign = await server.CampaignAsync();
        var holder = await HolderAsync(campaign, A, "notices-anna");
        await HolderAsync(campaign, B, "notices-bert");
        var commander = await server.KeyAsync(Roles.Commander);
        var order = Order("m-batch", campaign, A, "part one");
        for (var i = 0; i < 2; i++)
            Assert.Equal(1, (await SendAsync(commander, order)).Json.GetProperty("recipients").GetInt32());

        foreach (var bearer in new[] { holder, server.Token("notices-anna") })
        {
            var mine = (await server.GetAsync(Mine, bearer)).Is(200);
            Assert.True(mine.Json.GetProperty("complete").GetBoolean());
            var item = Assert.Single(mine.Json.GetProperty("items").EnumerateArray());
            Assert.Equal(("m-batch", A, "message", "part one"),
                (item.GetProperty("id").GetString(), item.GetProperty("batch").GetString(),
                item.GetProperty("kind").GetString(), item.GetProperty("notice").GetProperty("en").GetString()));
        }

        Assert.Empty(await ItemsAsync("notices-bert"));
        Assert.Empty(await ItemsAsync("notices-nobody"));
        var progress = (await server.GetAsync($"{Messages}/m-batch", commander)).Is(200);
        Assert.Equal("queued", progress.Text("state"));
    }

    [Fact]
    public async Task Messages_AreReadInPages_NewestFirst()
    {
        var campaign = await server.CampaignAsync();
        await HolderAsync(campaign, A, "notices-cora");
        var commander = await server.KeyAsync(Roles.Commander);
        for (var i = 0; i < 53; i++) await SendAsync(commander, Order($"m-page-{i}", campaign, null, $"word {i}"));
        var seen = new List<string>();
        string? next = null;
        do
        {
            var path = next is null ? Mine : $"{Mine}?after={next}";
            var page = (await server.GetAsync(path, server.Token("notices-cora"))).Is(200).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 53).Reverse().Select(i => $"m-page-{i}"), seen);
    }

    [Fact]
    public async Task Order_ThatIsNotOne_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        var commander = await server.KeyAsync(Roles.Commander);
        (await PostAsync(commander, Order("m-x", "none", null, "x"))).IsRefused(404, "unknown-campaign");
        (await PostAsync(commander, Order("m-x", campaign, "none", "x"))).IsRefused(404, "unknown-batch");
        (await PostAsync(commander, Order("m-x", campaign, null, ""))).IsRefused(400, "member-wrong-type");
        (await PostAsync(commander, "{}")).IsRefused(400, "member-missing");
        (await PostAsync(server.Operator, Order("m-x", campaign, null, "x"))).IsRefused(403, "forbidden");
        await SendAsync(commander, Order("m-y", campaign, null, "y"));
        (await PostAsync(commander, Order("m-y", campaign, null, "z"))).IsRefused(409, "message-id-taken");
        (await server.GetAsync($"{Messages}/m-none", commander)).IsRefused(404, "not-found");
    }

    private async Task<string> HolderAsync(string campaign, string batch, string citizen)
    {
        var pass = await server.PassAsync(campaign, citizen);
        (await server.ClaimAsync(campaign, batch, pass, "k")).Is(201);
        return pass;
    }

    private async Task<List<System.Text.Json.JsonElement>> ItemsAsync(string citizen) =>
        [.. (await server.GetAsync(Mine, server.Token(citizen))).Is(200).Json.GetProperty("items").EnumerateArray()];

    /// <summary>As a caller does: once more while the tables have not followed.</summary>
    private async Task<Answer> SendAsync(string key, string order)
    {
        Answer? answer = null;
        await Patience.UntilAsync(
            async () => (answer = await PostAsync(key, order)).Code != "holders-uncounted",
            () => "the tables do not follow");
        return answer!.Is(200);
    }

    private Task<Answer> PostAsync(string key, string order) => server.PostAsync(Messages, key, order);

    private static string Order(string id, string campaign, string? batch, string text) =>
        System.Text.Json.JsonSerializer.Serialize(new
        {
            id,
            campaign,
            batch,
            text = new { zh = text, en = text },
        });
}
