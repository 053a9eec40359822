using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.AtTills;

/// <summary>A voucher in somebody's hands.</summary>
/// <param name="Token">Of its holder; what a wallet is opened with.</param>
internal sealed record HeldVoucher(string Id, string Code, string Token);

/// <summary>People who have claimed one voucher each of a batch, before they go to a till.</summary>
internal sealed class TillHolders(
    Uri server, string campaign, string batch, DrillsOptions options, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 32;
    private const int TriesMax = 50;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = AtOnce,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    })
    {
        BaseAddress = server,
        Timeout = TimeSpan.FromSeconds(options.AnswerSecondsMax),
    };

    /// <param name="people">Their common name; they must not have claimed before.</param>
    /// <exception cref="RushStopped">Somebody was not given one.</exception>
    public async Task<HeldVoucher[]> ClaimAsync(string people, int count, CancellationToken stop)
    {
        using var citizens = new Citizens(server, data: null);
        var tokens = await citizens.TokensOfAsync(people, count);
        var held = new HeldVoucher[count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, count, parallel, async (i, cancel) =>
            held[i] = await OneAsync(Encoding.ASCII.GetString(tokens[i]), $"{people}-{i}", cancel));
        return held;
    }

    /// <summary>What a wallet shows a till that has no connection.</summary>
    public async Task<string> PayloadAsync(HeldVoucher voucher, CancellationToken stop) =>
        Text(await MustAsync(HttpMethod.Get, $"/api/v1/me/vouchers/{voucher.Id}/offline", voucher.Token, null, stop),
            "payload");

    public void Dispose() => _client.Dispose();

    private async Task<HeldVoucher> OneAsync(string token, string key, CancellationToken stop)
    {
        var ticket = await MustAsync(HttpMethod.Post, $"/api/v1/campaigns/{campaign}/tickets", token, null, stop);
        var claimed = await MustAsync(
            HttpMethod.Post, $"/api/v1/campaigns/{campaign}/batches/{batch}/claims", Text(ticket, "pass"), key, stop);
        var id = Text(claimed, "voucherId");
        var shown = await MustAsync(HttpMethod.Get, "/api/v1/me/vouchers/" + id, token, null, stop);
        return new HeldVoucher(id, Text(shown, "code"), token);
    }

    private static string Text(JsonElement body, string member) =>
        body.TryGetProperty(member, out var value) && value.GetString() is { } text
            ? text : throw new RushStopped(3, $"an answer has no '{member}': {body}");

    /// <summary>As people do: whoever finds no room comes again, with the same key.</summary>
    private async Task<JsonElement> MustAsync(
        HttpMethod method, string path, string bearer, string? key, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var (status, body) = await AskAsync(method, path, bearer, key, stop);
            if (status is 200 or 201) return body;
            if (status is not (429 or 503) || tries == TriesMax)
                throw new RushStopped(3, $"{method} {path} answered {status}: {body}");
            await Task.Delay(Again, clock, stop);
        }
    }

    private async Task<(int Status, JsonElement Body)> AskAsync(
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
            return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(stop));
        }
        catch (Exception fault) when (StaffClient.IsNoAnswer(fault, stop))
        {
            throw new RushStopped(3, $"{method} {path}: {fault.Message}");
        }
    }
}
