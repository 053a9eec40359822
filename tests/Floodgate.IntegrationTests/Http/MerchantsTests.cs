using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation.Keys;
using Floodgate.Tills.Merchants;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Merchants and stores over HTTP.</summary>
[Collection(HttpCollection.Name)]
public sealed class MerchantsTests(Server server)
{
    private const string Merchants = "/api/v1/ops/merchants";
    private const string Stores = "/api/v1/ops/stores";
    private static int _made;
    private readonly string _id = $"shop-{Interlocked.Increment(ref _made)}";

    private static readonly string[] Staff = [.. Roles.All.Where(role => role != Roles.Till)];
    private static readonly string[] Editors = [Roles.Operator, Roles.Admin];
    private static readonly string[] Deciders = [Roles.Operator, Roles.Finance, Roles.Admin];

    public static TheoryData<string, string, string[]> Operations => new()
    {
        { "GET", Merchants, Staff }, { "POST", Merchants, Editors }, { "POST", Merchants + "/import", Editors },
        { "GET", Merchants + "/none", Staff }, { "PUT", Merchants + "/none", Editors },
        { "POST", Merchants + "/none/stores", Editors }, { "POST", Merchants + "/none/approve", Deciders },
        { "POST", Merchants + "/none/refuse", Deciders }, { "POST", Merchants + "/none/suspend", Deciders },
        { "POST", Merchants + "/none/freeze", Deciders }, { "POST", Merchants + "/none/reinstate", Deciders },
        { "GET", Stores, Staff }, { "GET", Stores + "/none", Staff }, { "PUT", Stores + "/none", Editors },
        { "POST", Stores + "/none/suspend", Deciders }, { "POST", Stores + "/none/freeze", Deciders },
        { "POST", Stores + "/none/reinstate", Deciders }, { "GET", Stores + "/none/keys", Staff },
        { "POST", Stores + "/none/keys", Editors }, { "DELETE", Stores + "/none/keys/00000000", Editors },
        { "GET", "/api/v1/till/store", [Roles.Till] },
    };

