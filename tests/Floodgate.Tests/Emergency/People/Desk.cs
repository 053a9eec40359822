using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Floodgate.Tests.Emergency.Sinks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tests.Emergency.People;

/// <summary>One answer.</summary>
internal sealed record DeskAnswer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Code => Json.GetProperty("code").GetString()!;

    public string ETag => Headers.ETag!.ToString();
}

/// <summary>
/// A real server with people and notifications, over the plan the program brings and contacts of a test.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private Desk(TemporaryFolder folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        _client = new HttpClient
        {
            BaseAddress = new Uri(Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First())
        };
    }

    public IServiceProvider Services => _app.Services;

    public IEnumerable<EndpointDataSource> Endpoints => ((IEndpointRouteBuilder)_app).DataSources;

    /// <summary>Of the plan that is in force.</summary>
    public static Team Team => DefaultPlan.Plan.Teams[0];

    public string Commander { get; private set; } = "";

    public string Responder { get; private set; } = "";

    public static async Task<Desk> StartAsync(SmtpSink? mail = null, HttpSink? hook = null)
    {
        var folder = new TemporaryFolder();
        var data = Path.Combine(folder, "data");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Floodgate:Notifications:Smtp:Host"] = "127.0.0.1",
            ["Floodgate:Notifications:Smtp:Port"] = (mail?.Port ?? 1).ToString(),
            ["Floodgate:Notifications:Smtp:From"] = "floodgate@example.org",
            ["Floodgate:Notifications:Sms:Url"] = hook?.Url("/sms") ?? "",
            ["Floodgate:Notifications:Sms:Secret"] = "gate",
        });
        var secrets = Directory.CreateDirectory(Path.Combine(data, "keys", "secrets")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "gate"), Notifications.Channels.Secret);
        var people = new PeopleInForce(DefaultPlan.Plan, Contacts());
        builder.Services.AddRelationalStorage(new SqliteEngine(new DataFolder(data)));
        builder.Services.AddAccess(new AccessOptions(), data, demo: false);
        builder.Services.AddNotifications(Path.Combine(data, "keys"), _ => _ => null);
        builder.Services.AddPeople(Path.Combine(folder, "data.spool"), _ => () => people);
        var app = builder.Build();
        await app.Services.GetRequiredService<StorageEngine>()
            .UpgradeAsync(TimeProvider.System, CancellationToken.None);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapNotifications();
        app.MapPeople();
        await app.StartAsync();
        var desk = new Desk(folder, app);
        desk.Commander = await desk.KeyAsync(Roles.Commander);
        desk.Responder = await desk.KeyAsync(Roles.Responder);
        return desk;
    }

    public async Task<DeskAnswer> AskAsync(
        string method, string path, object? body = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key != "") request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (key ?? Commander));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var json = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
        if (body is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _client.SendAsync(request);
        return new DeskAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers);
    }

    public Task<DeskAnswer> GetAsync(string path, string? key = null) => AskAsync("GET", path, key: key);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static ContactBook Contacts()
    {
        var known = Town.Known([.. DefaultPlan.Plan.Teams.SelectMany(team => team.Everyone).Distinct()]);
        var first = known.People[0];
        var phone = new ContactChannel { Kind = ChannelKind.Sms, Address = "+8613800001111" };
        return known with { People = [first with { Channels = [.. first.Channels, phone] }, .. known.People.Skip(1)] };
    }

    private async Task<string> KeyAsync(string role)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<FloodgateDb>>().CreateDbContextAsync();
        var made = await ApiKeyBook.CreateAsync(db, Services.GetRequiredService<KeyRing>(), new AccessOptions(),
            new(role, role + " key", null), TimeProvider.System.GetUtcNow());
        return Assert.IsType<ApiKeyCreation.Created>(made).Key.ToString();
    }
}
