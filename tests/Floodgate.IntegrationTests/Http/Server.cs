using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Access.Citizens;
using Floodgate.Foundation.Keys;
using Floodgate.Host;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>The whole node in this process: real Kestrel on a free port, real SQLite in a folder of its own.</summary>
public sealed class Server : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("floodgate-http-").FullName;
    private readonly DataFolder _folder;
    private WebApplication? _app;
    private int _campaigns;

    public Server() => _folder = new DataFolder(Path.Combine(_root, "data"));

    internal HttpClient Client { get; private set; } = null!;

    internal Uri Address { get; private set; } = null!;

    internal string Operator { get; private set; } = "";

    internal StorageEngine Engine => Services.GetRequiredService<StorageEngine>();

    internal IServiceProvider Services => _app!.Services;

    internal IEnumerable<EndpointDataSource> Endpoints => ((IEndpointRouteBuilder)_app!).DataSources;

    internal DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        // The pages' files are listed under the host's name, not under that of the tests.
        Environment.SetEnvironmentVariable("ASPNETCORE_APPLICATIONNAME", "Floodgate.Host");
        Assert.Null(_folder.TryTake());
        _app = Node.Build(new NodeArguments(_folder.Path, "http://127.0.0.1:0", null, Demo: true), _folder);
        await Start.PrepareAsync(_app.Services, CancellationToken.None);
        await _app.StartAsync();
        var listening = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(listening.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Address,
            Timeout = Patience.Max,
        };
        Operator = await KeyAsync(Roles.Operator);
    }

    internal async Task<string> KeyAsync(string role, string? store = null, string name = "test")
    {
        await using var db = await DatabaseAsync();
        var made = await ApiKeyBook.CreateAsync(
            db, Services.GetRequiredService<KeyRing>(), new AccessOptions(), new ApiKeyRequest(role, name, store),
            Now);
        var key = Assert.IsType<ApiKeyCreation.Created>(made).Key.ToString();
        await UntilKnownAsync(key);
        return key;
    }

    /// <summary>A node that has just read its keys for a guessed one looks again after a fifth of a second.</summary>
    internal Task UntilKnownAsync(string key) => Patience.UntilAsync(
        async () => (await GetAsync("/api/v1/ops/campaigns/none/ledger", key)).Status != 401,
        () => "a new key is not known");

    internal Task<FloodgateDb> DatabaseAsync() =>
        Services.GetRequiredService<IDbContextFactory<FloodgateDb>>().CreateDbContextAsync();

    internal string Token(
        string citizen, string? phone = null, string? region = null, string? digit = null, string? person = null,
        int hoursAgo = 0) => Services.GetRequiredService<DemoIssuer>()
            .Token(new DemoIdentity(citizen, phone, person, region, digit), Now.AddHours(-hoursAgo));

    /// <summary>A campaign of its own for a test; answers its id.</summary>
    internal async Task<string> CampaignAsync(Action<JsonObject>? change = null)
    {
        var id = $"c-{Interlocked.Increment(ref _campaigns)}";
        var campaign = CampaignJson.New(Now);
        change?.Invoke(campaign);
        Assert.Equal(201, (await PutAsync(id, campaign.ToJsonString())).Status);
        return id;
    }

    internal Task<Answer> PutAsync(string id, string json, string? match = null) =>
        SendAsync(HttpMethod.Put, $"/api/v1/ops/campaigns/{id}", Operator, json, ("If-Match", match));

    /// <summary>Changes the campaign that stands there.</summary>
    internal async Task<Answer> ChangeAsync(string id, Action<JsonObject> change)
    {
        var before = await GetAsync($"/api/v1/ops/campaigns/{id}", Operator);
        var campaign = (JsonObject)JsonNode.Parse(before.Body)!;
        change(campaign);
        return await PutAsync(id, campaign.ToJsonString(), before.Header("ETag"));
    }

    /// <summary>Changes an open campaign to give out more: one proposes, another approves.</summary>
    internal async Task<Answer> RaiseAsync(string id, Action<JsonObject> change)
    {
        var before = await GetAsync($"/api/v1/ops/campaigns/{id}", Operator);
        var campaign = (JsonObject)JsonNode.Parse(before.Body)!;
        change(campaign);
        var proposed = await SendAsync(
            HttpMethod.Put, $"/api/v1/ops/campaigns/{id}?reason=a+test", Operator, campaign.ToJsonString(),
            ("If-Match", before.Header("ETag")));
        var second = await KeyAsync(Roles.Finance, name: "second");
        return await ApproveAsync(proposed.Is(202).Text("id"), second);
    }

    /// <summary>Approves, and waits until it is carried out or failed: a loaded machine takes its time.</summary>
    internal async Task<Answer> ApproveAsync(string approval, string second, string? body = null)
    {
        var path = $"/api/v1/ops/approvals/{approval}";
        var answer = (await PostAsync(path + "/approve", second, body)).Is(200);
        var deadline = Now.AddSeconds(60);
        while (answer.Text("state") == "approved")
        {
            Assert.True(Now < deadline, "what was approved is not carried out");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            answer = await GetAsync(path, second);
        }

        return answer;
    }

    internal async Task<string> PassAsync(string campaign, string citizen) =>
        await PassOfAsync(campaign, Token(citizen));

    internal async Task<string> PassOfAsync(string campaign, string token)
    {
        var ticket = await PostAsync($"/api/v1/campaigns/{campaign}/tickets", token);
        Assert.True(ticket.Status is 200 or 201, ticket.Body);
        return ticket.Json.GetProperty("pass").GetString()!;
    }

    /// <summary>
    /// As the contract asks of a client: told that the store did not answer in time, it asks again with the same key. A
    /// receipt that comes then is that of the first request.
    /// </summary>
    internal async Task<Answer> ClaimAsync(string campaign, string batch, string? pass, string? key, string body = "{}")
    {
        Task<Answer> AskAsync() =>
            SendAsync(HttpMethod.Post, ClaimPath(campaign, batch), pass, body, ("Idempotency-Key", key));
        var answer = await AskAsync();
        if (!answer.IsRefusedAs(503, "storage-unavailable")) return answer;
        await Patience.UntilAsync(
            async () => !(answer = await AskAsync()).IsRefusedAs(503, "storage-unavailable"),
            () => "the store does not answer");
        return answer.Status == 200 ? answer with { Status = 201 } : answer;
    }

    internal static string ClaimPath(string campaign, string batch) =>
        $"/api/v1/campaigns/{Uri.EscapeDataString(campaign)}/batches/{Uri.EscapeDataString(batch)}/claims";

    internal async Task<Answer> PauseAsync(string campaign, string body) =>
        await PostAsync($"/api/v1/ops/campaigns/{campaign}/pause", Operator, body);

    internal async Task<Answer> LedgerAsync(string campaign)
    {
        var answer = await GetAsync($"/api/v1/ops/campaigns/{campaign}/ledger", Operator);
        Assert.Equal(200, answer.Status);
        return answer;
    }

    internal Task<Answer> GetAsync(string path, string? bearer = null, params (string Name, string? Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, bearer, (HttpContent?)null, headers);

    internal Task<Answer> PostAsync(string path, string? bearer, string? body = null) =>
        SendAsync(HttpMethod.Post, path, bearer, body);

    internal Task<Answer> SendAsync(
        HttpMethod method, string path, string? bearer, string? body, params (string Name, string? Value)[] headers)
    {
        var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content?.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(method, path, bearer, content, headers);
    }

    internal async Task<Answer> SendAsync(
        HttpMethod method, string path, string? bearer, HttpContent? content,
        params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (bearer is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + bearer);
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        return await Answer.OfAsync(Client, request);
    }

    /// <summary>What still writes when the node has stopped writes its last moments later.</summary>
    private async Task DeleteAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(_root, recursive: true);
                return;
            }
            catch (IOException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        _folder.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await DeleteAsync();
    }
}

/// <summary>All classes that share the one server.</summary>
[CollectionDefinition(Name)]
public sealed class HttpCollection : ICollectionFixture<Server>
{
    public const string Name = "http";
}
