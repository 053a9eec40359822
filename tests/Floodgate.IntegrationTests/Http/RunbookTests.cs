using System.Text.Json;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Vouchers.Verification;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Steps of the default plan's runbooks taken by people, and what the crowd sees of them.</summary>
[Collection(HttpCollection.Name)]
public sealed class RunbookTests(Server server)
{
    private const string Incidents = "/api/v1/ops/incidents";

    [Fact]
    public async Task Validity_GivenBack_IsInTheWalletWithItsReason_ForWhatWasHeldThen()
    {
        var campaign = await server.CampaignAsync();
        await ClaimedAsync(campaign, "extend-anna");
        var (commander, incident) = await DeclareAsync("storage-down", campaign, server.Now.AddMinutes(-42));
        await TakeAsync(commander, incident, "give-time-back");
        await ClaimedAsync(campaign, "extend-late");

        var given = await WalletAsync("extend-anna");
        var extension = given.GetProperty("extension");
        var longer = given.GetProperty("validUntil").GetDateTimeOffset()
            - extension.GetProperty("validUntilBefore").GetDateTimeOffset();
        Assert.InRange(longer.TotalMinutes, 42, 60);
        foreach (var language in new[] { "zh", "en" })
            Assert.Contains(
                longer.TotalMinutes.ToString("0", null),
                extension.GetProperty("reason").GetProperty(language).GetString(),
                StringComparison.Ordinal);
        Assert.False((await WalletAsync("extend-late")).TryGetProperty("extension", out _));
        using (var snapshot = server.Engine.OpenSnapshot()) Assert.Null(Verifier.Verify(snapshot).First);
        var step = StepOf(await ReadAsync(commander, incident), "give-time-back");
        Assert.Contains("Extended", step.GetProperty("result").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loss_WhileItLasts_CountsPeopleOnce()
    {
        var campaign = await server.CampaignAsync();
        await ClaimedAsync(campaign, "loss-holder");
        var (commander, incident) = await DeclareAsync("storage-down", campaign, server.Now);
        (await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString())).Is(200);
        foreach (var citizen in new[] { "loss-1", "loss-1", "loss-2", "loss-holder" })
        {
            var pass = await server.PassAsync(campaign, citizen);
            (await server.ClaimAsync(campaign, A, pass, "again")).IsRefused(409, "paused");
        }

        var seen = await UntilAsync(commander, incident, view =>
            view.TryGetProperty("loss", out var counted) && counted.GetProperty("people").GetInt64() >= 2);
        var loss = seen.GetProperty("loss");
        Assert.Equal((2, 2, 6_000), (
            loss.GetProperty("people").GetInt64(), loss.GetProperty("vouchers").GetInt64(),
            loss.GetProperty("subsidy").GetProperty("amount").GetInt64()));
        Assert.True(loss.GetProperty("exact").GetBoolean());
        Assert.False(loss.GetProperty("final").GetBoolean());
    }

    [Fact]
    public async Task Automation_TurnedByACommander_IsSeenEverywhereWithWhy()
    {
        var (commander, incident) = await DeclareAsync("storage-slow", "demo", server.Now);
        const string path = "/api/v1/ops/automation";
        const string off = """{"on":false,"why":"a detector is wrong"}""";
        (await server.SendAsync(HttpMethod.Put, path, server.Operator, off)).IsRefused(403, "forbidden");
        (await server.SendAsync(HttpMethod.Put, path, commander, """{"on":false,"why":"  "}"""))
            .IsRefused(400, "member-missing");
        (await server.SendAsync(HttpMethod.Put, path, commander, off)).Is(200);
        try
        {
            var seen = (await server.GetAsync(path, server.Operator)).Is(200).Json;
            Assert.False(seen.GetProperty("on").GetBoolean());
            Assert.Equal("a detector is wrong", seen.GetProperty("turns")[0].GetProperty("why").GetString());
            Assert.EndsWith("Z", seen.GetProperty("turns")[0].GetProperty("at").GetString(), StringComparison.Ordinal);
            Assert.False((await server.GetAsync(Incidents, commander)).Json.GetProperty("automationOn").GetBoolean());
            await UntilAsync(commander, incident, view => view.GetRawText()
                .Contains("automation off: a detector is wrong", StringComparison.Ordinal));
        }
        finally
        {
            (await server.SendAsync(HttpMethod.Put, path, commander, """{"on":true,"why":"over"}""")).Is(200);
        }
    }

    /// <summary>Reports are refused and claims slowed while the steps stand; undone, all is as before.</summary>
    [Fact]
    public async Task Relief_WhileItStands_IsFelt_AndUndoneItIsGone()
    {
        var campaign = await server.CampaignAsync(made => made.WithStock(100));
        var (commander, incident) = await DeclareAsync("storage-slow", campaign, server.Now);
        await TakeAsync(commander, incident, "shed-reports");
        await TakeAsync(commander, incident, "slow-claims");
        (await server.GetAsync($"/api/v1/ops/campaigns/{campaign}/ledger", commander)).IsRefused(503, "reports-shed");
        var passes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            server.PassAsync(campaign, $"relief-{i}")));
        var answers = await Task.WhenAll(passes.Select(pass => server.ClaimAsync(campaign, A, pass, "one")));
        Assert.Contains(answers, answer => answer.Status == 201);
        Assert.Contains(answers, answer => answer.IsRefusedAs(429, "too-many-requests"));
        // Whoever holds one gets the same receipt whatever the pace.
        var holder = passes[Array.FindIndex(answers, answer => answer.Status == 201)];
        (await server.ClaimAsync(campaign, A, holder, "one")).Is(200);

