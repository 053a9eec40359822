using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Storage;
using Floodgate.Storage;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A node that promises the standby, a campaign, and two people who may act.</summary>
internal sealed class FailoverNode : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string _operator, _commander;
    private readonly int _campaign;

    private FailoverNode(HostProcess host, OpsDesk desk, string operatorKey, string commanderKey, int campaign) =>
        (Host, Desk, _operator, _commander, _campaign) = (host, desk, operatorKey, commanderKey, campaign);

    public HostProcess Host { get; }

    public OpsDesk Desk { get; }

    public static async Task<FailoverNode> StartAsync(
        string connection, params (string Name, string Value)[] settings)
    {
        var environment = settings.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        environment["Floodgate__Postgres__Standby"] = Pair.Name;
        return await OpenAsync(connection, await HostProcess.StartAsync(
            new HostSetup { Demo = false, Postgres = connection, Environment = environment }));
    }

    /// <summary>At a node that runs already.</summary>
    public static async Task<FailoverNode> OpenAsync(string connection, HostProcess host, int shards = 1)
    {
        var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync("autumn", 1_000, shards);
        using var journal = PostgresStore.Open(connection, "test");
        var node = new FailoverNode(
            host, desk, await host.CreateKeyAsync("operator"), await host.CreateKeyAsync("commander"),
            journal.Campaigns().Single(entry => entry.Id == "autumn").Number);
        // A node knows the keys that it has read: both, before the database goes.
        _ = await node.DatabaseAsync();
        return node;
    }

    public IReadOnlyList<Claimant> People(int count) =>
        Claimant.Many(new DataFolder(Host.DataDir), _campaign, count);

    public async Task<HttpStatusCode> ClaimAsync(Claimant who) => (await TryClaimAsync(who)).Status;

    public Task<(HttpStatusCode Status, JsonElement Body)> TryClaimAsync(Claimant who) =>
        TryClaimAsync(who, Host);

    public static async Task<(HttpStatusCode Status, JsonElement Body)> TryClaimAsync(Claimant who, HostProcess at)
    {
        using var claim = new HttpRequestMessage(
            HttpMethod.Post, $"/api/v1/campaigns/autumn/batches/{OpsDesk.Batch}/claims");
        claim.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Pass);
        claim.Headers.Add("Idempotency-Key", who.Key);
        claim.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await at.Client.SendAsync(claim, Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    /// <summary>Asks again with the same key, as the contract says.</summary>
    public Task UntilServedAsync(Claimant who, HostProcess? at = null)
    {
        var last = default((HttpStatusCode Status, JsonElement Body));
        return Patience.UntilAsync(
            async () => (last = await TryClaimAsync(who, at ?? Host)).Status
                is HttpStatusCode.Created or HttpStatusCode.OK,
            () => $"{last.Status} {last.Body}\n{Host.Tail()}");
    }

    public async Task<(HttpStatusCode Status, string? Code, string? Id)> ActAsync(string verb)
    {
        var (status, body) = await SendAsync(
            HttpMethod.Post, $"/api/v1/ops/cluster/database/{verb}", _operator, new { reason = "test" });
        return (status, Member(body, "code"), Member(body, "id"));
    }

    public async Task ApproveAsync(string id)
    {
        var (status, body) = await SendAsync(
            HttpMethod.Post, $"/api/v1/ops/approvals/{id}/approve", _commander, new { });
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
    }

    public async Task<JsonElement> DatabaseAsync() =>
        (await SendAsync(HttpMethod.Get, "/api/v1/ops/cluster/database", _operator, null)).Body;

    /// <summary>As the readiness says it, which needs no key.</summary>
    public async Task UntilStandbyAsync(string state)
    {
        var last = "";
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await Host.Client.GetAsync("/health/ready", Cancel);
                last = await answer.Content.ReadAsStringAsync(Cancel);
                using var json = JsonDocument.Parse(last);
                return json.RootElement.GetProperty("standby").GetString() == state;
            },
            () => $"{last}\n{Host.Tail()}");
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string key, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await Host.Client.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    private static string? Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
