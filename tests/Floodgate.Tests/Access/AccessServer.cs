using System.Net;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Access.Policies;
using Floodgate.Access.Staff;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Access;

/// <summary>A real server with the access slice and one endpoint a policy, on a free port of this machine.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private AccessServer(TemporaryFolder folder, WebApplication app, FakeTimeProvider clock) =>
        (_folder, _app, Clock) = (folder, app, clock);

    public string Folder => _folder;

    /// <summary>Ages the caches; what the frameworks do goes by the real time.</summary>
    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _app.Services;

    public IEnumerable<EndpointDataSource> Endpoints => ((IEndpointRouteBuilder)_app).DataSources;

    public Uri Address =>
        new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<AccessServer> StartAsync(bool demo = false, AccessOptions? options = null)
    {
        var folder = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRelationalStorage(new SqliteEngine(new DataFolder(folder)));
        builder.Services.AddAccess(options ?? new AccessOptions { SignInTriesPerMinute = 1000 }, folder, demo);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton<TimeProvider>(clock);
        var app = builder.Build();
        var server = new AccessServer(folder, app, clock);
        await app.Services.GetRequiredService<StorageEngine>()
            .UpgradeAsync(TimeProvider.System, CancellationToken.None);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAccess();
        foreach (var role in Roles.All.Append(Roles.Staff))
            app.MapGet("/api/as/" + role, () => role).RequireAuthorization(role);
        app.MapGet("/api/person", (HttpContext context) => StaffPerson.Of(context.User))
            .RequireAuthorization(Roles.Staff);
        app.MapGet("/console", () => "console").RequireAuthorization(Roles.Staff);
        app.MapGet("/open", () => "open").Public("a test of what is open");
        app.MapGet("/silent", () => "silent");
        await app.StartAsync();
        return server;
    }

    public HttpClient Client(bool redirects = false) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = redirects,
        CookieContainer = new CookieContainer(),
    })
    {
        BaseAddress = Address,
    };

    public async Task<ApiKeyText> KeyAsync(string role, string? store = null)
    {
        await using var db = await DatabaseAsync();
        var made = await ApiKeyBook.CreateAsync(
            db, Services.GetRequiredService<KeyRing>(), new(), new(role, "test", store), Clock.GetUtcNow());
        return Assert.IsType<ApiKeyCreation.Created>(made).Key;
    }

    public Task<FloodgateDb> DatabaseAsync() =>
        Services.GetRequiredService<IDbContextFactory<FloodgateDb>>().CreateDbContextAsync();

    public Task<string?> LinkAsync() => Services.GetRequiredService<SetupLinks>().CreateFirstAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
