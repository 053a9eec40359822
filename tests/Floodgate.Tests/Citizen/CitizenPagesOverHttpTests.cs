using System.Net;
using Floodgate.Web.Citizen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tests.Citizen;

public sealed class CitizenPagesOverHttpTests : IAsyncLifetime
{
    private readonly HttpClient client = new();
    private WebApplication? application;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.MapCitizenPages();
        await application.StartAsync();
        client.BaseAddress = new Uri(application.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (application is not null) await application.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/c/autumn", "text/html")]
    [InlineData("/js/claim.js", "text/javascript")]
    [InlineData("/sw.js", "text/javascript")]
    [InlineData("/manifest.webmanifest", "application/manifest+json")]
    public async Task Page_IsServedWithItsTypeAndPolicy(string path, string type)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Page_Unchanged_IsNotSentAgain()
    {
        using var first = await Ask(null);
        Assert.Equal("br", first.Content.Headers.ContentEncoding.Single());
        using var second = await Ask(first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/js/nothing.js")]
    [InlineData("/js/%2e%2e/index.html.cs")]
    [InlineData("/c/a/b")]
    public async Task Page_UnknownFile_IsNotFound(string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> Ask(string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/js/app.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await client.SendAsync(request);
    }
}
