namespace Floodgate.IntegrationTests.Http;

/// <summary>Improvement actions over HTTP.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class ActionsTests(ReviewsFixture node)
{
    private const string Actions = "/api/v1/ops/actions";

    [Fact]
    public async Task Action_WithoutOwnerOrDate_IsRefused()
    {
        (await node.Server.PostAsync(Actions, node.Anna, """{"text": "x", "owner": "li"}"""))
            .IsRefused(400, "member-missing");
        (await node.Server.PostAsync(Actions, node.Anna, """{"text": " ", "owner": "", "due": "2027-01-01"}"""))
            .IsRefused(422, "record-invalid").Naming("/text text-missing", "/owner text-missing");
        (await node.Server.PostAsync(Actions, node.Anna, """{"text": "x", "owner": "li", "due": "2227-01-01"}"""))
            .IsRefused(422, "record-invalid").Naming("/due date-invalid");
    }

    [Fact]
    public async Task Action_IsDoneWithEvidenceOnly()
    {
        var added = await AddAsync("2027-01-31");
        var path = Actions + "/" + added.Text("id");
        (await ChangeAsync(path, added, """{"state": "done"}""")).IsRefused(409, "evidence-missing");
        (await ChangeAsync(path, added, """{"link": "javascript:x"}""")).IsRefused(422, "record-invalid")
            .Naming("/link link-invalid");
        var done = (await ChangeAsync(
            path, added, """{"state": "done", "evidence": "drill passed", "link": "https://example.org/7"}""")).Is(200);
        Assert.Equal("done", done.Text("state"));
        Assert.Equal("anna", done.Text("endedBy"));
        (await ChangeAsync(path, added, """{"text": "y"}""")).IsRefused(412, "precondition-failed");
    }

    [Fact]
    public async Task Action_PastItsDay_IsOverdueInTheListAndOnTheBoard()
    {
        var late = await AddAsync("2026-01-31");
        Assert.True(late.Json.GetProperty("overdue").GetBoolean());
        Assert.True(late.Json.GetProperty("daysLate").GetInt32() > 0);
        var list = (await node.Server.GetAsync(Actions + "?overdue=true", node.Auditor)).Is(200).Json;
        Assert.Contains(list.GetProperty("items").EnumerateArray(),
            one => one.GetProperty("id").GetString() == late.Text("id"));
        var board = (await node.Server.GetAsync("/api/v1/ops/readiness", node.Auditor)).Is(200).Json;
        Assert.True(board.GetProperty("actionsOverdue").GetInt32() > 0);
        Assert.False(board.GetProperty("ready").GetBoolean());
        Assert.Contains(board.GetProperty("stale").EnumerateArray(),
            one => one.GetProperty("because").GetProperty("en").GetString()!
                .Contains(late.Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Action_Unknown_IsRefused()
    {
        (await node.Server.GetAsync(Actions + "/a-99999", node.Anna)).IsRefused(404, "unknown-action");
        (await node.Server.GetAsync(Actions + "/x", node.Anna)).IsRefused(404, "unknown-action");
    }

    private async Task<Answer> AddAsync(string due) => (await node.Server.PostAsync(
        Actions, node.Anna, $$"""{"text": "delete snapshots", "owner": "li", "due": "{{due}}"}""")).Is(201);

    private Task<Answer> ChangeAsync(string path, Answer read, string body) =>
        node.Server.SendAsync(HttpMethod.Patch, path, node.Anna, body, ("If-Match", read.Header("ETag")));
}
