using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>The control room of a server as two people of its staff see it: an author and a second person.</summary>
internal sealed class RoomReader : IDisposable
{
    private readonly HttpClient _author, _second;
    private readonly string _risk;

    private RoomReader(Uri url, string author, string second, string risk) =>
        (_author, _second, _risk) = (Client(url, author), Client(url, second), risk);

    /// <param name="risk">The risk whose incident is looked at: a busy machine may have others too.</param>
    public static async Task<RoomReader> OpenAsync(HostProcess host, string risk) =>
        new(host.Url, await host.CreateKeyAsync("admin"), await host.CreateKeyAsync("commander"), risk);

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

    /// <summary>The one incident of the risk with its timeline, as soon as <paramref name="enough"/> says so.</summary>
    public async Task<JsonElement> WaitAsync(Func<JsonElement, bool> enough)
    {
        JsonElement seen = default;
        await Patience.UntilAsync(
            async () => await OnlyAsync() is { } incident && enough(seen = incident), () => $"seen at last: {seen}");
        return seen;
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
        var items = (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("risk").GetString() == _risk).ToArray();
        if (items.Length == 0) return null;
        var id = Assert.Single(items).GetProperty("id").GetString();
        return await _author.GetFromJsonAsync<JsonElement>($"/api/v1/ops/incidents/{id}");
    }

    private static HttpClient Client(Uri url, string key)
    {
        var client = new HttpClient { BaseAddress = url, Timeout = Patience.Max };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
