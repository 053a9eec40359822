using System.Net.Http.Headers;
using System.Text.Json;

namespace Floodgate.Drills.Targets;

/// <summary>The ledger's counts as the API gives them.</summary>
internal sealed record LedgerCounts(long Stock, long Issued, long Held);

/// <summary>The few operations a replay needs besides the claim way, with the operator's key.</summary>
internal sealed class OpsClient : IDisposable
{
    private readonly HttpClient _client;

    public OpsClient(Uri server, string apiKey)
    {
        _client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Puts the campaign; a later version needs the tag of the one before. Gives the new tag.</summary>
    public async Task<string?> PutCampaignAsync(string campaign, byte[] body, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path(campaign, ""));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await SendAsync(request);
        if (answer.IsSuccessStatusCode) return answer.Headers.ETag?.ToString();
        var said = await answer.Content.ReadAsStringAsync();
        throw new RushStopped((int)answer.StatusCode is 401 or 403 ? 2 : 3,
            $"the server did not take the campaign: {(int)answer.StatusCode} {said}");
    }

    public async Task<LedgerCounts> LedgerAsync(string campaign)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(campaign, "/ledger"));
        using var answer = await SendAsync(request);
        var said = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode)
            throw new RushStopped(3, $"the server did not give the ledger: {(int)answer.StatusCode}");
        using var json = JsonDocument.Parse(said);
        var counts = json.RootElement.GetProperty("counts");
        return new LedgerCounts(counts.GetProperty("stock").GetInt64(), counts.GetProperty("issued").GetInt64(),
            counts.GetProperty("held").GetInt64());
    }

    public void Dispose() => _client.Dispose();

    private static Uri Path(string campaign, string rest) =>
        new($"/api/v1/ops/campaigns/{Uri.EscapeDataString(campaign)}{rest}", UriKind.Relative);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return await _client.SendAsync(request);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            throw new RushStopped(3, $"the server at {_client.BaseAddress} cannot be reached: {fault.Message}");
        }
    }
}
