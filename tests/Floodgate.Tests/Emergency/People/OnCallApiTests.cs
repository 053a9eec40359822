using System.Net;
using System.Text.Json;
using Floodgate.Access.Policies;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Description;
using Floodgate.Tests.Emergency.Sinks;
using Ical.Net.CalendarComponents;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tests.Emergency.People;

public sealed class OnCallApiTests
{
    private const string Base = "/api/v1/ops/oncall";

    private static string Person(int i) => Desk.Team.Everyone.ElementAt(i);

    [Fact]
    public async Task Calendar_IsPutReadAndActedOn()
    {
        await using var desk = await Desk.StartAsync();
        var empty = await desk.GetAsync(Base + "/calendar");
        Assert.Equal(("\"0\"", HttpStatusCode.OK), (empty.ETag, empty.Status));
        var put = await desk.AskAsync("PUT", Base + "/calendar", Calendar(), ifMatch: empty.ETag);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (put.Status, put.ETag));
        var read = await desk.GetAsync(Base + "/calendar", desk.Responder);
        Assert.Equal(Person(2), read.Json.GetProperty("rotations")[0].GetProperty("people")[0].GetString());

        var now = (await desk.GetAsync(Base, desk.Responder)).Json;
        var primary = now.GetProperty("teams")[0].GetProperty("places")[0];
        Assert.Equal("rotation", primary.GetProperty("duty").GetProperty("source").GetString());
        Assert.Equal("Name of " + Person(2), primary.GetProperty("duty").GetProperty("name").GetString());
        Assert.Equal("plan", now.GetProperty("teams")[1].GetProperty("places")[0].GetProperty("duty")
            .GetProperty("source").GetString());
        Assert.Equal(DefaultPlan.Plan.Teams.Count, now.GetProperty("teams").GetArrayLength());
    }

    [Fact]
    public async Task Calendar_WithFaults_IsRefusedWithEachByItsPlace()
    {
        await using var desk = await Desk.StartAsync();
        var faulty = Calendar().Replace(Person(2), "ghost", StringComparison.Ordinal)
            .Replace("09:00", "25:00", StringComparison.Ordinal)
            .Replace("Asia/Shanghai", "Asia/Nowhere", StringComparison.Ordinal);
        var refused = await desk.AskAsync("PUT", Base + "/calendar", faulty, ifMatch: "\"0\"");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "calendar-invalid"), (refused.Status, refused.Code));
        var places = refused.Json.GetProperty("errors").EnumerateArray()
            .Select(one => one.GetProperty("pointer").GetString()).Order();
        Assert.Equal(["/rotations/0/handOverAt", "/rotations/0/people/0", "/rotations/0/timeZone"], places);
        Assert.Equal("\"0\"", (await desk.GetAsync(Base + "/calendar")).ETag);
    }

    [Fact]
    public async Task Calendar_ChangedByAnother_IsNotOverwritten()
    {
        await using var desk = await Desk.StartAsync();
        var blind = await desk.AskAsync("PUT", Base + "/calendar", Calendar());
        Assert.Equal("precondition-required", blind.Code);
        await desk.AskAsync("PUT", Base + "/calendar", Calendar(), ifMatch: "\"0\"");
        var late = await desk.AskAsync("PUT", Base + "/calendar", "{}", ifMatch: "\"0\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "precondition-failed"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Override_StandsInAndIsTakenBack()
    {
        await using var desk = await Desk.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var body = new
        {
            id = "sick",
            team = Desk.Team.Id,
            place = "primary",
            person = Person(1),
            from = now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            until = now.AddHours(5).ToString("O")[..19] + "Z",
        };
        Assert.Equal(HttpStatusCode.Created, (await desk.AskAsync("POST", Base + "/overrides", body)).Status);
        Assert.Equal("override", await SourceAsync(desk));
        var twice = await desk.AskAsync("POST", Base + "/overrides", body);
        Assert.Equal("/id", twice.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
        var backwards = await desk.AskAsync("POST", Base + "/overrides", body with { id = "x", until = body.from });
        Assert.Equal("/until", backwards.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal(HttpStatusCode.OK, (await desk.AskAsync("DELETE", Base + "/overrides/sick")).Status);
        Assert.Equal("unknown-override", (await desk.AskAsync("DELETE", Base + "/overrides/sick")).Code);
        Assert.Equal("plan", await SourceAsync(desk));
    }

    [Fact]
    public async Task Staff_ReadAndOnlyCommandersWrite()
    {
        await using var desk = await Desk.StartAsync();
        foreach (var path in new[] { "", "/calendar", "/shifts", "/gaps", "/reach-tests" })
        {
            Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync(Base + path, desk.Responder)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await desk.GetAsync(Base + path, "")).Status);
        }

        foreach (var (method, path) in new[]
            { ("PUT", "/calendar"), ("POST", "/overrides"), ("DELETE", "/overrides/x"), ("POST", "/reach-tests") })
        {
            var refused = await desk.AskAsync(method, Base + path, "{}", desk.Responder);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/api/v1/ops/pages", desk.Responder)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await desk.GetAsync("/api/v1/ops/pages", "")).Status);
    }

    [Fact]
    public async Task Endpoints_AreCoveredAndDescribed()
    {
        await using var desk = await Desk.StartAsync();
        Assert.Empty(EndpointReview.Uncovered(desk.Endpoints));
        var endpoints = desk.Endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToArray();
        Assert.Equal(12, endpoints.Length);
        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<ApiOperation>()));
    }

    [Fact]
    public async Task Gaps_AreSaidInBothLanguages()
    {
        await using var desk = await Desk.StartAsync();
        var calendar = Calendar().Replace("\"shiftDays\":1", "\"shiftDays\":1,\"from\":\"09:00\",\"to\":\"18:00\"",
            StringComparison.Ordinal);
        await desk.AskAsync("PUT", Base + "/calendar", calendar, ifMatch: "\"0\"");
        var gaps = (await desk.GetAsync(Base + "/gaps")).Json;
        Assert.Equal(14, gaps.GetProperty("days").GetInt32());
        Assert.InRange(gaps.GetProperty("items").GetArrayLength(), 14, 15);
        var first = gaps.GetProperty("items")[0];
        Assert.Equal("uncovered", first.GetProperty("kind").GetString());
        Assert.Contains("stands in", first.GetProperty("text").GetProperty("en").GetString(), StringComparison.Ordinal);
        var shifts = (await desk.GetAsync(Base + "/shifts?days=3")).Json.GetProperty("items");
        Assert.Equal(DefaultPlan.Plan.Teams.Count * 2, shifts.GetArrayLength());
    }

    [Theory]
    [InlineData("team"), InlineData("person")]
    public async Task Feed_IsACalendarBehindItsLinkAlone(string scope)
    {
        await using var desk = await Desk.StartAsync();
        await desk.AskAsync("PUT", Base + "/calendar", Calendar(0), ifMatch: "\"0\"");
        var body = scope == "team" ? $$"""{"team":"{{Desk.Team.Id}}"}""" : $$"""{"person":"{{Person(2)}}"}""";
        var link = await desk.AskAsync("POST", Base + "/links", body, desk.Responder);
        Assert.Equal(HttpStatusCode.Created, link.Status);
        var url = new Uri(link.Json.GetProperty("url").GetString()!);
        var feed = await desk.GetAsync(url.PathAndQuery, "");
        var calendar = Ical.Net.Calendar.Load(feed.Body)!;
        Assert.All(calendar.Events, one => Assert.True(one.Start!.IsUtc));
        Assert.Equal(calendar.Events.Count, calendar.Events.Select(one => one.Uid).Distinct().Count());
        var mine = calendar.Events.Where(one => one.Summary!.Contains("Name of " + Person(2), StringComparison.Ordinal))
            .ToArray();
        Assert.InRange(mine.Length, 45, 70);
        Assert.Equal(scope == "person", mine.Length == calendar.Events.Count);
        Assert.All(Whole(mine), one => Assert.Equal(24, (one.End!.AsUtc - one.Start!.AsUtc).TotalHours));
        Assert.Contains(mine, one => one.Start!.AsUtc.TimeOfDay == TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync(url.PathAndQuery[..^1], "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync(url.PathAndQuery + "A", "")).Status);
    }

    [Theory]
    [InlineData("{}", "scope-malformed"), InlineData("""{"team":"x","person":"y"}""", "scope-malformed")]
    [InlineData("""{"team":"x"}""", "unknown-team"), InlineData("""{"person":"y"}""", "unknown-person")]
    [InlineData("""{"persons":"y"}""", "member-unknown")]
    public async Task Link_ToNobody_IsRefused(string body, string code)
    {
        await using var desk = await Desk.StartAsync();
        Assert.Equal(code, (await desk.AskAsync("POST", Base + "/links", body)).Code);
    }

    [Fact]
    public async Task ReachTest_SendsAMarkedMessageOnEachChannel_AndKeepsWhatCameOfIt()
    {
        await using var mail = new SmtpSink();
        await using var hook = await HttpSink.StartAsync();
        hook.Answer = _ => new SinkAnswer(503);
        await using var desk = await Desk.StartAsync(mail, hook);
        var before = (await desk.GetAsync(Base + "/reach-tests")).Json.GetProperty("items");
        Assert.All(before.EnumerateArray(), one => Assert.Equal("untested", one.GetProperty("outcome").GetString()));

        var begun = await desk.AskAsync("POST", Base + "/reach-tests", $$"""{"person":"{{Person(0)}}"}""");
        Assert.Equal(HttpStatusCode.Accepted, begun.Status);
        Assert.Equal(3, begun.Json.GetProperty("items").GetArrayLength());
        var after = await UntilEndedAsync(desk);
        Assert.Equal(["failed http-503", "sent", "sent"], after.Select(one => Outcome(one)).Order());
        Assert.All(after, one => Assert.Equal("commander key", one.GetProperty("by").GetString()));
        Assert.All(after, one => Assert.False(one.GetProperty("stale").GetBoolean()));
        Assert.Contains("+86***1111", after.Select(one => one.GetProperty("address").GetString()));
        Assert.DoesNotContain("13800001111", begun.Body, StringComparison.Ordinal);

        var sent = Assert.Single(mail.Mails);
        var read = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(sent.Data)));
        Assert.StartsWith("【测试】", read.Subject, StringComparison.Ordinal);
        Assert.Contains("没有发生任何事件", read.TextBody, StringComparison.Ordinal);
        var shown = (await desk.GetAsync("/api/v1/ops/pages")).Json.GetProperty("items");
        Assert.Equal(Person(0), Assert.Single(shown.EnumerateArray()).GetProperty("account").GetString());

        var again = await desk.AskAsync("POST", Base + "/reach-tests", $$"""{"person":"{{Person(0)}}"}""");
        Assert.Equal((HttpStatusCode.TooManyRequests, "test-too-soon"), (again.Status, again.Code));
        var voice = $$"""{"person":"{{Person(1)}}","kind":"voice"}""";
        var none = await desk.AskAsync("POST", Base + "/reach-tests", voice);
        Assert.Equal("no-such-channel", none.Code);
        Assert.Equal("unknown-person",
            (await desk.AskAsync("POST", Base + "/reach-tests", """{"person":"ghost"}""")).Code);
    }

    private static async Task<string?> SourceAsync(Desk desk) =>
        (await desk.GetAsync(Base)).Json.GetProperty("teams")[0].GetProperty("places")[0]
            .GetProperty("duty").GetProperty("source").GetString();

    private static async Task<JsonElement[]> UntilEndedAsync(Desk desk)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            var items = (await desk.GetAsync(Base + "/reach-tests")).Json.GetProperty("items").EnumerateArray()
                .Where(one => one.GetProperty("person").GetString() == Person(0)).ToArray();
            if (items.All(one => one.GetProperty("outcome").GetString() is not ("sending" or "untested"))) return items;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }

    private static string Outcome(JsonElement test) => test.TryGetProperty("why", out var why)
        ? $"{test.GetProperty("outcome").GetString()} {why.GetString()}"
        : test.GetProperty("outcome").GetString()!;

    /// <summary>Without the first and the last, which the feed's own edges may cut.</summary>
    private static IEnumerable<CalendarEvent> Whole(CalendarEvent[] events) =>
        events.OrderBy(one => one.Start!.AsUtc).Skip(1).SkipLast(1);

    private static string Calendar(params int[] people)
    {
        var turns = string.Join("\",\"", people.Append(2).Select(Person));
        var first = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd");
        return $$"""
            {"rotations":[{"id":"weekly","team":"{{Desk.Team.Id}}","place":"primary",
            "people":["{{turns}}"],"startsOn":"{{first}}","shiftDays":1,
            "handOverAt":"09:00","timeZone":"Asia/Shanghai"}]}
            """;
    }
}
