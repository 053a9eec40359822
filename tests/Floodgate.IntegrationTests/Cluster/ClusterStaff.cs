using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Two people of a cluster's staff, who ask whichever node they like.</summary>
internal sealed class ClusterStaff : IDisposable
{
    private readonly NodeProcesses _cluster;
    private readonly HttpClient _http = new() { Timeout = Patience.Max };
    private readonly string _operator, _commander;

    private ClusterStaff(NodeProcesses cluster, string operates, string commands) =>
        (_cluster, _operator, _commander) = (cluster, operates, commands);

    public static async Task<ClusterStaff> OpenAsync(NodeProcesses cluster)
    {
        var staff = new ClusterStaff(
            cluster, await cluster[0].CreateKeyAsync("operator"), await cluster[0].CreateKeyAsync("commander"));
        // Each node reads the keys every few seconds.
        foreach (var node in cluster.Nodes)
        {
            await Patience.UntilAsync(
                async () =>
                {
                    foreach (var key in new[] { staff._operator, staff._commander })
                    {
                        using var answer = await staff.SendAsync(node, HttpMethod.Get, "ops/incidents", null, key);
                        if (!answer.IsSuccessStatusCode) return false;
                    }

                    return true;
                },
                () => $"the keys are not known at {node.Url}");
        }

        return staff;
    }

    /// <summary>An incident that has this signal, as a node has it; null: it has none.</summary>
    public async Task<JsonElement?> FindAsync(int node, string signal)
    {
        foreach (var id in await IdsAsync(node))
        {
            var incident = await IncidentAsync(node, id);
            if (RoomReader.Facts(incident, "signalFired").Any(one => one.Fact.GetProperty("key").GetString() == signal))
                return incident;
        }

        return null;
    }

    public async Task<IReadOnlyList<string>> IdsAsync(int node)
    {
        using var answer = await SendAsync(_cluster[node], HttpMethod.Get, "ops/incidents?state=all", null, _commander);
        var items = (await BodyAsync(answer)).GetProperty("items");
        return [.. items.EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];
    }

    public async Task<JsonElement> IncidentAsync(int node, string id)
    {
        using var answer = await SendAsync(_cluster[node], HttpMethod.Get, $"ops/incidents/{id}", null, _commander);
        return await BodyAsync(answer);
    }

    /// <summary>Waits until every one of these nodes has the incident and it is as it should be.</summary>
    public async Task UntilAsync(IEnumerable<int> nodes, string id, Func<JsonElement, bool> enough)
    {
        foreach (var node in nodes)
        {
            JsonElement seen = default;
            await Patience.UntilAsync(
                async () => (await IdsAsync(node)).Contains(id) && enough(seen = await IncidentAsync(node, id)),
                () => $"node {node + 1} has {seen}");
        }
    }

    /// <summary>Asks until it is done: while the lead goes over people are told to ask again.</summary>
    public async Task OrderAsync(int node, string incident, object order)
    {
        var last = "";
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await PostAsync(node, $"ops/incidents/{incident}/orders", order);
                last = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                    Assert.True(answer.IsSuccessStatusCode, last);
                return answer.IsSuccessStatusCode;
            },
            () => last);
    }

    public async Task<string> DeclareAsync(int node, object declaration)
    {
        using var answer = await PostAsync(node, "ops/incidents", declaration);
        return (await BodyAsync(answer)).GetProperty("incident").GetString()!;
    }

    /// <summary>By the commander, or by the operator.</summary>
    public Task<HttpResponseMessage> PostAsync(int node, string path, object body, bool commands = true) =>
        SendAsync(_cluster[node], HttpMethod.Post, path, body, commands ? _commander : _operator);

    public Task<HttpResponseMessage> SendAsync(int node, HttpMethod method, string path, object? body = null) =>
        SendAsync(_cluster[node], method, path, body, _operator);

    /// <summary>By the commander.</summary>
    public Task<HttpResponseMessage> PutAsync(int node, string path, object body) =>
        SendAsync(_cluster[node], HttpMethod.Put, path, body, _commander);

    /// <summary>What a monitor says, known by its secret.</summary>
    public async Task<HttpStatusCode> AlertAsync(int node, string source, string secret, string group)
    {
        using var answer = await SendAsync(
            _cluster[node], HttpMethod.Post, $"intake/alerts/{source}",
            new { status = "firing", group, text = "something outside" }, secret);
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    private async Task<HttpResponseMessage> SendAsync(
        HostProcess node, HttpMethod method, string path, object? body, string bearer)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Url, "/api/v1/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await _http.SendAsync(request);
    }
}
