using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.IntegrationTests.Hosting;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Vouchers by hand over HTTP: two people, one voucher, within the budget and the limits.</summary>
[Collection(HttpCollection.Name)]
public sealed class GrantTests(Server server)
{
    private const string Approvals = "/api/v1/ops/approvals";

    [Fact]
    public async Task Grant_ApprovedTwiceAtOnce_IsInTheWalletOnce_WithBothPeopleInItsLifeAndInTheAudit()
    {
        var campaign = await CampaignAsync(5_000);
        var (held, _, token) = await Tills.VoucherAsync(server, campaign, "g-1", B);
        var (sue, fay) = (await KeyAsync(Roles.Service, "sue"), await KeyAsync(Roles.Finance, "fay"));
        var person = await PersonAsync(sue, held);
        Assert.DoesNotContain("g-1", person, StringComparison.Ordinal);
        var proposed = (await ProposeAsync(campaign, A, person, sue)).Is(202);
        var id = proposed.Text("id");
        Assert.DoesNotContain(person, proposed.Body, StringComparison.Ordinal);
        (await ProposeAsync(campaign, A, person, sue)).IsRefused(409, "approval-pending");
        (await server.PostAsync($"{Approvals}/{id}/approve", sue)).IsRefused(403, "approver-is-author");
        (await server.PostAsync($"{Approvals}/{id}/approve", await KeyAsync(Roles.Service, "sam")))
            .IsRefused(403, "forbidden");

        var answers = await Task.WhenAll(
            server.PostAsync($"{Approvals}/{id}/approve", fay),
            server.PostAsync($"{Approvals}/{id}/approve", await KeyAsync(Roles.Operator, "olga")));
        Assert.Equal([200, 409], answers.Select(one => one.Status).Order());
        await Patience.UntilAsync(
            async () => (await server.GetAsync($"{Approvals}/{id}", fay)).Text("state") == "executed",
            () => "the grant is not carried out");
        var wallet = (await server.GetAsync("/api/v1/me/vouchers", token)).Is(200).Json.GetProperty("items")
            .EnumerateArray().Where(one => one.GetProperty("campaign").GetString() == campaign).ToArray();
        var voucher = Assert.Single(wallet, one => one.GetProperty("batch").GetString() == A)
            .GetProperty("voucherId").GetString()!;
        Assert.Equal(2, wallet.Length);
        var room = (await server.GetAsync($"/api/v1/ops/campaigns/{campaign}/grants", sue)).Is(200);
        Assert.Equal(("3000", "2000"), (Tills.Cents(room, "granted"), Tills.Cents(room, "left")));
        (await ProposeAsync(campaign, A, person, sue)).IsRefused(409, "grant-budget-reached");

        var life = default(Answer)!;
        await Patience.UntilAsync(
            async () => (life = await server.GetAsync($"/api/v1/ops/vouchers/{voucher}", sue)).Is(200).Json
                .GetProperty("events").GetArrayLength() == 2,
            () => "its life does not tell of it: " + life.Body);
        var granted = life.Json.GetProperty("events")[1];
        Assert.Equal("granted", granted.GetProperty("kind").GetString());
        Assert.StartsWith("key:sue+key:", granted.GetProperty("by").GetString(), StringComparison.Ordinal);
        var auditor = await server.KeyAsync(Roles.Auditor);
        var executed = (await server.GetAsync(
                $"/api/v1/ops/audit?campaign={campaign}&what=approval.executed", auditor)).Is(200).Json
            .GetProperty("items")[0];
        var change = executed.GetProperty("changes").EnumerateArray()
            .Single(one => one.GetProperty("path").GetString() == "/batches/" + A);
        Assert.Equal(("0 vouchers", "1 voucher"), (
            change.GetProperty("before").GetProperty("en").GetString(),
            change.GetProperty("after").GetProperty("en").GetString()));
    }

