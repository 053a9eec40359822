using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>The control room of a server as two people of its staff see it: an author and a second person.</summary>
internal sealed class RoomReader : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _author, _second;

    private RoomReader(Uri url, string author, string second) => (_author, _second) = (Client(url, author),
        Client(url, second));

    public static async Task<RoomReader> OpenAsync(HostProcess host) =>
        new(host.Url, await host.CreateKeyAsync("admin"), await host.CreateKeyAsync("commander"));

    /// <summary>The default plan, applied by one person and approved by another.</summary>
    public async Task ApproveDefaultPlanAsync(string text)
    {
        using var content = new StringContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        using var applied = await _author.PutAsync("/api/v1/ops/plans/default", content);
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync());
        using var own = await _author.PostAsJsonAsync("/api/v1/ops/plans/default/versions/1/approve", new { });
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, own.StatusCode);
        using var approved = await _second.PostAsJsonAsync("/api/v1/ops/plans/default/versions/1/approve", new { });
        Assert.True(approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync());
    }

    /// <summary>The one incident with its timeline, as soon as <paramref name="enough"/> says so.</summary>
    public async Task<JsonElement> WaitAsync(Func<JsonElement, bool> enough, TimeSpan most)
    {
        var began = TimeProvider.System.GetTimestamp();
        JsonElement seen = default;
        while (TimeProvider.System.GetElapsedTime(began) < most)
        {
            if (await OnlyAsync() is { } incident && enough(seen = incident)) return incident;
            await Task.Delay(Between, TimeProvider.System);
        }

        throw new TimeoutException($"not within {most}: {seen}");
    }

    public async Task OrderAsync(string incident, object order)
    {
        using var answer = await _second.PostAsJsonAsync($"/api/v1/ops/incidents/{incident}/orders", order);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static string IdOf(JsonElement incident) =>
        incident.GetProperty("incident").GetProperty("id").GetString()!;

    /// <summary>Entries of a kind, in order: when, and what.</summary>
    public static IReadOnlyList<(DateTimeOffset At, JsonElement Fact)> Facts(JsonElement incident, string kind) =>
    [
        .. incident.GetProperty("timeline").EnumerateArray()
            .Where(entry => entry.GetProperty("fact").GetProperty("fact").GetString() == kind)
            .Select(entry => (entry.GetProperty("at").GetDateTimeOffset(), entry.GetProperty("fact"))),
    ];

    public void Dispose()
    {
        _author.Dispose();
        _second.Dispose();
    }

    private async Task<JsonElement?> OnlyAsync()
    {
        using var list = await _author.GetAsync("/api/v1/ops/incidents?state=all");
        if (!list.IsSuccessStatusCode) return null;
        var items = (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        if (items.GetArrayLength() == 0) return null;
        Assert.Equal(1, items.GetArrayLength());
        var id = items[0].GetProperty("id").GetString();
        return await _author.GetFromJsonAsync<JsonElement>($"/api/v1/ops/incidents/{id}");
    }

    private static HttpClient Client(Uri url, string key)
    {
        var client = new HttpClient { BaseAddress = url, Timeout = Patience.Max };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
