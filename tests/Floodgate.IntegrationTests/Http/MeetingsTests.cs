using System.Text.Json;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Meetings over HTTP: called as the plan asks, held, decided, exported.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class MeetingsTests(ReviewsFixture node)
{
    private const string Meetings = "/api/v1/ops/meetings";

    [Fact]
    public async Task Meeting_AfterAnIncident_IsDueWithinThePlansHours()
    {
        var incident = node.Tell(hoursAgo: 60);
        var meeting = await FindAsync(one => one.TryGetProperty("incident", out var of) && of.GetString() == incident);
        Assert.Equal("after-incident", meeting.GetProperty("definition").GetString());
        Assert.True(meeting.GetProperty("overdue").GetBoolean());
        var late = node.Server.Now - meeting.GetProperty("dueAt").GetDateTimeOffset();
        Assert.InRange(late.TotalHours, 11, 13);
    }

    [Fact]
    public async Task Agenda_IsMadeOfTopicsIncidentsActionsAndStaleParts()
    {
        var incident = node.Tell();
        await node.Server.PostAsync(
            "/api/v1/ops/actions", node.Anna, """{"text": "late one", "owner": "li", "due": "2026-01-02"}""");
        var meeting = await FindAsync(one => one.TryGetProperty("incident", out var of) && of.GetString() == incident);
        var page = (await node.Server.GetAsync($"{Meetings}/{meeting.GetProperty("id")}", node.Anna)).Is(200).Json;
        var agenda = page.GetProperty("agenda").EnumerateArray().ToArray();
        foreach (var kind in new[] { "topic", "incident", "action", "stale" })
            Assert.Contains(agenda, item => item.GetProperty("kind").GetString() == kind);
        Assert.Contains(agenda, item => item.GetProperty("subject").GetString() == incident);
    }

    [Fact]
    public async Task RegularMeeting_Held_MakesActionsOfItsDecisionsAndCallsTheNext()
    {
        var due = await FindAsync(one => one.TryGetProperty("definition", out var of) && of.GetString() == "monthly");
        var id = due.GetProperty("id").GetString();
        var tag = (await node.Server.GetAsync($"{Meetings}/{id}", node.Anna)).Is(200).Header("ETag");
        const string notes = """
            {"attendance": ["li", "zhao"], "minutes": "## said\n- all", "decisions":
            [{"text": "test the pager", "owner": "zhao", "due": "2027-02-01"}]}
            """;
        var held = (await node.Server.SendAsync(
            HttpMethod.Post, $"{Meetings}/{id}/minutes", node.Anna, notes, ("If-Match", tag))).Is(200);
        Assert.Equal("held", held.Json.GetProperty("meeting").GetProperty("state").GetString());
        var action = Assert.Single(held.Json.GetProperty("decisions").EnumerateArray());
        Assert.Equal(("zhao", "meeting"),
            (action.GetProperty("owner").GetString(), action.GetProperty("source").GetString()));
        (await node.Server.SendAsync(
            HttpMethod.Post, $"{Meetings}/{id}/minutes", node.Anna, notes, ("If-Match", held.Header("ETag"))))
            .IsRefused(409, "meeting-held");

        var next = await FindAsync(one => one.TryGetProperty("definition", out var of)
            && of.GetString() == "monthly" && one.GetProperty("state").GetString() == "due");
        var days = (next.GetProperty("dueAt").GetDateTimeOffset() - node.Server.Now).TotalDays;
        Assert.InRange(days, 29.9, 30.1);
    }

    [Fact]
    public async Task Calendar_HasEveryMeeting()
    {
        var called = (await node.Server.PostAsync(Meetings, node.Anna,
            """{"name": {"zh": "临时会", "en": "Extra"}, "dueAt": "2027-01-05T02:00:00Z", "teams": ["tech"]}""")).Is(201);
        var id = called.Json.GetProperty("meeting").GetProperty("id").GetString();
        var calendar = (await node.Server.GetAsync(Meetings + "/calendar.ics", node.Auditor)).Is(200);
        Assert.StartsWith("text/calendar", calendar.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains($"UID:{id}@floodgate", calendar.Body, StringComparison.Ordinal);
        Assert.Contains("DTSTART:20270105T020000Z", calendar.Body, StringComparison.Ordinal);
    }

    private async Task<JsonElement> FindAsync(Func<JsonElement, bool> which) =>
        (await node.Server.GetAsync(Meetings, node.Auditor)).Is(200).Json.GetProperty("items").EnumerateArray()
            .First(which);
}
