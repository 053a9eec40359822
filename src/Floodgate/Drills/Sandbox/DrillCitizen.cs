using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Sandbox;

/// <summary>How a claim ended: a voucher, a refusal's code, or no answer at all.</summary>
internal sealed record DrillClaim(string Outcome, string? VoucherId)
{
    public const string Issued = "issued";
    public const string NoAnswer = "none";
}

/// <summary>Citizens of a drill's campaign: they take a place, claim, and read their wallets.</summary>
internal sealed class DrillCitizens(Uri server, DrillsOptions options) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 128,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    })
    {
        BaseAddress = server,
        Timeout = TimeSpan.FromSeconds(options.AnswerSecondsMax),
    };

    /// <summary>Tokens of as many people, from the demo issuer.</summary>
    /// <param name="people">
    /// Their common name, another for each load of each drill: who has claimed before is refused.
    /// </param>
    public async Task<string[]> TokensAsync(string people, int count)
    {
        using var citizens = new Citizens(server, data: null);
        var tokens = await citizens.TokensOfAsync(people, count);
        return [.. tokens.Select(System.Text.Encoding.ASCII.GetString)];
    }

    /// <summary>A pass; null when none was given.</summary>
    public async Task<string?> PassAsync(string token, CancellationToken stop)
    {
        var (_, body) = await SendAsync(
            HttpMethod.Post, $"/api/v1/campaigns/{DrillCampaign.Id}/tickets", token, null, stop);
        return body is { } json && json.TryGetProperty("pass", out var pass) ? pass.GetString() : null;
    }

    public async Task<DrillClaim> ClaimAsync(string pass, string key, CancellationToken stop)
    {
        var (status, body) = await SendAsync(
            HttpMethod.Post, $"/api/v1/campaigns/{DrillCampaign.Id}/batches/{DrillCampaign.Batch}/claims", pass, key,
            stop);
        if (status == 0) return new DrillClaim(DrillClaim.NoAnswer, null);
        if (status is 200 or 201 && body is { } voucher)
            return new DrillClaim(DrillClaim.Issued, voucher.GetProperty("voucherId").GetString());
        var code = body is { } problem && problem.TryGetProperty("code", out var named) ? named.GetString() : null;
        return new DrillClaim(code is { Length: > 0 and <= 60 } ? code : $"http-{status}", null);
    }

    /// <summary>Ids of the vouchers in the wallet; null when it could not be read.</summary>
    public async Task<string[]?> WalletAsync(string pass, CancellationToken stop)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "/api/v1/me/vouchers", pass, null, stop);
        return status == 200 && body is { } wallet
            ? [.. wallet.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("voucherId").GetString()!)]
            : null;
    }

    public void Dispose() => _client.Dispose();

    private async Task<(int Status, JsonElement? Body)> SendAsync(
        HttpMethod method, string path, string bearer, string? key, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                request.Content = JsonContent.Create(new { });
            }

            using var answer = await _client.SendAsync(request, stop);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
            return ((int)answer.StatusCode, body);
        }
        catch (Exception fault) when (StaffClient.IsNoAnswer(fault, stop))
        {
            return (0, null);
        }
    }
}
