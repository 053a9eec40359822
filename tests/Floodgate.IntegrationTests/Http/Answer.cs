using System.Diagnostics;
using System.Text.Json;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What came back, read whole.</summary>
internal sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers, TimeSpan Took)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement.Clone();

    public string? Code => Status >= 400 && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>"pointer code" of each entry of <c>errors</c>.</summary>
    public string[] Errors => !Json.TryGetProperty("errors", out var errors)
        ? []
        : [.. errors.EnumerateArray().Select(error =>
            $"{error.GetProperty("pointer").GetString()} {error.GetProperty("code").GetString()}")];

    public static async Task<Answer> OfAsync(HttpClient client, HttpRequestMessage request)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header =>
                string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, body, headers, Stopwatch.GetElapsedTime(started));
    }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string Text(string member) => Json.GetProperty(member).GetString()!;

    /// <summary>It is this refusal, as a whole problem document in both languages.</summary>
    public Answer IsRefused(int status, string code)
    {
        Assert.True(Status == status, $"{status} {code} was due, not {Status}: {Body}");
        Assert.StartsWith("application/problem+json", Header("Content-Type"), StringComparison.Ordinal);
        var json = Json;
        Assert.Equal(code, json.GetProperty("code").GetString());
        Assert.Equal(status, json.GetProperty("status").GetInt32());
        Assert.Equal("/problems/" + code, json.GetProperty("type").GetString());
        foreach (var language in new[] { "zh", "en" })
            foreach (var part in new[] { "happened", "meaning", "next" })
                Assert.NotEmpty(json.GetProperty("messages").GetProperty(language).GetProperty(part).GetString()!);
        Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
        return this;
    }

    /// <summary>Whether it is this refusal.</summary>
    public bool IsRefusedAs(int status, string code) => Status == status && Code == code;

    /// <summary>Also names exactly these places, as "pointer code".</summary>
    public void Naming(params string[] errors) => Assert.Equal(errors, Errors);

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"{status} was due, not {Status}: {Body}");
        return this;
    }
}
