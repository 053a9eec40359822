using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tests.Access;

public sealed class ApiKeyTests
{
    [Fact]
    public async Task Key_OfEachRole_OpensWhatItsRoleMay()
    {
        await using var server = await AccessServer.StartAsync();
        foreach (var role in Roles.All)
        {
            var key = await server.KeyAsync(role, role == Roles.Till ? "store-1" : null);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var policy in Roles.All.Append(Roles.Staff))
            {
                var allowed = policy == role || (role == Roles.Admin && policy != Roles.Till)
                    || (policy == Roles.Staff && role != Roles.Till);
                var (status, code) = await GetAsync(server, "/api/as/" + policy, key.ToString());
                var expected = allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                Assert.Equal((policy, role, expected), (policy, role, status));
                Assert.Equal(allowed ? null : "forbidden", code);
            }
        }
    }

    [Fact]
    public async Task Key_Revoked_IsRefusedWithinFiveSeconds()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(Roles.Operator);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/api/as/operator", key.ToString())).Status);
        await using (var db = await server.DatabaseAsync())
            Assert.True(await ApiKeyBook.RevokeAsync(db, key.Id, server.Clock.GetUtcNow()));
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var answer = await GetAsync(server, "/api/as/operator", key.ToString());
        Assert.Equal((HttpStatusCode.Unauthorized, "credentials-invalid"), answer);
    }

    [Fact]
    public async Task Key_OfAnAccountThatIsLocked_IsRefused_UntilItIsUnlocked()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(Roles.Operator);
        await using (var db = await server.DatabaseAsync())
        {
            db.Add(new StaffAccount { UserName = "ann", LockoutEnd = DateTimeOffset.MaxValue });
            await db.SaveChangesAsync();
            await db.Set<ApiKeyRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Owner, "ann"));
        }

        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var answer = await GetAsync(server, "/api/as/operator", key.ToString());
        Assert.Equal((HttpStatusCode.Unauthorized, "credentials-invalid"), answer);
        await using (var db = await server.DatabaseAsync())
            await db.Set<StaffAccount>().ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null));
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/api/as/operator", key.ToString())).Status);
    }

    [Fact]
    public async Task Key_MadeWhileTheServerRuns_WorksAtOnce()
    {
        await using var server = await AccessServer.StartAsync();
        await GetAsync(server, "/api/as/operator", (await server.KeyAsync(Roles.Auditor)).ToString());
        var key = await server.KeyAsync(Roles.Operator);
        server.Clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/api/as/operator", key.ToString())).Status);
    }

    [Fact]
    public async Task Key_WithAnotherSecret_IsRefused()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(Roles.Admin);
        var forged = key with { Secret = ApiKeyText.Fresh().Secret };
        var answer = await GetAsync(server, "/api/as/admin", forged.ToString());
        Assert.Equal((HttpStatusCode.Unauthorized, "credentials-invalid"), answer);
    }

    [Theory]
    [InlineData(null, "credentials-missing"), InlineData("fgk_", "credentials-invalid")]
    [InlineData("fgk_00000000_0123456789012345678901234567890123456789012", "credentials-invalid")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.", "credentials-invalid")]
    public async Task Request_WithoutAGoodKey_IsAProblem(string? sent, string code)
    {
        await using var server = await AccessServer.StartAsync();
        Assert.Equal((HttpStatusCode.Unauthorized, code), await GetAsync(server, "/api/as/operator", sent));
    }

    [Fact]
    public async Task Files_HoldNoSecretOfAKey()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(Roles.Finance);
        await GetAsync(server, "/api/as/finance", key.ToString());
        foreach (var file in Directory.GetFiles(server.Folder, "floodgate.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await open.CopyToAsync(copy);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(key.Secret)));
        }
    }

    [Fact]
    public async Task Use_IsNotedByTheDay()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(Roles.Finance);
        for (var read = 0; read < 2; read++)
        {
            await GetAsync(server, "/api/as/finance", key.ToString());
            server.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        await using var db = await server.DatabaseAsync();
        var row = await db.Set<ApiKeyRow>().SingleAsync(row => row.Id == key.Id);
        Assert.Equal(0, row.LastUsedDay!.Value % (24 * 3600 * 1_000_000L));
    }

    [Theory]
    [InlineData("king", "name", null), InlineData("till", "name", null), InlineData("admin", "name", "store-1")]
    [InlineData("admin", "", null)]
    public async Task Request_ThatIsNotAKey_IsRefused(string role, string name, string? store)
    {
        await using var server = await AccessServer.StartAsync();
        await using var db = await server.DatabaseAsync();
        var ring = Floodgate.Foundation.Keys.KeyRing.Open(server.Folder, server.Clock);
        var made = await ApiKeyBook.CreateAsync(db, ring, new(), new(role, name, store), server.Clock.GetUtcNow());
        Assert.IsType<ApiKeyCreation.Refused>(made);
        Assert.Empty(await ApiKeyBook.ListAsync(db));
    }

    [Fact]
    public void Text_OfAFreshKey_HasTheShapeItPromises()
    {
        var key = ApiKeyText.Fresh();
        Assert.Matches("^fgk_[0-9a-z]{8}_[A-Za-z0-9_-]{43}$", key.ToString());
        Assert.True(ApiKeyText.TryParse(key.ToString(), out var read));
        Assert.Equal(key, read);
    }

    internal static async Task<(HttpStatusCode Status, string? Code)> GetAsync(
        AccessServer server, string path, string? key)
    {
        using var client = server.Client();
        var credentials = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        client.DefaultRequestHeaders.Authorization = credentials;
        using var answer = await client.GetAsync(path);
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        if (!isProblem) return (answer.StatusCode, null);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return (answer.StatusCode, problem.RootElement.GetProperty("code").GetString());
    }
}
