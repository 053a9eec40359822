using System.Text.Json;
using System.Text.Json.Nodes;
using Floodgate.Access;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Drills on record and courses taken, over HTTP, and what the readiness board makes of them.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class PracticeTests(ReviewsFixture node)
{
    private const string Drills = "/api/v1/ops/drills";
    private const string Training = "/api/v1/ops/training";

    [Fact]
    public async Task Drill_HandedIn_CountsOnTheReadinessBoard_Once()
    {
        var key = await node.KeyAsync(Roles.Operator, "drill-operator");
        Assert.True((await OnBoardAsync("drills", "overload")).GetProperty("overdue").GetBoolean());
        var body = Report("overload", node.Server.Now.AddMinutes(-3)).ToJsonString();
        var first = (await node.Server.PostAsync(Drills, key, body)).Is(201);
        var again = (await node.Server.PostAsync(Drills, key, body)).Is(200);
        Assert.Equal(first.Text("id"), again.Text("id"));

        var board = await OnBoardAsync("drills", "overload");
        Assert.False(board.GetProperty("overdue").GetBoolean());
        Assert.True(board.GetProperty("good").GetBoolean());
        var whole = (await node.Server.GetAsync($"{Drills}/{first.Text("id")}", node.Auditor)).Is(200).Json;
        Assert.Equal("default abc", whole.GetProperty("plan").GetString());
        var list = (await node.Server.GetAsync($"{Drills}?drill=overload", node.Auditor)).Is(200).Json;
        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
        Assert.Contains(list.GetProperty("due").EnumerateArray(), one =>
            one.GetProperty("drill").GetString() == "calls-surge" && one.GetProperty("overdue").GetBoolean());
    }

    [Fact]
    public async Task Drill_ThatMissedSomething_IsBadOnTheBoard()
    {
        var key = await node.KeyAsync(Roles.Operator, "drill-operator");
        var report = Report("call-tree", node.Server.Now.AddMinutes(-5));
        report["expectations"]![0]!["met"] = false;
        report["score"] = new JsonObject { ["met"] = 0, ["all"] = 1, ["full"] = false };
        (await node.Server.PostAsync(Drills, key, report.ToJsonString())).Is(201);
        Assert.False((await OnBoardAsync("drills", "call-tree")).GetProperty("good").GetBoolean());
        var stale = (await BoardAsync()).GetProperty("stale").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "drill");
        Assert.Contains("call tree", stale.GetProperty("because").GetProperty("en").GetString());
    }

    [Fact]
    public async Task Drill_ThatTheTeamsHeldTogether_IsJointOnTheBoard_OneOfPlayedPeopleIsRefused()
    {
        var key = await node.KeyAsync(Roles.Operator, "drill-operator");
        Assert.True((await OnBoardAsync("drills", "storage-lost/joint")).GetProperty("overdue").GetBoolean());
        var report = Report("storage-lost", node.Server.Now.AddMinutes(-9));
        report["tookPart"] = new JsonArray(
            TookPart("tech-lead", "tech"), TookPart("service-lead", "customer-service"));
        (await node.Server.PostAsync(Drills, key, report.ToJsonString())).IsRefused(422, "record-invalid")
            .Naming("/tookPart people-invalid");
        report["shadow"] = false;
        (await node.Server.PostAsync(Drills, key, report.ToJsonString())).Is(201);
        Assert.True((await OnBoardAsync("drills", "storage-lost/joint")).GetProperty("overdue").GetBoolean());

        var joint = Report("storage-lost", node.Server.Now.AddMinutes(-7));
        joint["shadow"] = false;
        joint["tookPart"] = new JsonArray(
            TookPart("tech-lead", "tech"), TookPart("service-lead", "customer-service"),
            TookPart("ops-lead", "operations"));
        var kept = (await node.Server.PostAsync(Drills, key, joint.ToJsonString())).Is(201);
        Assert.Equal(3, kept.Json.GetProperty("teams").GetArrayLength());
        var board = await OnBoardAsync("drills", "storage-lost/joint");
        Assert.False(board.GetProperty("overdue").GetBoolean());
        Assert.Equal(3, board.GetProperty("together").GetArrayLength());
        var due = (await node.Server.GetAsync(Drills, node.Auditor)).Is(200).Json.GetProperty("due").EnumerateArray()
            .Single(one => one.GetProperty("drill").GetString() == "storage-lost").GetProperty("joint");
        Assert.Equal(kept.Text("id"), due.GetProperty("run").GetString());
    }

    [Fact]
    public async Task Drill_WhoseScoreLies_IsRefused()
    {
        var key = await node.KeyAsync(Roles.Operator, "drill-operator");
        var report = Report("overload", node.Server.Now.AddMinutes(-1));
        report["expectations"]![0]!["met"] = false;
        (await node.Server.PostAsync(Drills, key, report.ToJsonString())).IsRefused(422, "record-invalid")
            .Naming("/score score-wrong");
        report = Report("no-such-drill", node.Server.Now.AddMinutes(-1));
        (await node.Server.PostAsync(Drills, key, report.ToJsonString())).IsRefused(422, "record-invalid")
            .Naming("/drill drill-unknown");
        report["surprise"] = 1;
        (await node.Server.PostAsync(Drills, key, report.ToJsonString())).IsRefused(400, "member-unknown");
        (await node.Server.PostAsync(Drills, node.Auditor, "{}")).IsRefused(403, "forbidden");
        (await node.Server.GetAsync($"{Drills}/d-99999", node.Auditor)).IsRefused(404, "unknown-drill");
    }

    [Fact]
    public async Task Course_TakenByEverybody_IsNoLongerOverdue()
    {
        var key = await node.KeyAsync(Roles.Operator, "drill-operator");
        Assert.True((await OnBoardAsync("courses", "service-desk")).GetProperty("overdue").GetBoolean());
        var people = (await CourseAsync("service-desk")).GetProperty("people").EnumerateArray()
            .Select(one => one.GetProperty("person").GetString()!).ToArray();
        foreach (var person in people)
        {
            var body = JsonSerializer.Serialize(new { course = "service-desk", person, takenAt = node.Server.Now });
            (await node.Server.PostAsync(Training, key, body)).Is(201);
            (await node.Server.PostAsync(Training, key, body)).Is(200);
        }

        Assert.True((await CourseAsync("service-desk")).GetProperty("valid").GetBoolean());
        Assert.False((await OnBoardAsync("courses", "service-desk")).GetProperty("overdue").GetBoolean());
    }

    [Fact]
    public async Task Course_IsWrittenDownForOthers_ByThoseWhoMayOnly()
    {
        (await node.Server.PostAsync(Training, node.Auditor, """{"course": "storage", "person": "tech-lead"}"""))
            .IsRefused(403, "forbidden");
        (await node.Server.PostAsync(Training, node.Ben, """{"course": "none", "person": "nobody"}"""))
            .IsRefused(422, "record-invalid").Naming("/course course-unknown", "/person person-unknown");
    }

    [Fact]
    public async Task Course_IsReadInBothLanguages()
    {
        var zh = (await node.Server.GetAsync($"{Training}/courses/storage?lang=zh", node.Auditor)).Is(200);
        Assert.Contains("<h3>技术组</h3>", zh.Body, StringComparison.Ordinal);
        var en = (await node.Server.GetAsync($"{Training}/courses/storage?lang=en", node.Auditor)).Is(200);
        Assert.Contains("<h3>Customer service</h3>", en.Body, StringComparison.Ordinal);
        (await node.Server.GetAsync($"{Training}/courses/none", node.Auditor)).IsRefused(404, "unknown-course");
        (await node.Server.GetAsync($"{Drills}/schema", node.Auditor)).Is(200);
    }

    private static JsonObject TookPart(string person, string team) =>
        new() { ["person"] = person, ["teams"] = new JsonArray(team) };

    private static JsonObject Report(string drill, DateTimeOffset at) => new()
    {
        ["drill"] = drill,
        ["title"] = Both(),
        ["drillHash"] = new string('a', 64),
        ["risks"] = new JsonArray("overload"),
        ["plan"] = "default abc",
        ["program"] = "0.1.0",
        ["seed"] = "7",
        ["startedAt"] = at,
        ["endedAt"] = at.AddMinutes(1),
        ["ending"] = "completed",
        ["shadow"] = true,
        ["score"] = new JsonObject { ["met"] = 1, ["all"] = 1, ["full"] = true },
        ["injects"] = new JsonArray(),
        ["expectations"] = new JsonArray(new JsonObject
        {
            ["id"] = "one",
            ["title"] = Both(),
            ["of"] = "program",
            ["target"] = Both(),
            ["met"] = true,
            ["seen"] = Both(),
        }),
        ["rollback"] = new JsonArray(new JsonObject { ["step"] = "endProcesses", ["done"] = true }),
        ["actions"] = new JsonArray(),
        ["troubles"] = new JsonArray(),
    };

    private static JsonObject Both() => new() { ["zh"] = "甲", ["en"] = "a" };

    private async Task<JsonElement> CourseAsync(string id) =>
        (await node.Server.GetAsync(Training, node.Auditor)).Is(200).Json.GetProperty("courses").EnumerateArray()
            .Single(one => one.GetProperty("course").GetString() == id);

    private async Task<JsonElement> OnBoardAsync(string list, string id) =>
        (await BoardAsync()).GetProperty(list).EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == id);

    private async Task<JsonElement> BoardAsync() =>
        (await node.Server.GetAsync("/api/v1/ops/readiness", node.Auditor)).Is(200).Json;
}
