using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.Citizens;
using Floodgate.Access.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tests.Access;

public sealed class PolicyTests
{
    [Fact]
    public async Task Review_FindsTheEndpointThatSaysNothing_AndOnlyThat()
    {
        await using var server = await AccessServer.StartAsync(demo: true);
        Assert.Equal(["HTTP: GET /silent"], EndpointReview.Uncovered(server.Endpoints));
    }

    [Fact]
    public async Task Endpoint_ThatSaysNothing_IsDenied()
    {
        await using var server = await AccessServer.StartAsync();
        var admin = await server.KeyAsync(Roles.Admin);
        foreach (var key in new[] { null, admin.ToString() })
        {
            var answer = await ApiKeyTests.GetAsync(server, "/silent", key);
            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), answer);
        }
    }

    [Fact]
    public async Task Endpoint_MarkedPublic_IsOpen_AndAnUnknownPathIsNotFound()
    {
        await using var server = await AccessServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await ApiKeyTests.GetAsync(server, "/open", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ApiKeyTests.GetAsync(server, "/nothing-here", null)).Status);
    }

    [Fact]
    public async Task DemoIssuer_WithoutDemo_IsNotThere()
    {
        await using var server = await AccessServer.StartAsync();
        using var client = server.Client();
        var answer = await client.PostAsJsonAsync("/demo/token", new { citizen = "a" });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(File.Exists(Path.Combine(server.Folder, "keys", "demo-issuer.json")));
    }

    [Fact]
    public async Task DemoToken_OfTheEndpointAndOfTheFile_IsBelievedByTheServer()
    {
        await using var server = await AccessServer.StartAsync(demo: true);
        using var client = server.Client();
        var asked = new { citizen = "a", phoneHash = "p", lastDigit = "7" };
        var answer = await client.PostAsJsonAsync("/demo/token", asked);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        var tokens = server.Services.GetRequiredService<CitizenTokens>();
        var citizen = Assert.IsType<CitizenResult.Valid>(await tokens.CheckAsync(token)).Citizen;
        Assert.Equal(7, citizen.LastDigit);

        var issuer = DemoIssuer.OpenExisting(server.Folder)!;
        var again = await tokens.CheckAsync(issuer.Token(new("b", PhoneHash: "p"), server.Clock.GetUtcNow()));
        Assert.Equal(citizen.Person, Assert.IsType<CitizenResult.Valid>(again).Citizen.Person);
        TemporaryFolder.AssertPrivateFile(Path.Combine(server.Folder, "keys", "demo-issuer.json"));
    }

    [Theory]
    [InlineData("{}"), InlineData("""{"citizen":""}"""), InlineData("null")]
    [InlineData("""{"citizen":"a","admin":true}""")]
    [InlineData("""{"citizen":"a","citizen":"b"}""")]
    [InlineData("""{"citizen":"a","lastDigit":"x"}"""), InlineData("[")]
    public async Task DemoToken_AskedForBadly_IsRefused(string body)
    {
        await using var server = await AccessServer.StartAsync(demo: true);
        using var client = server.Client();
        var answer = await client.PostAsync("/demo/token", new StringContent(body, null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void Options_ThatCannotBe_AreRefused()
    {
        var issuer = new IssuerOptions { JwksFile = "jwks.json", Issuer = "i", Audience = "a" };
        AccessOptions[] faulty =
        [
            new() { TokenBytesMax = 8193 },
            new() { Issuer = new() { JwksFile = "jwks.json", Issuer = "i", Audience = "a", ClockSkewSeconds = 121 } },
            new() { Issuer = new() { JwksFile = "jwks.json", Audience = "a" } },
            new() { Issuer = new() { Authority = new Uri("http://id.example"), Audience = "a" } },
            new() { Issuer = new() { Issuer = "i", Audience = "a" } },
            new() { Issuer = new() { JwksFile = "jwks.json", Issuer = "i" } },
        ];
        foreach (var options in faulty)
            Assert.Throws<ValidationException>(() => new ServiceCollection().AddAccess(options, "data", demo: false));
        new ServiceCollection().AddAccess(new() { Issuer = issuer }, "data", demo: false);
        Assert.Throws<ValidationException>(() =>
            new ServiceCollection().AddAccess(new() { Issuer = issuer }, "data", demo: true));
    }
}
