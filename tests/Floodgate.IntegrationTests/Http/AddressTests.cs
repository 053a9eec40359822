using Floodgate.Foundation;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What stands at an address, or is said when nothing does.</summary>
[Collection(HttpCollection.Name)]
public sealed class AddressTests(Server server)
{
    [Theory]
    [InlineData("/no-such")]
    [InlineData("/api/v1/no-such")]
    [InlineData("/api/v1/campaigns/")]
    [InlineData("/api/v2/campaigns/demo")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/openapi/v2.json")]
    public async Task Address_ThatIsNone_IsNotFound(string path)
    {
        (await server.GetAsync(path)).IsRefused(404, "not-found");
        (await server.PostAsync(path, server.Operator, "{}")).IsRefused(404, "not-found");
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/campaigns/demo")]
    [InlineData("GET", "/api/v1/campaigns/demo/tickets")]
    [InlineData("POST", "/api/v1/tickets/current")]
    [InlineData("GET", "/api/v1/campaigns/demo/batches/a/claims")]
    [InlineData("PUT", "/api/v1/campaigns/demo/batches/a/claims")]
    [InlineData("DELETE", "/api/v1/me/vouchers")]
    [InlineData("POST", "/api/v1/me/vouchers/x/qr")]
    [InlineData("PATCH", "/api/v1/ops/campaigns/demo")]
    [InlineData("GET", "/api/v1/ops/campaigns/demo/pause")]
    [InlineData("DELETE", "/api/v1/ops/campaigns/demo/ledger")]
    [InlineData("POST", "/health/live")]
    [InlineData("POST", "/metrics")]
    public async Task Method_ThatIsNotTaken_IsRefusedAndTheOthersAreNamed(string method, string path)
    {
        var answer = await server.SendAsync(new HttpMethod(method), path, server.Operator, (HttpContent?)null);
        answer.IsRefused(405, "method-not-allowed");
        Assert.NotEmpty(answer.Header("Allow")!);
    }

    [Fact]
    public async Task Health_IsPublic()
    {
        Assert.Equal("live", (await server.GetAsync("/health/live")).Is(200).Text("status"));
        Assert.Equal("ready", (await server.GetAsync("/health/ready")).Is(200).Text("status"));
    }

    [Fact]
    public async Task Metrics_ArePrometheusTextWithTheSixStations()
    {
        var campaign = await server.CampaignAsync();
        (await server.ClaimAsync(campaign, CampaignJson.A, await server.PassAsync(campaign, "metrics-anna"), "k"))
            .Is(201);
        var metrics = (await server.GetAsync("/metrics")).Is(200);
        Assert.StartsWith("text/plain; version=0.0.4", metrics.Header("Content-Type"), StringComparison.Ordinal);
        foreach (var station in new[] { "request", "admission", "queue", "decision", "journal", "receipt" })
        {
            var name = $"floodgate_{station}_duration_seconds";
            Assert.Contains($"# TYPE {name} histogram", metrics.Body, StringComparison.Ordinal);
            Assert.Matches($"(?m)^{name}_count\\{{campaign=\"{campaign}\"\\}} [1-9][0-9]*$", metrics.Body);
        }

        Assert.DoesNotContain("metrics-anna", metrics.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problem_OfEveryCode_HasAPageInBothLanguages()
    {
        (await server.GetAsync("/problems/no-such")).IsRefused(404, "not-found");
        foreach (var refusal in Refusals.All)
        {
            var page = (await server.GetAsync("/problems/" + refusal.Code)).Is(200);
            Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
            Assert.Contains(refusal.Code, page.Body, StringComparison.Ordinal);
            Assert.Contains("lang=\"en\"", page.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/c/demo")]
    [InlineData("/sign-in")]
    public async Task Page_IsThere(string path) =>
        Assert.StartsWith("text/html", (await server.GetAsync(path)).Is(200).Header("Content-Type"),
            StringComparison.Ordinal);

    [Fact]
    public async Task Answer_CarriesWhatKeepsBrowsersSafe()
    {
        foreach (var path in new[] { "/", "/no-such", "/api/v1/campaigns/no-such", "/health/live" })
        {
            var answer = await server.GetAsync(path);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Null(answer.Header("Server"));
        }
    }
}
