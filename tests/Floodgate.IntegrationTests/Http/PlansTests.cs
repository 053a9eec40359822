using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Plans over HTTP: applied by one person, approved by another, pinned, compared, chained.</summary>
public sealed class PlansTests(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    private const string Plans = "/api/v1/ops/plans";

    private string _author = "";
    private string _second = "";

    public async ValueTask InitializeAsync() =>
        (_author, _second) = (await KeyAsync(Roles.Commander, "anna"), await KeyAsync(Roles.Commander, "ben"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Plan_BeforeAnybodyApplied_IsTheOneBuiltIn()
    {
        var fresh = new Server();
        await fresh.InitializeAsync();
        try
        {
            var current = (await fresh.GetAsync(Plans + "/current", fresh.Operator)).Is(200).Json;
            Assert.Equal("default", current.GetProperty("plan").GetString());
            Assert.Equal(0, current.GetProperty("version").GetInt32());
            Assert.False(current.GetProperty("approved").GetBoolean());
            Assert.Equal(
                PlanParts.Waiting(DefaultPlan.Plan).Count(), current.GetProperty("waiting").GetArrayLength());
        }
        finally
        {
            await fresh.DisposeAsync();
        }
    }

    [Fact]
    public async Task Risks_AreTheWorstFirst_EachWithWhatAnswersIt()
    {
        var answer = (await server.GetAsync("/api/v1/ops/risks", server.Operator)).Is(200).Json;
        var risks = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(DefaultPlan.Plan.Risks.Count, risks.Count);
        var scores = risks.ConvertAll(risk => risk.GetProperty("score").GetInt32());
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(risks.Where(risk => risk.GetProperty("executable").GetBoolean()), risk =>
        {
            Assert.NotEqual(0, risk.GetProperty("detectors").GetArrayLength());
            Assert.NotEqual(0, risk.GetProperty("causes").GetArrayLength());
            Assert.Matches("^(I|II|III|IV)$", risk.GetProperty("level").GetString());
        });
        (await server.GetAsync("/api/v1/ops/risks")).IsRefused(401, "credentials-missing");
    }

    [Fact]
    public async Task Plan_AppliedAndApprovedByAnother_IsInForceAndItsChainHolds()
    {
        var version = await ApplyAsync(plan => plan["targets"]!["restoreMinutes"] = 25);
        var path = $"{Plans}/default/versions/{version}";
        Assert.NotEqual(version, Current(await server.GetAsync(Plans + "/current", server.Operator)));

        (await server.PostAsync(path + "/approve", _author)).IsRefused(403, "approver-is-author");
        var approved = (await server.PostAsync(path + "/approve", _second, """{"note": "read it"}""")).Is(200).Json;
        Assert.Equal("approved", approved.GetProperty("state").GetString());
        Assert.Equal("key:ben", approved.GetProperty("approver").GetString());
        (await server.PostAsync(path + "/approve", _second)).IsRefused(409, "plan-approved");
        Assert.Equal(version, Current(await server.GetAsync(Plans + "/current", server.Operator)));

        // The refused attempt is in the ledger too, and the chain holds when it is read again from the file.
        await using var db = await server.DatabaseAsync();
        var kinds = await db.Set<PlanEntry>().Where(entry => entry.Version == version && entry.Campaign == null)
            .OrderBy(entry => entry.Sequence).Select(entry => entry.Kind).ToListAsync();
        Assert.Equal(["applied", "approval-refused", "approved"], kinds);
        var ledger = server.Services.GetRequiredService<PlanLedger>();
        var (head, current) = (ledger.Shelf.Head, ledger.Shelf.InForce().Version);
        await ledger.LoadAsync(CancellationToken.None);
        Assert.Null(ledger.Shelf.BrokenAt);
        Assert.Equal((head, current), (ledger.Shelf.Head, ledger.Shelf.InForce().Version));
    }

    [Fact]
    public async Task Ledger_WithAChangedEntry_IsClosedForWritingAndSaysWhere()
    {
        var damaged = new Server();
        await damaged.InitializeAsync();
        try
        {
            var key = await KeyAsync(Roles.Commander, "anna", damaged);
            await PutAsync(DefaultPlan.Version.Text, key, damaged);
            await using (var db = await damaged.DatabaseAsync())
                await db.Set<PlanEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Actor, "mallory"));
            await damaged.Services.GetRequiredService<PlanLedger>().LoadAsync(CancellationToken.None);

            var list = (await damaged.GetAsync(Plans, damaged.Operator)).Is(200).Json;
            Assert.Equal(1, list.GetProperty("ledger").GetProperty("brokenAt").GetInt64());
            (await PutAsync(DefaultPlan.Version.Text, key, damaged)).IsRefused(503, "plan-ledger-unavailable");
        }
        finally
        {
            await damaged.DisposeAsync();
        }
    }

    [Fact]
    public async Task Apply_OfTheSameAgain_IsTheSameVersion()
    {
        var version = await ApplyAsync(plan => plan["targets"]!["causeMinutes"] = 19);
        var again = await SendAsync(plan => plan["targets"]!["causeMinutes"] = 19);
        Assert.Equal((200, version), (again.Status, again.Json.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Apply_OfYaml_KeepsTheTextAsWritten()
    {
        var text = DefaultPlan.Version.Text.Replace("restoreMinutes: 30", "restoreMinutes: 29",
            StringComparison.Ordinal);
        var version = (await PutAsync(text, _author)).Is(201).Json.GetProperty("version").GetInt32();
        Assert.Equal(text, (await server.GetAsync($"{Plans}/default/versions/{version}/text", server.Operator)).Is(
            200).Body);
        (await server.GetAsync($"{Plans}/default/versions/{version}/print?lang=en", server.Operator)).Is(200);
    }

    [Fact]
    public async Task Apply_OfAFaultyPlan_NamesLineAndMember()
    {
        var text = DefaultPlan.Version.Text.Replace("deputy: tech-deputy", "deputy: tech-lead",
            StringComparison.Ordinal);
        var answer = (await PutAsync(text, _author)).IsRefused(422, "plan-invalid");
        answer.Naming("/teams/1/deputy deputy-is-primary");
        var line = DefaultPlan.Version.Text.Split("deputy: tech-deputy")[0].Split('\n').Length;
        Assert.Equal(line, answer.Json.GetProperty("errors")[0].GetProperty("line").GetInt32());
        (await server.SendAsync(HttpMethod.Put, Plans + "/other", _author, DefaultPlan.Version.Json))
            .IsRefused(422, "plan-invalid").Naming("/id plan-id-wrong");
        (await server.SendAsync(HttpMethod.Put, Plans + "/default", _author, "{")).IsRefused(422, "plan-invalid");
    }

    [Fact]
    public async Task Writing_ByOtherRoles_IsForbidden()
    {
        foreach (var role in new[] { Roles.Operator, Roles.Responder, Roles.Service, Roles.Auditor, Roles.Till })
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "store" : null);
            (await server.SendAsync(HttpMethod.Put, Plans + "/default", key, "{}")).IsRefused(403, "forbidden");
            (await server.PostAsync(Plans + "/default/versions/1/approve", key)).IsRefused(403, "forbidden");
            (await server.SendAsync(HttpMethod.Put, Plans + "/pins/demo", key, "{}")).IsRefused(403, "forbidden");
        }

        (await server.GetAsync(Plans)).IsRefused(401, "credentials-missing");
    }

    [Fact]
    public async Task Compare_OfTwoVersions_SaysTheDifferenceInWords()
    {
        var from = await ApplyAsync(plan => plan["rhythm"]!["internalMinutes"] = 14);
        var to = await ApplyAsync(plan => plan["rhythm"]!["internalMinutes"] = 13);
        var answer = (await server.GetAsync($"{Plans}/default/compare?from={from}&to={to}", server.Operator)).Is(200);
        var one = Assert.Single(answer.Json.GetProperty("differences").EnumerateArray().ToArray());
        Assert.Equal("/rhythm/internalMinutes", one.GetProperty("path").GetString());
        Assert.Equal("13", one.GetProperty("after").GetProperty("zh").GetString());
        (await server.GetAsync($"{Plans}/default/compare?from=1&to=99999", server.Operator))
            .IsRefused(404, "unknown-plan");
    }

    [Fact]
    public async Task Pin_WithOverrides_HoldsOnceAnotherApproved()
    {
        var campaign = await server.CampaignAsync();
        var version = await ApplyAsync(plan => plan["targets"]!["noticeSeconds"] = 59);
        var body = new JsonObject
        {
            ["plan"] = "default",
            ["version"] = version,
            ["overrides"] = JsonNode.Parse("""{"levels": {"I": {"updateEveryMinutes": 10}}}"""),
        }.ToJsonString();
        (await PinAsync(campaign, body)).IsRefused(409, "plan-not-approved");
        (await server.PostAsync($"{Plans}/default/versions/{version}/approve", _second)).Is(200);

        var pinned = (await PinAsync(campaign, body)).Is(200).Json;
        Assert.Equal("proposed", pinned.GetProperty("state").GetString());
        Assert.Equal("/levels/I/updateEveryMinutes",
            pinned.GetProperty("differences")[0].GetProperty("path").GetString());
        Assert.Empty(Differences(await CurrentAsync(campaign)));
        (await server.PostAsync($"{Plans}/pins/{campaign}/approve", _author)).IsRefused(403, "approver-is-author");
        (await server.PostAsync($"{Plans}/pins/{campaign}/approve", _second)).Is(200);
        Assert.Equal("10", Assert.Single(Differences(await CurrentAsync(campaign))).GetProperty("after")
            .GetProperty("en").GetString());
        (await server.PostAsync($"{Plans}/pins/{campaign}/approve", _second)).IsRefused(409, "nothing-proposed");
        (await PinAsync(campaign, body.Replace("updateEveryMinutes", "end", StringComparison.Ordinal)))
            .IsRefused(422, "plan-invalid").Naming("/levels/I/end override-not-allowed");
        (await PinAsync("nowhere", body)).IsRefused(404, "unknown-campaign");
    }

    [Fact]
    public async Task Schema_IsServed() => Assert.Equal(
        Encoding.UTF8.GetString(PlanSchema.Utf8), (await server.GetAsync(Plans + "/schema", server.Operator)).Is(200)
            .Body);

    private async Task<int> ApplyAsync(Action<JsonNode> change) =>
        (await SendAsync(change)).Is(201).Json.GetProperty("version").GetInt32();

    private Task<Answer> SendAsync(Action<JsonNode> change)
    {
        var plan = JsonNode.Parse(DefaultPlan.Version.Json)!;
        change(plan);
        return server.SendAsync(HttpMethod.Put, Plans + "/default", _author, plan.ToJsonString());
    }

    private Task<Answer> PutAsync(string yaml, string key, Server? to = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(yaml));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        return (to ?? server).SendAsync(HttpMethod.Put, Plans + "/default", key, content);
    }

    private Task<Answer> PinAsync(string campaign, string body) =>
        server.SendAsync(HttpMethod.Put, $"{Plans}/pins/{campaign}", _author, body);

    private Task<Answer> CurrentAsync(string campaign) =>
        server.GetAsync($"{Plans}/current?campaign={campaign}", server.Operator);

    private static int Current(Answer answer) => answer.Is(200).Json.GetProperty("version").GetInt32();

    private static System.Text.Json.JsonElement[] Differences(Answer answer) =>
        [.. answer.Is(200).Json.GetProperty("differences").EnumerateArray()];

    /// <summary>A key with a name of its own: people are told apart by it.</summary>
    private async Task<string> KeyAsync(string role, string name, Server? of = null)
    {
        of ??= server;
        await using var db = await of.DatabaseAsync();
        var made = await ApiKeyBook.CreateAsync(db, of.Services.GetRequiredService<KeyRing>(), new AccessOptions(),
            new ApiKeyRequest(role, name, null), of.Now);
        var key = Assert.IsType<ApiKeyCreation.Created>(made).Key.ToString();
        await of.UntilKnownAsync(key);
        return key;
    }
}
