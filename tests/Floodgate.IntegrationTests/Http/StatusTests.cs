using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class StatusTests(Server server)
{
    private const string Status = "/api/v1/status";

    [Fact]
    public async Task Status_IsPublic_Cacheable_AndChangesAsSoonAsItIsPublished()
    {
        var before = (await server.GetAsync(Status)).Is(200);
        Assert.Equal("public, max-age=1", before.Header("Cache-Control"));
        Assert.Equal(304, (await server.GetAsync(Status, null, ("If-None-Match", before.Header("ETag")))).Status);
        var banners = (await server.GetAsync(Status + "/banners")).Is(200).Header("ETag");

        Publish(IncidentStatus.Investigating);
        var after = await server.GetAsync(Status, null, ("If-None-Match", before.Header("ETag")));
        Assert.Equal("incident", after.Is(200).Text("state"));
        var told = await server.GetAsync(Status + "/banners", null, ("If-None-Match", banners));
        var banner = told.Is(200).Json.GetProperty("banners").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "status-1");
        Assert.Equal("claims wait", banner.GetProperty("short").GetProperty("en").GetString());
        Publish(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task Status_AfterAnIncidentThatIsNotThere_IsNotFound() =>
        (await server.GetAsync(Status + "?after=none")).IsRefused(404, "not-found");

    [Theory]
    [InlineData("/status", "text/html; charset=utf-8")]
    [InlineData("/status/status.js", "text/javascript; charset=utf-8")]
    [InlineData("/status/status.css", "text/css; charset=utf-8")]
    public async Task Page_IsServedWithItsTypeAndPolicy(string path, string type)
    {
        var page = (await server.GetAsync(path)).Is(200);
        Assert.Equal(type, page.Header("Content-Type"));
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    private void Publish(IncidentStatus status)
    {
        var text = new BilingualText("领取稍候", "claims wait");
        server.Services.GetRequiredService<PublicBoard>().Publish(new PublicIncident(
            "status-1", text, status, server.Now, status == IncidentStatus.Resolved ? server.Now : null, [],
            [new PublicUpdate(server.Now, text, text, text, null)]));
    }
}
