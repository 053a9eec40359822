using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Emergency.Notices;
using Floodgate.Foundation.Description;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Wallets;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>The description holds what the contract has, and what is described is what is sent.</summary>
[Collection(HttpCollection.Name)]
public sealed class OpenApiTests(Server server)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Theory]
    [InlineData("get", "/api/v1/campaigns/{campaign}", "200 304 404")]
    [InlineData("post", "/api/v1/campaigns/{campaign}/tickets", "200 201 401 403 404 503")]
    [InlineData("get", "/api/v1/tickets/current", "200 401")]
    [InlineData("post", "/api/v1/campaigns/{campaign}/batches/{batch}/claims",
        "200 201 400 401 403 404 409 422 429 503")]
    [InlineData("get", "/api/v1/me/vouchers", "200 401 429 503")]
    [InlineData("get", "/api/v1/me/vouchers/{id}", "200 401 404 429 503")]
    [InlineData("get", "/api/v1/me/vouchers/{id}/qr", "200 401 404 429 503")]
    [InlineData("get", "/api/v1/me/notices", "200 401 429 503")]
    [InlineData("get", "/api/v1/status", "200 304 404")]
    [InlineData("get", "/api/v1/status/banners", "200 304")]
    [InlineData("get", "/api/v1/ops/desk/notices", "200 401 403")]
    [InlineData("post", "/api/v1/ops/desk/lookups", "200 400 401 403 429 503")]
    [InlineData("post", "/api/v1/ops/desk/tallies", "200 400 401 403 404 429")]
    [InlineData("post", "/api/v1/ops/holder-messages", "200 400 401 403 404 409 503")]
    [InlineData("put", "/api/v1/ops/campaigns/{campaign}", "200 201 202 400 401 403 409 412 422 428 503")]
    [InlineData("get", "/api/v1/ops/campaigns/{campaign}", "200 401 403 404")]
    [InlineData("post", "/api/v1/ops/campaigns/{campaign}/pause", "200 400 401 403 404 503")]
    [InlineData("post", "/api/v1/ops/campaigns/{campaign}/resume", "200 202 400 401 403 404 409 422 503")]
    [InlineData("get", "/api/v1/ops/approvals", "200 401 403")]
    [InlineData("post", "/api/v1/ops/approvals/{approval}/approve", "200 400 401 403 404 409 503")]
    [InlineData("get", "/api/v1/ops/audit", "200 401 403")]
    [InlineData("get", "/api/v1/audit/key", "200")]
    [InlineData("get", "/api/v1/audit/checkpoint", "200 404")]
    [InlineData("get", "/api/v1/ops/campaigns/{campaign}/ledger", "200 401 403 404 503")]
    [InlineData("post", "/api/v1/ops/allow-lists", "201 400 401 403 413 415 429 503")]
    [InlineData("post", "/api/v1/intake/alerts/{source}", "200 400 401 409 429")]
    [InlineData("post", "/api/v1/intake/heartbeats/{source}", "204 400 401 409 429")]
    [InlineData("get", "/api/v1/ops/detectors", "200 304 401 403")]
    [InlineData("get", "/health/live", "200")]
    [InlineData("get", "/health/ready", "200 503")]
    [InlineData("get", "/metrics", "200")]
    public async Task Document_HasTheOperationWithItsAnswers(string method, string path, string statuses)
    {
        var operation = (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty(method);
        var responses = operation.GetProperty("responses");
        Assert.Equal(statuses, string.Join(' ', responses.EnumerateObject().Select(response => response.Name).Order()));
        Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
        Assert.Contains(" / ", operation.GetProperty("summary").GetString(), StringComparison.Ordinal);
        foreach (var response in responses.EnumerateObject().Where(response => response.Name is not ("204" or "304")))
            Assert.NotEmpty(response.Value.GetProperty("content").EnumerateObject());
        if (method is "put" || path.Contains("pause", StringComparison.Ordinal)
            || path.Contains("claims", StringComparison.Ordinal))
            Assert.NotEmpty(operation.GetProperty("requestBody").GetProperty("content").EnumerateObject());
    }

    [Fact]
    public async Task Document_IsOpenApi31AndEveryReferenceInItIsThere()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var text = document.GetRawText();
        foreach (var part in text.Split("\"$ref\":")[1..])
        {
            var reference = part.Split('"')[1];
            var at = document;
            foreach (var step in reference.TrimStart('#', '/').Split('/'))
                Assert.True(at.TryGetProperty(step, out at), $"{reference} leads nowhere");
        }
    }

    [Fact]
    public async Task Document_NamesEveryCodeOfAClaimAndItsCredential()
    {
        var claim = (await DocumentAsync()).GetProperty("paths")
            .GetProperty("/api/v1/campaigns/{campaign}/batches/{batch}/claims").GetProperty("post");
        var codes = claim.GetProperty("responses").EnumerateObject()
            .Where(response => response.Value.TryGetProperty("x-codes", out _))
            .SelectMany(response => response.Value.GetProperty("x-codes").EnumerateArray())
            .Select(code => code.GetString()!);
        string[] contract =
        [
            "idempotency-key-missing", "idempotency-key-malformed", "pass-missing", "pass-invalid", "pass-expired",
            "not-eligible", "pass-wrong-campaign", "unknown-campaign", "unknown-batch", "limit-reached", "sold-out",
            "not-open", "paused", "closed", "key-reused", "too-many-requests", "overloaded", "storage-unavailable",
        ];
        Assert.Empty(contract.Except(codes));
        Assert.Contains("pass", claim.GetProperty("security").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", claim.GetProperty("parameters").GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Each real answer fits the type it is described by, with no member too many and none required left out.
    /// </summary>
    [Fact]
    public async Task Answers_AreWhatTheDocumentSays()
    {
        var campaign = await server.CampaignAsync();
        var (pass, token) = (await server.PassAsync(campaign, "described"), server.Token("described"));
        var receipt = Fits<ReceiptBody>(await server.ClaimAsync(campaign, A, pass, "k"));
        var ticket = Fits<TicketBody>(await server.PostAsync($"/api/v1/campaigns/{campaign}/tickets", token));
        Fits<TicketBody>(await server.GetAsync("/api/v1/tickets/current", ticket.Ticket));
        Fits<WalletBody>(await server.GetAsync("/api/v1/me/vouchers", token));
        Fits<VoucherBody>(await server.GetAsync("/api/v1/me/vouchers/" + receipt.VoucherId, pass));
        Fits<VoucherQrBody>(await server.GetAsync($"/api/v1/me/vouchers/{receipt.VoucherId}/qr", token));
        Fits<LedgerBody>(await server.LedgerAsync(campaign));
        Fits<CampaignBody>(await server.GetAsync("/api/v1/ops/campaigns/" + campaign, server.Operator));
        Fits<AppliedBody>(await server.ChangeAsync(campaign, json => json.WithStock(9)));
        Fits<ProblemBody>(await server.ClaimAsync(campaign, A, pass, "other"));
        Fits<PauseStateBody>(await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString()));
        Fits<PublicCampaignBody>(await server.GetAsync("/api/v1/campaigns/" + campaign));
        Fits<NoticesBody>(await server.GetAsync("/api/v1/me/notices", token));
        Fits<StatusBody>(await server.GetAsync("/api/v1/status"));
        Fits<BannersBody>(await server.GetAsync("/api/v1/status/banners"));
        Fits<DeskNoticesBody>(await server.GetAsync("/api/v1/ops/desk/notices", server.Operator));
        Fits<TalliesBody>(await server.GetAsync("/api/v1/ops/desk/tallies", server.Operator));
        Fits<HolderMessagesBody>(await server.GetAsync("/api/v1/ops/holder-messages", server.Operator));
        Fits<ProblemBody>(await server.ClaimAsync(campaign, B, pass, "other"));
        Fits<ProblemBody>(await server.PutAsync("put-described", "{}"));
    }

    [Fact]
    public async Task Browser_IsAPage()
    {
        var page = await server.GetAsync("/api");
        if (page.Status is 301 or 302) page = await server.GetAsync(page.Header("Location")!);
        Assert.Contains("Floodgate API", page.Is(200).Body, StringComparison.Ordinal);
        foreach (var part in page.Body.Split("src=\"")[1..])
        {
            var script = part.Split('"')[0];
            (await server.GetAsync(new Uri(new Uri(server.Address, "/api/"), script).PathAndQuery)).Is(200);
        }
    }

    private static T Fits<T>(Answer answer) => JsonSerializer.Deserialize<T>(answer.Body, Strict)
        ?? throw new InvalidOperationException(answer.Body);

    private async Task<JsonElement> DocumentAsync() => (await server.GetAsync("/openapi/v1.json")).Is(200).Json;
}
