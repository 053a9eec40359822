using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Access.Staff;
using Floodgate.Foundation.Keys;
using Floodgate.Host;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.BrowserTests;

/// <summary>
/// A whole node with the demo's issuer in this process: real Kestrel on a port that the system gave it, real SQLite in
/// a folder of its own. In this process, since what one node has made the runtime compile the next need not; the
/// server as a process of its own is what the integration tests start.
/// </summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private const int ReadySecondsMax = 180;

    private readonly string root = Directory.CreateTempSubdirectory("floodgate-browser-").FullName;
    private readonly DataFolder folder;
    private readonly WebApplication app;

    private DemoNode()
    {
        // The pages' files are listed under the host's name, not under that of the tests.
        Environment.SetEnvironmentVariable("ASPNETCORE_APPLICATIONNAME", "Floodgate.Host");
        Environment.SetEnvironmentVariable("Access__SessionCheckSeconds", "2");
        folder = new DataFolder(Path.Combine(root, "data"));
        Assert.Null(folder.TryTake());
        app = Node.Build(new NodeArguments(folder.Path, "http://127.0.0.1:0", null, Demo: true), folder);
    }

    public string Url { get; private set; } = "";

    public IServiceProvider Services => app.Services;

    /// <summary>A node that is ready, with the demo's campaign if it is asked for.</summary>
    public static async Task<DemoNode> StartAsync(bool campaign = true)
    {
        var node = new DemoNode();
        try
        {
            await Start.PrepareAsync(node.Services, CancellationToken.None);
            await node.app.StartAsync();
            if (campaign) await DemoCampaign.ApplyAsync(node.Services);
            node.Url = node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
                .Addresses.First();
            await WaitUntilReady(node.Url);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public static async Task WaitUntilReady(string url)
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(ReadySecondsMax), TimeProvider.System);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await beat.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                using var answer = await client.GetAsync($"{url}/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>Where the first administrator sets the account up; null once it is.</summary>
    public async Task<string?> FirstSetupLink() =>
        await Services.GetRequiredService<SetupLinks>().CreateFirstAsync() is { } token
            ? $"{Url}/setup?token={token}"
            : null;

    public async Task<string> SetupLink() =>
        await FirstSetupLink() ?? throw new InvalidOperationException("the administrator's account is made already");

    /// <summary>A new API key, made beside the running server as an administrator would.</summary>
    public async Task<string> CreateKey(string role, string? store = null)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<FloodgateDb>>()
            .CreateDbContextAsync();
        var made = await ApiKeyBook.CreateAsync(
            db, Services.GetRequiredService<KeyRing>(), new AccessOptions(), new ApiKeyRequest(role, role, store),
            TimeProvider.System.GetUtcNow());
        return Assert.IsType<ApiKeyCreation.Created>(made).Key.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await DeleteAsync();
    }

    /// <summary>What still writes when the node has stopped writes its last moments later.</summary>
    private async Task DeleteAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(root, recursive: true);
                return;
            }
            catch (IOException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
