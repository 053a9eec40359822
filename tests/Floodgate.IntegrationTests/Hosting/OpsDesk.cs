using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>What an operator does over the API, with a key of the role.</summary>
internal sealed class OpsDesk : IDisposable
{
    private readonly HttpClient _client;
    private readonly Func<Task<string>> _second;

    private OpsDesk(Uri server, string key, Func<Task<string>> second)
    {
        _second = second;
        _client = new HttpClient { BaseAddress = server, Timeout = Patience.Max };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public static async Task<OpsDesk> OpenAsync(HostProcess host) =>
        new(host.Url, await host.CreateKeyAsync("operator"), () => host.CreateKeyAsync("commander"));

    /// <summary>Applies a campaign of one batch, <c>lunch</c>, open since an hour, one voucher a person.</summary>
    public async Task ApplyAsync(string campaign, long stock, int shards)
    {
        var opens = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd'T'HH:00:00'Z'");
        var closes = TimeProvider.System.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd'T'HH:00:00'Z'");
        using var answer = await _client.PutAsJsonAsync($"/api/v1/ops/campaigns/{campaign}", new
        {
            name = new { zh = "午餐券", en = "Lunch vouchers" },
            mode = "firstCome",
            refundMode = "restore",
            shards,
            opensAt = opens,
            closesAt = closes,
            perPersonLimit = 1,
            budget = new { amount = stock * 1_000, currency = "CNY" },
            batches = new[]
            {
                new
                {
                    id = Batch,
                    name = new { zh = "满30减10", en = "10 off 30" },
                    stock,
                    faceValue = new { amount = 1_000, currency = "CNY" },
                    threshold = new { amount = 3_000, currency = "CNY" },
                    perPersonLimit = 1,
                    validDays = 30,
                },
            },
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public const string Batch = "lunch";

    public Task<HttpResponseMessage> PauseAsync(string campaign) => _client.PostAsJsonAsync(
        PathOf(campaign, "pause"), new
        {
            scope = "campaign",
            resumesAt = TimeProvider.System.GetUtcNow().AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:00'Z'"),
            notice = new { zh = "系统维护，稍后恢复", en = "Paused for repairs; your vouchers are safe" },
            reason = "test",
        });

    /// <summary>Where the outage made a level I incident it takes a second person: one is at hand.</summary>
    public async Task<HttpResponseMessage> ResumeAsync(string campaign)
    {
        var answer = await _client.PostAsJsonAsync(PathOf(campaign, "resume"), new { reason = "test" });
        if (answer.StatusCode != HttpStatusCode.Accepted) return answer;
        using (answer)
        {
            var proposed = await answer.Content.ReadFromJsonAsync<JsonElement>();
            using var approve = new HttpRequestMessage(
                HttpMethod.Post, $"/api/v1/ops/approvals/{proposed.GetProperty("id").GetString()}/approve");
            approve.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _second());
            return await _client.SendAsync(approve);
        }
    }

    /// <summary>The ledger's counts.</summary>
    public async Task<(long Stock, long Issued)> LedgerAsync(string campaign)
    {
        using var answer = await _client.GetAsync($"/api/v1/ops/campaigns/{campaign}/ledger");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        using var json = JsonDocument.Parse(body);
        var counts = json.RootElement.GetProperty("counts");
        return (counts.GetProperty("stock").GetInt64(), counts.GetProperty("issued").GetInt64());
    }

    public void Dispose() => _client.Dispose();

    private static string PathOf(string campaign, string what) => $"/api/v1/ops/campaigns/{campaign}/{what}";
}
