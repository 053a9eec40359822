using System.Net;
using System.Text;
using System.Text.Json;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tests.Campaigns;

/// <summary>The endpoint over a real socket; who may call it is the access slice's and is let through here.</summary>
public sealed class AllowListUploadTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-upload").FullName;
    private readonly HttpClient _http = new();
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthorizationBuilder().AddPolicy("operator", policy => policy.RequireAssertion(_ => true));
        builder.Services.AddCampaigns(_folder, _ => (kind, value) => new PersonId((UInt128)(kind + value).Length));
        builder.Services.Configure<CampaignsOptions>(options => options.AllowListBytesMax = 100_000);
        _app = builder.Build();
        _app.UseAuthorization();
        _app.MapCampaigns();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        _http.BaseAddress = new Uri(addresses.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Post_OfAGoodList_Answers201AndTheSameAgain()
    {
        for (var i = 0; i < 2; i++)
        {
            var (status, body) = await Post("a\nbb\n", "text/csv");
            Assert.Equal(HttpStatusCode.Created, status);
            Assert.Equal(2, body.GetProperty("entries").GetInt32());
            var sha256 = body.GetProperty("sha256").GetString()!;
            Assert.Equal(AllowLists.IdOf(sha256), body.GetProperty("id").GetString());
            Assert.Equal(sha256 + ".lst", Path.GetFileName(Assert.Single(Stored())));
        }
    }

    [Fact]
    public async Task Post_OfAMalformedLine_NamesItAndStoresNothing()
    {
        var (status, body) = await Post("a\nb b\n");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("allow-list-malformed", body.GetProperty("code").GetString());
        Assert.Equal(2, body.GetProperty("errors")[0].GetProperty("line").GetInt32());
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Post_OfTooMuchOrOfAnotherType_IsRefused()
    {
        var (status, body) = await Post(string.Concat(Enumerable.Repeat("abcdefgh\n", 12_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("allow-list-too-large", body.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post("{}", "application/json")).Status);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Post_WhenTheFolderCannotBeWritten_IsRefusedAndTheServerLives()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "allow-lists"), "in the way");
        var (status, body) = await Post("a");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("data-folder-read-only", body.GetProperty("code").GetString());
        File.Delete(Path.Combine(_folder, "allow-lists"));
        Assert.Equal(HttpStatusCode.Created, (await Post("a")).Status);
    }

    private string[] Stored()
    {
        var folder = Path.Combine(_folder, "allow-lists");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string text, string type = "text/plain")
    {
        using var content = new StringContent(text, Encoding.UTF8, type);
        using var answer = await _http.PostAsync("/api/v1/ops/allow-lists", content);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
