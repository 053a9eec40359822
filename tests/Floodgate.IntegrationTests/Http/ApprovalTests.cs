using System.Text;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.Audit.Exports;
using Floodgate.Audit.Signing;
using Floodgate.Emergency.Plans;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>The two-person rule over HTTP: who may, who may not, and what came of it.</summary>
[Collection(HttpCollection.Name)]
public sealed class ApprovalTests(Server server)
{
    private const string Approvals = "/api/v1/ops/approvals";
    private const string Why = "?reason=the%20first%20round%20was%20gone";

    [Fact]
    public async Task StockRaise_OfAnOpenCampaign_TakesASecondPerson_AndIsInForceOnce()
    {
        var campaign = await server.CampaignAsync();
        (await RaiseAsync(campaign, 20, "")).IsRefused(422, "reason-required");
        var proposed = (await RaiseAsync(campaign, 20, Why)).Is(202);
        var id = proposed.Text("id");
        Assert.Equal($"{Approvals}/{id}", proposed.Header("Location"));
        Assert.Equal(10, Stock(await ReadAsync(campaign)));
        (await RaiseAsync(campaign, 30, Why)).IsRefused(409, "approval-pending");
        (await server.PostAsync($"{Approvals}/{id}/approve", server.Operator)).IsRefused(403, "approver-is-author");
        Assert.Equal(10, Stock(await ReadAsync(campaign)));

        var finance = await server.KeyAsync(Roles.Finance, name: "fay");
        var waiting = (await server.GetAsync($"{Approvals}/{id}", finance)).Is(200).Json;
        Assert.True(waiting.GetProperty("mayDecide").GetBoolean());
        var change = waiting.GetProperty("changes").EnumerateArray().Single(one =>
            one.GetProperty("path").GetString() == $"/batches/{A}/stock");
        Assert.Equal(("10", "20"), (
            change.GetProperty("before").GetProperty("en").GetString(),
            change.GetProperty("after").GetProperty("zh").GetString()));

        var approved = await server.ApproveAsync(id, finance, """{"note":"agreed"}""");
        Assert.Equal("executed", approved.Text("state"));
        Assert.Equal(20, Stock(await ReadAsync(campaign)));
        Assert.Equal("\"v2\"", (await ReadAsync(campaign)).Header("ETag"));
        (await server.PostAsync($"{Approvals}/{id}/approve", finance)).IsRefused(409, "approval-decided");
    }

    [Fact]
    public async Task StockRaise_BeforeTheOpening_TakesOneOperator()
    {
        var campaign = await server.CampaignAsync(json => json["opensAt"] = Time(server.Now.AddHours(2)));
        Assert.Equal(2, (await RaiseAsync(campaign, 20, "")).Is(200).Json.GetProperty("version").GetInt32());
        // Less is nobody's money: that takes one at any time.
        var open = await server.CampaignAsync();
        (await RaiseAsync(open, 5, "")).Is(200);
        (await server.ChangeAsync(open, json => json["budget"] = Money(2_000_000_000)))
            .IsRefused(422, "reason-required");
    }

    [Fact]
    public async Task Proposal_OvertakenByAnotherChange_IsNotCarriedOut()
    {
        var campaign = await server.CampaignAsync();
        var id = (await RaiseAsync(campaign, 20, Why)).Is(202).Text("id");
        (await server.ChangeAsync(campaign, json => json["perPersonLimit"] = 1)).Is(200);
        var finance = await server.KeyAsync(Roles.Finance, name: "fay");
        Assert.Equal("failed", (await server.ApproveAsync(id, finance)).Text("state"));
        Assert.Equal(10, Stock(await ReadAsync(campaign)));
    }

