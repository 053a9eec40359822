using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Sandbox;

/// <summary>What a member of staff does over the API, with an API key.</summary>
internal sealed class StaffClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client;

    public StaffClient(Uri server, string key)
    {
        _client = new HttpClient { BaseAddress = server, Timeout = Patience };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The answer; null when there is none or it is no success.</summary>
    public async Task<JsonElement?> TryGetAsync(string path, CancellationToken stop)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), stop);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(stop) : null;
        }
        catch (Exception fault) when (IsNoAnswer(fault, stop))
        {
            return null;
        }
    }

    /// <summary>Asks for something that must succeed.</summary>
    /// <exception cref="RushStopped">It did not.</exception>
    public async Task<JsonElement> MustAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken stop, string? ifMatch = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            using var answer = await _client.SendAsync(request, stop);
            var said = await answer.Content.ReadAsStringAsync(stop);
            if (!answer.IsSuccessStatusCode)
                throw new RushStopped(3, $"{method} {path} answered {(int)answer.StatusCode}: {said}");
            return said.Length > 0 && said[0] == '{' ? JsonDocument.Parse(said).RootElement.Clone() : default;
        }
        catch (Exception fault) when (IsNoAnswer(fault, stop))
        {
            throw new RushStopped(3, $"{method} {path}: {fault.Message}");
        }
    }

    public Task<JsonElement> MustAsync(
        HttpMethod method, string path, object body, CancellationToken stop, string? ifMatch = null) =>
        MustAsync(method, path, JsonContent.Create(body), stop, ifMatch);

    public void Dispose() => _client.Dispose();

    /// <summary>Anything that goes wrong on the way, except that we were told to stop.</summary>
    public static bool IsNoAnswer(Exception fault, CancellationToken stop) =>
        fault is HttpRequestException or IOException or JsonException
        || (fault is OperationCanceledException && !stop.IsCancellationRequested);
}