        foreach (var step in new[] { "shed-reports", "slow-claims" })
        {
            (await OrderAsync(commander, incident, new() { ["order"] = "undoStep", ["step"] = step })).Is(200);
            await UntilAsync(commander, incident, view => Phase(view, step) == "Undone");
        }

        await server.LedgerAsync(campaign);
        foreach (var pass in passes)
            Assert.True((await server.ClaimAsync(campaign, A, pass, "one")).Status is 200 or 201);
        var result = StepOf(await ReadAsync(commander, incident), "shed-reports").GetProperty("result").GetString();
        Assert.Equal("shed-reports 1 -> 0", result);
    }

    [Fact]
    public async Task ScaleOut_WithoutAnEndpoint_FailsAndTheIncidentGoesOn()
    {
        var (commander, incident) = await DeclareAsync("overload", "demo", server.Now);
        (await OrderAsync(commander, incident, new()
        {
            ["order"] = "takeStep",
            ["step"] = "scale-out",
            ["text"] = "",
        })).Is(200);
        var seen = await UntilAsync(commander, incident, view => Phase(view, "scale-out") == "Failed");
        Assert.Contains("no endpoint capacity", StepOf(seen, "scale-out").GetProperty("result").GetString(),
            StringComparison.Ordinal);
        await UntilAsync(commander, incident, view => Phase(view, "slow-claims") == "Offered");
    }

    private async Task<(string Commander, string Incident)> DeclareAsync(
        string risk, string campaign, DateTimeOffset since)
    {
        var commander = await server.KeyAsync(Roles.Commander);
        var body = new JsonObject
        {
            ["risk"] = risk,
            ["since"] = Time(since),
            ["campaigns"] = new JsonArray(campaign),
            ["text"] = "a test",
        };
        var declared = await server.PostAsync(Incidents, commander, body.ToJsonString());
        return (commander, declared.Is(201).Text("incident"));
    }

    private async Task TakeAsync(string commander, string incident, string step)
    {
        (await OrderAsync(commander, incident, new()
        {
            ["order"] = "takeStep",
            ["step"] = step,
            ["text"] = "",
        })).Is(200);
        await UntilAsync(commander, incident, view => Phase(view, step) == "Done");
    }

    private Task<Answer> OrderAsync(string commander, string incident, JsonObject order) =>
        server.PostAsync($"{Incidents}/{incident}/orders", commander, order.ToJsonString());

    private async Task<JsonElement> ReadAsync(string commander, string incident) =>
        (await server.GetAsync($"{Incidents}/{incident}", commander)).Is(200).Json;

    private async Task<JsonElement> UntilAsync(string commander, string incident, Func<JsonElement, bool> enough)
    {
        JsonElement view = default;
        await Patience.UntilAsync(
            async () => enough(view = await ReadAsync(commander, incident)), () => view.GetRawText());
        return view;
    }

    private static string Phase(JsonElement view, string step) => StepOf(view, step).GetProperty("phase").GetString()!;

    private static JsonElement StepOf(JsonElement view, string step) => view.GetProperty("steps").EnumerateArray()
        .First(one => one.GetProperty("id").GetString() == step);

    private async Task ClaimedAsync(string campaign, string citizen) =>
        (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, citizen), "one")).Is(201);

    private async Task<JsonElement> WalletAsync(string citizen) => Assert.Single(
        (await server.GetAsync("/api/v1/me/vouchers", server.Token(citizen))).Is(200).Json.GetProperty("items")
            .EnumerateArray());
}