    [Fact]
    public async Task Grant_KeepsTheLimitsAndPauses_AndNeedsABudget()
    {
        var campaign = await CampaignAsync(20_000);
        var (held, _, token) = await Tills.VoucherAsync(server, campaign, "g-2");
        var (sue, fay) = (await KeyAsync(Roles.Service, "sue"), await KeyAsync(Roles.Finance, "fay"));
        var person = await PersonAsync(sue, held);
        var over = (await ProposeAsync(campaign, A, person, sue)).Is(202).Text("id");
        Assert.Equal("failed", (await server.ApproveAsync(over, fay)).Text("state"));
        (await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString())).Is(200);
        var paused = (await ProposeAsync(campaign, B, person, sue)).Is(202).Text("id");
        Assert.Equal("failed", (await server.ApproveAsync(paused, fay)).Text("state"));
        Assert.Single((await server.GetAsync("/api/v1/me/vouchers", token)).Is(200).Json.GetProperty("items")
            .EnumerateArray(), one => one.GetProperty("campaign").GetString() == campaign);

        var without = await server.CampaignAsync();
        (await ProposeAsync(without, A, person, sue)).IsRefused(409, "grant-budget-reached");
        (await ProposeAsync(campaign, "none", person, sue)).IsRefused(404, "unknown-batch");
        (await ProposeAsync(campaign, A, "13812345678", sue)).IsRefused(400, "member-wrong-type");
        (await ProposeAsync(campaign, A, person, sue, " ")).IsRefused(422, "reason-required");
        // More for grants in an open campaign is more money: two people.
        (await server.ChangeAsync(campaign, json => json["grantBudget"] = Money(30_000)))
            .IsRefused(422, "reason-required");
        (await server.ChangeAsync(campaign, json => json["grantBudget"] = Money(10_000))).Is(200);
    }

    [Fact]
    public async Task EachRole_MayDoWhatItsRoleMay()
    {
        var campaign = await CampaignAsync(20_000);
        string[] proposers = [Roles.Service, Roles.Operator, Roles.Admin];
        foreach (var role in Roles.All)
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "s-1" : null, "grant-" + role);
            Assert.Equal((role, role == Roles.Till ? 403 : 200), (role, (await server.GetAsync(
                $"/api/v1/ops/campaigns/{campaign}/grants", key)).Status));
            var person = new string('a', 30) + $"{Array.IndexOf([.. Roles.All], role):x2}";
            Assert.Equal((role, proposers.Contains(role) ? 202 : 403),
                (role, (await ProposeAsync(campaign, A, person, key)).Status));
            (await server.PostAsync("/api/v1/ops/redemptions/none/refunds", key, "{}"))
                .IsRefused(role is Roles.Finance or Roles.Admin ? 400 : 403,
                    role is Roles.Finance or Roles.Admin ? "idempotency-key-missing" : "forbidden");
        }

        (await server.GetAsync($"/api/v1/ops/campaigns/{campaign}/grants")).IsRefused(401, "credentials-missing");
        (await ProposeAsync(campaign, A, new string('b', 32), null)).IsRefused(401, "credentials-missing");
    }

    private Task<string> CampaignAsync(long budget) =>
        server.CampaignAsync(json => json["grantBudget"] = Money(budget));

    private Task<string> KeyAsync(string role, string name) => server.KeyAsync(role, name: name);

    private async Task<string> PersonAsync(string key, string voucher) => (await server.PostAsync(
        "/api/v1/ops/desk/lookups", key, new JsonObject { ["reason"] = "claim", ["voucher"] = voucher }.ToJsonString()))
        .Is(200).Text("person");

    private Task<Answer> ProposeAsync(
        string campaign, string batch, string person, string? key, string reason = "the page failed at ten") =>
        server.PostAsync($"/api/v1/ops/campaigns/{campaign}/grants", key, new JsonObject
        {
            ["batch"] = batch,
            ["person"] = person,
            ["reason"] = reason,
        }.ToJsonString());
}
