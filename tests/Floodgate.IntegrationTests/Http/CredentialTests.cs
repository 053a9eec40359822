using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Access.Policies;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Who may do what. 401 is 'who are you', 403 is 'not you'.</summary>
[Collection(HttpCollection.Name)]
public sealed class CredentialTests(Server server, ITestOutputHelper output)
{
    public static TheoryData<string, string, string[]> Operations => new()
    {
        { "PUT", "/api/v1/ops/campaigns/{0}", [Roles.Operator, Roles.Admin] },
        { "GET", "/api/v1/ops/campaigns/{0}", [.. Roles.All.Where(role => role != Roles.Till)] },
        { "POST", "/api/v1/ops/campaigns/{0}/pause", [Roles.Operator, Roles.Commander, Roles.Admin] },
        { "POST", "/api/v1/ops/campaigns/{0}/resume", [Roles.Operator, Roles.Commander, Roles.Admin] },
        { "GET", "/api/v1/ops/campaigns/{0}/ledger", [.. Roles.All.Where(role => role != Roles.Till)] },
        { "POST", "/api/v1/ops/allow-lists", [Roles.Operator, Roles.Admin] },
        { "POST", "/api/v1/redemptions", [Roles.Till] },
        { "POST", "/api/v1/redemptions/r-1/refunds", [Roles.Till] },
        { "POST", "/api/v1/redemptions/r-1/undo", [Roles.Till] },
        { "GET", "/api/v1/redemptions/by-order/o1", [Roles.Till] },
        { "GET", "/api/v1/till/redemptions", [Roles.Till] },
        { "GET", "/api/v1/till/keys", [Roles.Till] },
        { "POST", "/api/v1/till/quota", [Roles.Till] },
        { "POST", "/api/v1/till/sync", [Roles.Till] },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_IsForItsRolesOnly(string method, string path, string[] allowed)
    {
        var at = path.Replace("{0}", await server.CampaignAsync(), StringComparison.Ordinal);
        foreach (var role in Roles.All)
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "store-1" : null);
            var answer = await server.SendAsync(new HttpMethod(method), at, key, method == "GET" ? null : "{}");
            // A till's key is good; the directory has no such store.
            if (role == Roles.Till && allowed.Contains(role)) answer.IsRefused(403, "store-unknown");
            else if (allowed.Contains(role))
                Assert.True(answer.Status is not (401 or 403), $"{role}: {answer.Body}");
            else answer.IsRefused(403, "forbidden");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_WithACitizensCredentialsOrNone_IsRefused(string method, string path, string[] allowed)
    {
        Assert.NotEmpty(allowed);
        var campaign = await server.CampaignAsync();
        var at = path.Replace("{0}", campaign, StringComparison.Ordinal);
        var body = method == "GET" ? null : "{}";
        (await server.SendAsync(new HttpMethod(method), at, null, body)).IsRefused(401, "credentials-missing");
        foreach (var bearer in new[] { server.Token("anna"), await server.PassAsync(campaign, "anna"), "fgk_", "",
            "fgk_00000000_" + new string('A', 43) })
            (await server.SendAsync(new HttpMethod(method), at, bearer, body)).IsRefused(401, "credentials-invalid");
    }

    [Fact]
    public async Task ApiKey_ThatWasRevoked_SoonOpensNothing()
    {
        var key = await server.KeyAsync(Roles.Operator);
        var path = $"/api/v1/ops/campaigns/{await server.CampaignAsync()}";
        (await server.GetAsync(path, key)).Is(200);
        await using (var db = await server.DatabaseAsync())
            Assert.True(await ApiKeyBook.RevokeAsync(db, key.Substring(4, ApiKeyText.IdLength), server.Now));
        var revoked = TimeProvider.System.GetTimestamp();
        Answer? answer = null;
        await Patience.UntilAsync(
            async () => (answer = await server.GetAsync(path, key)).Status != 200, () => "it still opens");
        answer!.IsRefused(401, "credentials-invalid");
        // 5 seconds are promised.
        output.WriteLine($"FIGURE key refused {TimeProvider.System.GetElapsedTime(revoked).TotalSeconds:N1} s later");
    }

    [Fact]
    public async Task ApiKey_WithAnyOneCharacterChanged_OpensNothing()
    {
        var path = $"/api/v1/ops/campaigns/{await server.CampaignAsync()}";
        for (var place = 0; place < server.Operator.Length; place++)
        {
            var other = server.Operator[place] == 'a' ? 'b' : 'a';
            (await server.GetAsync(path, server.Operator[..place] + other + server.Operator[(place + 1)..]))
                .IsRefused(401, "credentials-invalid");
        }
    }

    [Fact]
    public void Endpoints_EachSayWhoMayUseThem() => Assert.Empty(EndpointReview.Uncovered(server.Endpoints));

    [Fact]
    public async Task StaffPage_IsForAdministratorsOnly_AndAKeyReadsNoAccountsThere()
    {
        foreach (var role in Roles.All.Where(role => role != Roles.Admin))
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "store-1" : null);
            (await server.GetAsync("/console/staff", key)).IsRefused(403, "forbidden");
        }

        var page = (await server.GetAsync("/console/staff", await server.KeyAsync(Roles.Admin))).Is(200);
        Assert.DoesNotContain("fg-members", page.Body, StringComparison.Ordinal);
        (await server.GetAsync("/console/staff")).IsRefused(401, "credentials-missing");
        var away = await server.GetAsync("/console/staff", null, ("Accept", "text/html"));
        Assert.Equal("/sign-in?returnUrl=%2Fconsole%2Fstaff", away.Header("Location"));
    }

    [Fact]
    public async Task Console_WithoutASession_LeadsToTheSignIn()
    {
        var page = await server.GetAsync("/console", null, ("Accept", "text/html"));
        Assert.Equal(302, page.Status);
        Assert.StartsWith("/sign-in", page.Header("Location"), StringComparison.Ordinal);
        (await server.GetAsync("/console", server.Token("anna"))).IsRefused(401, "credentials-invalid");
    }
}