    [Fact]
    public async Task EachRole_OnEachEndpoint_MayDoWhatItsRoleMay()
    {
        var campaign = await server.CampaignAsync();
        var id = (await RaiseAsync(campaign, 20, Why)).Is(202).Text("id");
        string[] deciders = [Roles.Admin, Roles.Operator, Roles.Commander, Roles.Finance];
        foreach (var role in Roles.All)
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "s-1" : null, "person-" + role);
            var staff = role != Roles.Till;
            foreach (var path in (string[])[Approvals, $"{Approvals}/{id}"])
                Assert.Equal((role, staff ? 200 : 403), (role, (await server.GetAsync(path, key)).Status));
            foreach (var path in (string[])["/api/v1/ops/audit", "/api/v1/ops/audit/export"])
                Assert.Equal((role, role is Roles.Auditor or Roles.Admin ? 200 : 403),
                    (role, (await server.GetAsync(path, key)).Status));
            (await server.PostAsync($"{Approvals}/{id}/withdraw", key)).IsRefused(403, "forbidden");
            if (deciders.Contains(role)) continue;
            (await server.PostAsync($"{Approvals}/{id}/approve", key)).IsRefused(403, "forbidden");
            (await server.PostAsync($"{Approvals}/{id}/refuse", key)).IsRefused(403, "forbidden");
        }

        foreach (var path in (string[])[Approvals, $"{Approvals}/{id}", "/api/v1/ops/audit"])
            (await server.GetAsync(path)).IsRefused(401, "credentials-missing");
        foreach (var act in (string[])["approve", "refuse", "withdraw"])
        {
            (await server.PostAsync($"{Approvals}/{id}/{act}", null)).IsRefused(401, "credentials-missing");
            (await server.PostAsync($"{Approvals}/none/{act}", await server.KeyAsync(Roles.Admin)))
                .IsRefused(404, "unknown-approval");
        }

        Assert.Equal(10, Stock(await ReadAsync(campaign)));
        var commander = await server.KeyAsync(Roles.Commander, name: "cora");
        Assert.Equal("refused", (await server.PostAsync(
            $"{Approvals}/{id}/refuse", commander, """{"note":"too much"}""")).Is(200).Text("state"));
        (await server.PostAsync($"{Approvals}/{id}/withdraw", server.Operator)).IsRefused(409, "approval-decided");
    }

    [Fact]
    public async Task Resume_UnderALevelIIncident_TakesTwoPeople_WhoeverPaused()
    {
        var campaign = await server.CampaignAsync();
        var commander = await server.KeyAsync(Roles.Commander, name: "cora");
        (await server.PostAsync("/api/v1/ops/incidents", commander, new JsonObject
        {
            ["risk"] = "storage-down",
            ["campaigns"] = new JsonArray(campaign),
            ["text"] = "seen by hand",
        }.ToJsonString())).Is(201);
        (await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString())).Is(200);
        var proposed = (await server.PostAsync(
            $"/api/v1/ops/campaigns/{campaign}/resume", server.Operator, """{"reason":"it is back"}""")).Is(202);
        var pass = await server.PassAsync(campaign, "two-person");
        (await server.ClaimAsync(campaign, A, pass, "k")).IsRefused(409, "paused");

        var id = proposed.Text("id");
        (await server.PostAsync($"{Approvals}/{id}/approve", server.Operator)).IsRefused(403, "approver-is-author");
        Assert.Equal("executed", (await server.ApproveAsync(id, commander)).Text("state"));
        (await server.ClaimAsync(campaign, A, pass, "k")).Is(201);
    }

    [Fact]
    public async Task Audit_NamesWhoWhatWhyAndTheApprover_AndItsExportVerifiesWithThePublishedKey()
    {
        var campaign = await server.CampaignAsync();
        var id = (await RaiseAsync(campaign, 20, "?reason=call%2013812345678")).Is(202).Text("id");
        var finance = await server.KeyAsync(Roles.Finance, name: "fay");
        Assert.Equal("executed", (await server.ApproveAsync(id, finance)).Text("state"));

        var auditor = await server.KeyAsync(Roles.Auditor);
        var items = (await server.GetAsync($"/api/v1/ops/audit?campaign={campaign}", auditor)).Is(200).Json
            .GetProperty("items").EnumerateArray().ToArray();
        var executed = items.Single(one => one.GetProperty("what").GetString() == "approval.executed");
        Assert.Equal(("key:test", "key:fay", "call 138******78"), (
            executed.GetProperty("who").GetProperty("person").GetString(), executed.GetProperty("approver").GetString(),
            executed.GetProperty("reason").GetString()));
        Assert.Contains(items, one => one.GetProperty("what").GetString() == "ApplyCampaign");
        Assert.DoesNotContain(items, one => one.GetProperty("outcome").GetString() == "begun");

        var export = Encoding.UTF8.GetBytes((await server.GetAsync("/api/v1/ops/audit/export", auditor)).Is(200).Body);
        var key = AuditPublicKey.TryParse((await server.GetAsync("/api/v1/audit/key")).Is(200).Text("publicKey"))!;
        var verdict = AuditVerifier.Verify(export, key);
        Assert.Null(verdict.Fault);
        Assert.DoesNotContain("13812345678", Encoding.UTF8.GetString(export), StringComparison.Ordinal);
        export[export.Length / 2] ^= 1;
        Assert.NotNull(AuditVerifier.Verify(export, key).Fault);
    }

    [Fact]
    public async Task Plan_ThatWaits_IsAmongTheApprovals_AndApprovedThereIsInForce()
    {
        // A plan in force acts by itself: it has a node of its own.
        await using var own = new Server();
        await own.InitializeAsync();
        var anna = await own.KeyAsync(Roles.Commander, name: "plan-anna");
        var ben = await own.KeyAsync(Roles.Commander, name: "plan-ben");
        var changed = (JsonObject)JsonNode.Parse(DefaultPlan.Version.Json)!;
        changed["targets"]!["restoreMinutes"] = 31;
        var applied = await own.SendAsync(
            HttpMethod.Put, "/api/v1/ops/plans/default?note=shorter", anna, changed.ToJsonString());
        var version = applied.Is(201).Json.GetProperty("version").GetInt32();
        var waits = (await own.GetAsync($"{Approvals}?state=open&kind=plan.approve", ben)).Is(200).Json
            .GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("on").GetString() == $"plan/default/{version}");
        Assert.NotEmpty(waits.GetProperty("changes").EnumerateArray());
        var id = waits.GetProperty("id").GetString()!;
        (await own.PostAsync($"{Approvals}/{id}/approve", anna)).IsRefused(403, "approver-is-author");
        var approval = (await own.ApproveAsync(id, ben)).Is(200);
        Assert.True(approval.Json.TryGetProperty("state", out var state), approval.Body);
        Assert.Equal("executed", state.GetString());
        var current = (await own.GetAsync("/api/v1/ops/plans/current", anna)).Is(200).Json;
        Assert.True(current.GetProperty("approved").GetBoolean());
    }

    private static long Stock(Answer campaign) =>
        campaign.Is(200).Json.GetProperty("batches")[0].GetProperty("stock").GetInt64();

    private Task<Answer> ReadAsync(string campaign) =>
        server.GetAsync($"/api/v1/ops/campaigns/{campaign}", server.Operator);

    private async Task<Answer> RaiseAsync(string campaign, int stock, string query)
    {
        var before = await ReadAsync(campaign);
        var changed = ((JsonObject)JsonNode.Parse(before.Body)!).WithStock(stock);
        return await server.SendAsync(
            HttpMethod.Put, $"/api/v1/ops/campaigns/{campaign}{query}", server.Operator, changed.ToJsonString(),
            ("If-Match", before.Header("ETag")));
    }
}
