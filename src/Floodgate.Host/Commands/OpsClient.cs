using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Host.Commands;

/// <summary>The staff interface of a server, for commands: answers in plain lines, failures as exit codes.</summary>
internal sealed class OpsClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    // What is not set is left out: the server takes no member it does not need.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;

    public OpsClient(Uri url, string apiKey)
    {
        var root = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        _http = new HttpClient { BaseAddress = root, Timeout = Patience };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + apiKey);
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        _http.SendAsync(request, cancellation);

    /// <summary>Posts to <c>/api/v1/ops/campaigns/ID/VERB</c>; prints what was done or why it was refused.</summary>
    public Task<int> PostAsync(string id, string verb, object body, string done, CancellationToken cancellation) =>
        PostAtAsync($"campaigns/{Uri.EscapeDataString(id)}/{verb}", id, body, done, cancellation);

    /// <summary>Posts to <c>/api/v1/ops/ADDRESS</c>; prints what was done or why it was refused.</summary>
    public Task<int> PostAtAsync(
        string address, string subject, object body, string done, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            using var answer = await _http.PostAsJsonAsync($"api/v1/ops/{address}", body, Json, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                await PrintRefusalAsync(answer, subject, cancellation);
                return Exit.DoesNotHold;
            }

            Console.WriteLine($"{subject}: {done}");
            return Exit.Good;
        });

    /// <summary>Reads <c>/api/v1/ops/ADDRESS</c>; null: refused, and printed why.</summary>
    public async Task<JsonElement?> ReadAsync(string address, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync($"api/v1/ops/{address}", cancellation);
        if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        await PrintRefusalAsync(answer, address, cancellation);
        return null;
    }

    /// <summary>Runs a step; a server that cannot be reached or speaks no JSON becomes exit code 3.</summary>
    public async Task<int> GuardAsync(Func<Task<int>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException
            or TaskCanceledException
            or KeyNotFoundException or InvalidOperationException)
        {
            Console.Error.WriteLine($"{_http.BaseAddress}: {fault.Message}");
            return Exit.Unreachable;
        }
    }

    /// <summary>A refusal in plain lines: what happened, its code, then each fault with its place.</summary>
    public static async Task PrintRefusalAsync(HttpResponseMessage answer, string subject,
        CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!TryReadObject(text, out var problem))
        {
            Console.Error.WriteLine($"{subject}: refused with HTTP {(int)answer.StatusCode}");
            return;
        }

        var code = Text(problem, "code");
        Console.Error.WriteLine($"{subject}: {Text(problem, "title")} {Text(problem, "detail")} [{code}]");
        if (!problem.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array) return;
        foreach (var error in errors.EnumerateArray())
        {
            if (error.ValueKind != JsonValueKind.Object) continue;
            var place = error.TryGetProperty("line", out var line) ? $"{subject}:{line}" : subject;
            var pointer = Text(error, "pointer");
            Console.Error.WriteLine($"{place}: {(pointer.Length == 0 ? "/" : pointer)}: {Text(error, "message")}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Text(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out var value)) return "";
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("en", out var english)
            ? english.ToString()
            : value.ToString();
    }

    private static bool TryReadObject(string text, out JsonElement problem)
    {
        problem = default;
        try
        {
            using var document = JsonDocument.Parse(text);
            problem = document.RootElement.Clone();
            return problem.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