    [Fact]
    public async Task Operations_AreForTheirRolesOnly()
    {
        foreach (var role in Roles.All)
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "store-1" : null);
            foreach (var (method, path, allowed) in Operations.Select(row => row.Data))
            {
                var answer = await server.SendAsync(new HttpMethod(method), path, key, method == "GET" ? null : "{}");
                if (allowed.Contains(role))
                    Assert.True(answer.Status is not (401 or 403), $"{role} {method} {path}: {answer.Body}");
                else answer.IsRefused(403, "forbidden");
            }
        }
    }

    /// <summary>The case 'insider' of the rushes: a merchant approval without a second person is refused.</summary>
    [Fact]
    public async Task Insider_WhoApprovesTheirOwnShop_IsRefused_AndItsTillsStayShut()
    {
        var (anna, ben) = (await KeyAsync(Roles.Operator, "anna"), await KeyAsync(Roles.Finance, "ben"));
        var applied = (await server.PostAsync(Merchants, anna, Application())).Is(201);
        var tag = applied.Header("ETag");
        (await ApproveAsync(anna, tag)).IsRefused(403, "approver-is-applicant");
        // Another key of the same person is the same person.
        (await ApproveAsync(await KeyAsync(Roles.Admin, "anna"), tag)).IsRefused(403, "approver-is-applicant");
        Assert.Null(Directory.Find(_id + "-1"));

        (await server.PostAsync($"{Merchants}/{_id}/approve", ben, "{}")).IsRefused(428, "precondition-required");
        (await ApproveAsync(ben, "\"v99\"")).IsRefused(412, "precondition-failed");
        var approved = (await ApproveAsync(ben, tag)).Is(200);
        Assert.Equal("approved", approved.Text("state"));
        await UntilAsync(() => Directory.Find(_id + "-1") is { Standing: StoreStanding.Active });
        (await ApproveAsync(ben, approved.Header("ETag"))).IsRefused(409, "nothing-waits");
    }

    /// <summary>One list of what waits for a second person, and one place where it is decided.</summary>
    [Fact]
    public async Task Application_IsAmongTheApprovals_AndIsDecidedThere_ByNobodyWhoHadAHandInIt()
    {
        const string Approvals = "/api/v1/ops/approvals";
        var (anna, ben) = (await KeyAsync(Roles.Operator, "anna"), await KeyAsync(Roles.Finance, "ben"));
        (await server.PostAsync(Merchants, anna, Application())).Is(201);
        var one = (await server.GetAsync($"{Approvals}?state=open&kind=merchant.admit", ben)).Is(200).Json
            .GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("on").GetString() == "merchant/" + _id);
        var id = one.GetProperty("id").GetString()!;
        Assert.True(one.GetProperty("mayDecide").GetBoolean());
        Assert.Contains(one.GetProperty("changes").EnumerateArray(), change =>
            change.GetProperty("after").GetProperty("en").GetString()!.Contains("330106", StringComparison.Ordinal));
        (await server.PostAsync($"{Approvals}/{id}/approve", anna)).IsRefused(403, "approver-is-author");
        (await server.PostAsync($"{Approvals}/{id}/approve", await KeyAsync(Roles.Commander, "cora")))
            .IsRefused(403, "forbidden");
        Assert.Equal("executed", (await server.PostAsync($"{Approvals}/{id}/approve", ben)).Is(200).Text("state"));
        Assert.Equal("approved", (await server.GetAsync($"{Merchants}/{_id}", ben)).Is(200).Text("state"));
        (await server.PostAsync($"{Approvals}/{id}/approve", ben)).IsRefused(409, "approval-decided");

        // A change that waits is refused there too, and the store stays as it was.
        var store = (await server.GetAsync($"{Stores}/{_id}-1", anna)).Is(200);
        const string Terms = """{"name": {"zh": "店", "en": "Shop"}, "region": "440300", "category": "retail"}""";
        var carl = await KeyAsync(Roles.Operator, "carl");
        (await server.SendAsync(HttpMethod.Put, $"{Stores}/{_id}-1", carl, Terms, ("If-Match", store.Header("ETag"))))
            .Is(200);
        var change = $"merchant-{_id}-v3";
        (await server.PostAsync($"{Approvals}/{change}/refuse", carl)).IsRefused(403, "approver-is-author");
        (await server.PostAsync($"{Approvals}/{change}/refuse", anna, """{"note": "wrong region"}""")).Is(200);
        Assert.Equal("330106", (await server.GetAsync($"{Stores}/{_id}-1", anna)).Is(200).Json.GetProperty("store")
            .GetProperty("region").GetString());
    }

    [Fact]
    public async Task Change_OfAnApprovedStore_WaitsForAnotherPerson()
    {
        var (anna, ben) = await AdmittedAsync();
        var store = (await server.GetAsync($"{Stores}/{_id}-1", anna)).Is(200);
        const string Terms = """{"name": {"zh": "店", "en": "Shop"}, "region": "440300", "category": "retail"}""";
        var proposed = (await server.SendAsync(
            HttpMethod.Put, $"{Stores}/{_id}-1", ben, Terms, ("If-Match", store.Header("ETag")))).Is(200);
        var shown = proposed.Json.GetProperty("store");
        Assert.Equal("330106", shown.GetProperty("region").GetString());
        Assert.Equal("440300", shown.GetProperty("proposal").GetProperty("region").GetString());
        (await ApproveAsync(ben, proposed.Header("ETag"))).IsRefused(403, "approver-is-applicant");
        (await ApproveAsync(anna, proposed.Header("ETag"))).Is(200);
        await UntilAsync(() => Directory.Find(_id + "-1")?.Region == "440300");
    }

    [Fact]
    public async Task Freeze_SaysWhyAndWhereToObject_AndHoldsBackWhatIsInDisputeOnly()
    {
        var (_, ben) = await AdmittedAsync();
        var path = $"{Stores}/{_id}-1";
        const string Reason = """ "reason": {"zh": "交易有争议", "en": "A sale is in dispute"} """;
        const string Appeal = """ "appeal": {"zh": "7 日内申诉", "en": "Object within 7 days"} """;
        (await server.PostAsync(path + "/freeze", ben, $"{{{Reason}}}")).IsRefused(422, "merchant-invalid")
            .Naming("/appeal text-empty", "/disputed disputed-not-one");
        var frozen = (await server.PostAsync(
            path + "/freeze", ben, $"{{{Reason}, {Appeal}, \"redemptions\": [\"r-1\", \"r-2\"]}}")).Is(200);
        var freeze = frozen.Json.GetProperty("freezes")[0];
        Assert.Equal("Object within 7 days", freeze.GetProperty("appeal").GetProperty("en").GetString());
        Assert.Equal(2, freeze.GetProperty("redemptions").GetArrayLength());
        await UntilAsync(() => Directory.Find(_id + "-1") is { Standing: StoreStanding.Frozen });

        var till = await TillAsync();
        var own = (await server.GetAsync("/api/v1/till/store", till)).Is(200);
        Assert.Equal("frozen", own.Text("standing"));
        Assert.Equal("A sale is in dispute", own.Json.GetProperty("reason").GetProperty("en").GetString());
        (await server.PostAsync(path + "/reinstate", ben, $"{{{Reason}}}")).Is(200);
        (await server.PostAsync(path + "/reinstate", ben, $"{{{Reason}}}")).IsRefused(409, "standing-unfit");
        Assert.Equal(0, (await server.GetAsync(path, ben)).Is(200).Json.GetProperty("freezes").GetArrayLength());
        await UntilAsync(() => Directory.Find(_id + "-1") is { Standing: StoreStanding.Active });
    }

    [Fact]
    public async Task TillKey_IsMadeListedAndRevokedByStore_AndRefusedForAnUnknownOne()
    {
        var (anna, _) = await AdmittedAsync();
        (await server.PostAsync(Stores + "/no-such/keys", anna, """{"name": "x"}""")).IsRefused(404, "unknown-store");
        var made = (await server.PostAsync($"{Stores}/{_id}-1/keys", anna, """{"name": "till 1"}""")).Is(201);
        var till = made.Text("key");
        await UntilAsync(async () => (await server.GetAsync("/api/v1/till/store", till)).Status == 200);
        var list = (await server.GetAsync($"{Stores}/{_id}-1/keys", anna)).Is(200).Json.GetProperty("items");
        Assert.Equal(made.Text("id"), Assert.Single(list.EnumerateArray()).GetProperty("id").GetString());
        Assert.DoesNotContain(till, list.GetRawText(), StringComparison.Ordinal);
        var path = $"{Stores}/{_id}-1/keys/{made.Text("id")}";
        (await server.SendAsync(HttpMethod.Delete, path, anna, (string?)null)).Is(204);
        await UntilAsync(async () => (await server.GetAsync("/api/v1/till/store", till)).Status == 401);
        (await server.SendAsync(HttpMethod.Delete, $"{Stores}/{_id}-1/keys/00000000", anna, (string?)null))
            .IsRefused(404, "unknown-key");
    }

    [Fact]
    public async Task Import_NamesRowAndColumn_AndADryRunChangesNothing()
    {
        const string Heading =
            "merchant,merchantNameZh,merchantNameEn,store,storeNameZh,storeNameEn,region,category\n";
        var good = $"{_id},商户,Merchant,{_id}-1,店,Store,330106,dining\n";
        var faulty = (await ImportAsync(Heading + good + $"{_id},商户,Merchant,{_id}-2,店,,3301 06,dining\n", ""));
        faulty.IsRefused(422, "import-invalid").Naming("/storeNameEn text-empty", "/region region-malformed");
        Assert.Equal(3, faulty.Json.GetProperty("errors")[0].GetProperty("line").GetInt32());
        var dry = (await ImportAsync(Heading + good, "?dryRun=true")).Is(200);
        Assert.False(dry.Json.GetProperty("imported").GetBoolean());
        (await server.GetAsync($"{Merchants}/{_id}", server.Operator)).IsRefused(404, "unknown-merchant");
        Assert.True((await ImportAsync(Heading + good, "")).Is(201).Json.GetProperty("imported").GetBoolean());
        (await ImportAsync(Heading + good, "")).IsRefused(422, "import-invalid").Naming("/store store-exists");
        Assert.Equal("applied", (await server.GetAsync($"{Merchants}/{_id}", server.Operator)).Is(200).Text("state"));
    }

    [Fact]
    public async Task Pause_OfAMerchant_IsKnownToTheGate_AndNoneElse()
    {
        var (anna, _) = await AdmittedAsync();
        var campaign = await server.CampaignAsync();
        var body = $$"""
            {"scope": "merchant", "target": "{{_id}}",
             "resumesAt": "{{server.Now.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}",
             "notice": {"zh": "核查中", "en": "Under review"}, "reason": "test"}
            """;
        await UntilAsync(() => Directory.KnowsMerchant(_id));
        (await server.PauseAsync(campaign, body.Replace(_id, "no-such", StringComparison.Ordinal)))
            .IsRefused(400, "target-unknown");
        (await server.PauseAsync(campaign, body)).Is(200);
        var gate = server.Services.GetRequiredService<Floodgate.Admission.Gates>().Find(campaign)!;
        Assert.Equal("Under review", gate.Pauses.AtMerchant(_id)?.Notice.En);
        Assert.Null(gate.Pauses.AtMerchant("other"));
        Assert.Equal("open", (await server.GetAsync($"/api/v1/campaigns/{campaign}")).Text("phase"));
        Assert.NotEmpty(anna);
    }

    [Fact]
    public async Task List_IsPagedAndFiltered()
    {
        await AdmittedAsync();
        var seen = new List<string>();
        string? next = "0";
        while (next is not null)
        {
            var page = (await server.GetAsync($"{Merchants}?limit=2&after={next}", server.Operator)).Is(200).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.Contains(_id, seen);
        Assert.Equal(seen.Distinct(), seen);
        var found = (await server.GetAsync($"{Stores}?q={_id}-1&region=3301&state=approved", server.Operator)).Is(200);
        Assert.Equal(_id + "-1", found.Json.GetProperty("items")[0].GetProperty("id").GetString());
    }

    private StoreDirectory Directory => server.Services.GetRequiredService<StoreDirectory>();

    private async Task<(string Anna, string Ben)> AdmittedAsync()
    {
        var (anna, ben) = (await KeyAsync(Roles.Operator, "anna"), await KeyAsync(Roles.Operator, "ben"));
        var applied = (await server.PostAsync(Merchants, anna, Application())).Is(201);
        (await ApproveAsync(ben, applied.Header("ETag"))).Is(200);
        await UntilAsync(() => Directory.Find(_id + "-1") is not null);
        return (anna, ben);
    }

    private string Application() => JsonSerializer.Serialize(new
    {
        id = _id,
        name = new { zh = "西湖面馆", en = "West Lake Noodles" },
        stores = new[]
        {
            new { id = _id + "-1", name = new { zh = "湖滨店", en = "Lakeside" }, region = "330106", category = "dining" },
        },
    });

    private Task<Answer> ApproveAsync(string key, string? tag) => server.SendAsync(
        HttpMethod.Post, $"{Merchants}/{_id}/approve", key, """{"reason": "checked"}""", ("If-Match", tag));

    private Task<Answer> ImportAsync(string csv, string query)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return server.SendAsync(HttpMethod.Post, Merchants + "/import" + query, server.Operator, content);
    }

    private Task<string> TillAsync() => server.KeyAsync(Roles.Till, _id + "-1");

    private async Task<string> KeyAsync(string role, string name)
    {
        await using var db = await server.DatabaseAsync();
        var made = await ApiKeyBook.CreateAsync(
            db, server.Services.GetRequiredService<KeyRing>(), new AccessOptions(), new ApiKeyRequest(role, name, null),
            server.Now);
        var key = Assert.IsType<ApiKeyCreation.Created>(made).Key.ToString();
        await UntilAsync(async () => (await server.GetAsync(Merchants, key)).Status == 200);
        return key;
    }

    private Task UntilAsync(Func<bool> holds) =>
        UntilAsync(async () => (await server.GetAsync("/health/live")).Status == 200 && holds());

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = server.Now.AddSeconds(60);
        while (!await holds()) Assert.True(server.Now < deadline, "it did not come to be within a minute");
    }
}
