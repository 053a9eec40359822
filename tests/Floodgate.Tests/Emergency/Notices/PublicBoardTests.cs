using System.Text;
using System.Text.Json;
using Floodgate.Emergency.Notices;
using Floodgate.Tests.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static Floodgate.Tests.Emergency.Notices.NoticesMaker;

namespace Floodgate.Tests.Emergency.Notices;

public sealed class PublicBoardTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Noon);

    private string Spool => Path.Combine(folder.Path, "data.spool");

    public void Dispose() => folder.Dispose();

    /// <summary>No data folder, no database: the spool is all there is.</summary>
    [Fact]
    public async Task Board_AfterARestartWithoutStorage_IsAsItWas()
    {
        var board = Board(Spool, clock);
        board.Publish(Incident("i-1", Noon, updates: 3, campaigns: "autumn"));
        board.Publish(Incident("i-2", Noon.AddMinutes(1)));
        board.Withdraw("i-2");
        var before = await AskAsync(board.Current.Status);
        await board.Kept;

        var after = await AskAsync(Board(Spool, clock).Current.Status);
        Assert.Equal((before.Body, before.Tag), (after.Body, after.Tag));
        var incident = Assert.Single(Json(after.Body).GetProperty("incidents").EnumerateArray());
        Assert.Equal("text 2", incident.GetProperty("updates")[2].GetProperty("text").GetProperty("en").GetString());
        Assert.Equal("autumn", incident.GetProperty("campaigns")[0].GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{\"id\":\"i-1\"}]")]
    [InlineData("no JSON")]
    public async Task Board_WhenItsCopyIsDamaged_OpensEmptyAndGoesOn(string content)
    {
        Directory.CreateDirectory(Spool);
        File.WriteAllText(Path.Combine(Spool, "status.json"), content);
        var board = Board(Spool, clock);
        Assert.Empty(board.Incidents);
        board.Publish(Incident("i-1", Noon));
        await board.Kept;
        Assert.Single(Board(Spool, clock).Incidents);
    }

    [Fact]
    public void Publish_WhenTheSpoolRefuses_IsPublicAllTheSame()
    {
        File.WriteAllText(Spool, "a file where the folder should be");
        var board = Board(Spool, clock);
        board.Publish(Incident("i-1", Noon));
        Assert.Single(board.Incidents);
    }

    [Fact]
    public void Publish_OfTheSameIncident_ReplacesIt_NewestFirst()
    {
        var board = Board(Spool, clock);
        board.Publish(Incident("old", Noon));
        board.Publish(Incident("new", Noon.AddMinutes(1)));
        board.Publish(Incident("old", Noon, IncidentStatus.Monitoring));
        Assert.Equal(["new", "old"], board.Incidents.Select(one => one.Id));
        Assert.Equal(IncidentStatus.Monitoring, board.Find("old")!.Status);
    }

    [Fact]
    public void History_IsBounded_AndNeverLosesWhatGoesOn()
    {
        var board = Board(Spool, clock, new NoticesOptions { IncidentsMax = 20, UpdatesPerIncidentMax = 4 });
        board.Publish(Incident("live", Noon.AddDays(-200), updates: 9));
        for (var i = 0; i < 40; i++)
            board.Publish(Incident($"past-{i:00}", Noon.AddDays(-i * 3), IncidentStatus.Resolved));
        Assert.Equal(20, board.Incidents.Count);
        Assert.Equal(["text 0", "text 6", "text 7", "text 8"],
            board.Find("live")!.Updates.Select(update => update.Text.En));

        clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(["past-00", "live"], board.Incidents.Select(one => one.Id));
    }

    [Fact]
    public async Task Answer_PagesThroughEveryIncidentOnce_LiveOnesFirstOfAll()
    {
        var options = new NoticesOptions { IncidentsPerAnswerMax = 5 };
        var board = Board(Spool, clock, options);
        for (var i = 0; i < 23; i++)
            board.Publish(Incident(
                $"i-{i:00}", Noon.AddHours(-i), i is 3 or 7 ? IncidentStatus.Identified : IncidentStatus.Resolved));
        var endpoints = new StatusEndpoints(board, options);
        var seen = new List<string>();
        string? next = null;
        do
        {
            var context = new DefaultHttpContext();
            if (next is not null) context.Request.QueryString = QueryString.Create("after", next);
            var answer = Json(await BodyAsync(context, endpoints.StatusAsync));
            var page = answer.GetProperty("incidents").EnumerateArray()
                .Select(one => one.GetProperty("id").GetString()!).ToArray();
            if (next is null) Assert.Contains("i-07", page);
            seen.AddRange(page);
            next = answer.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 23).Select(i => $"i-{i:00}"), seen);
    }

    [Fact]
    public async Task Answer_Unchanged_Is304_AndChangesWithEachPublication()
    {
        var board = Board(Spool, clock);
        var empty = await AskAsync(board.Current.Banners);
        Assert.Equal(StatusCodes.Status304NotModified, (await AskAsync(board.Current.Banners, empty.Tag)).Status);
        board.Publish(Incident("i-1", Noon));
        var told = await AskAsync(board.Current.Banners, empty.Tag);
        Assert.Equal(StatusCodes.Status200OK, told.Status);
        Assert.Equal(StatusCodes.Status304NotModified, (await AskAsync(board.Current.Banners, told.Tag)).Status);
    }

    [Fact]
    public async Task Banner_OfAResolvedIncident_GoesByItself()
    {
        var board = Board(Spool, clock);
        board.Publish(Incident("i-1", Noon, IncidentStatus.Resolved));
        Assert.Single(Json((await AskAsync(board.Current.Banners)).Body).GetProperty("banners").EnumerateArray());
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(Json((await AskAsync(board.Current.Banners)).Body).GetProperty("banners").EnumerateArray());
        Assert.Single(board.Incidents);
    }

    private static async Task<(int Status, string? Tag, string Body)> AskAsync(BoardAnswer answer, string? tag = null)
    {
        var context = new DefaultHttpContext();
        if (tag is not null) context.Request.Headers.IfNoneMatch = tag;
        var body = await BodyAsync(context, answer.WriteAsync);
        return (context.Response.StatusCode, context.Response.Headers.ETag, body);
    }

    private static async Task<string> BodyAsync(DefaultHttpContext context, Func<HttpContext, Task> write)
    {
        using var body = new MemoryStream();
        context.Response.Body = body;
        await write(context);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static JsonElement Json(string body) => JsonDocument.Parse(body).RootElement.Clone();
}
