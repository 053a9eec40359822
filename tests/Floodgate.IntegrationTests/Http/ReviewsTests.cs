using Floodgate.Emergency.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A review from its draft to its end, over HTTP.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class ReviewsTests(ReviewsFixture node)
{
    private const string Reviews = "/api/v1/ops/reviews";
    private const string Written =
        """{"rootCause": "old snapshots", "whys": ["", "nobody deleted them"], "text": "", "reTest": null}""";

    [Fact]
    public async Task Review_OfATimeline_IsDraftedOnceAndSaysWhatFailed()
    {
        var incident = node.Tell();
        var draft = (await DraftAsync(incident, 201)).Json;
        Assert.Equal("r-" + incident, draft.GetProperty("id").GetString());
        Assert.Contains(draft.GetProperty("draft").GetProperty("didNot").EnumerateArray(),
            point => point.GetProperty("code").GetString() == "send-failed");
        Assert.Equal(2, (await DraftAsync(incident, 200)).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Review_OfAnUnknownIncident_IsRefused() =>
        (await node.Server.PostAsync(Reviews, node.Anna, """{"incident": "none"}""")).IsRefused(404, "no-timeline");

    [Fact]
    public async Task Review_OfAnIncidentOfTheRoom_RestsOnItsEntries()
    {
        var risk = node.Server.Services.GetRequiredService<PlanDesk>().InForce().Plan.Risks[0].Id;
        var declared = await node.Server.PostAsync(
            "/api/v1/ops/incidents", node.Ben,
            $$"""{"risk": "{{risk}}", "text": "seen in the hall", "campaigns": []}""");
        var review = (await DraftAsync(declared.Is(201).Text("incident"), 201)).Json.GetProperty("draft");
        Assert.Equal(risk, review.GetProperty("risk").GetString());
        Assert.NotEmpty(review.GetProperty("timeline").EnumerateArray());
    }

    [Fact]
    public async Task Edit_WithoutOrWithAnOldVersion_IsRefused()
    {
        var (path, tag) = await NewAsync();
        (await node.Server.SendAsync(HttpMethod.Put, path, node.Anna, Written)).IsRefused(428, "precondition-required");
        (await EditAsync(path, tag)).Is(200);
        (await EditAsync(path, tag)).IsRefused(412, "precondition-failed");
    }

    [Fact]
    public async Task Close_NeedsARootCauseAnActionAndASecondPerson()
    {
        var (path, tag) = await NewAsync();
        (await CloseAsync(path, tag)).IsRefused(409, "root-cause-missing");
        var edited = await EditAsync(path, tag);
        (await CloseAsync(path, edited.Header("ETag")!)).IsRefused(409, "actions-missing");
        var id = path[(path.LastIndexOf('/') + 1)..];
        await AddActionAsync(id);
        (await CloseAsync(path, edited.Header("ETag")!, node.Anna)).IsRefused(403, "forbidden");
        var annaCommands = await node.KeyAsync("commander", "anna");
        (await CloseAsync(path, edited.Header("ETag")!, annaCommands)).IsRefused(403, "closer-is-editor");

        var closed = (await CloseAsync(path, edited.Header("ETag")!)).Is(200);
        Assert.Equal("closed", closed.Text("state"));
        Assert.Equal("key:ben", closed.Text("closedBy"));
        (await EditAsync(path, closed.Header("ETag")!)).IsRefused(409, "review-closed");
        var versions = (await node.Server.GetAsync(path + "/versions", node.Auditor)).Is(200).Json;
        Assert.Equal(["drafted", "edited", "closed"],
            versions.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        var first = (await node.Server.GetAsync(path + "?version=1", node.Auditor)).Is(200).Json;
        Assert.False(first.GetProperty("content").TryGetProperty("rootCause", out _));
    }

    [Fact]
    public async Task Close_OfARiskThatMustBeTriedAgain_NeedsTheResult()
    {
        var risk = DefaultPlan.Plan.Review.ReTest[0];
        var (path, tag) = await NewAsync(risk);
        var edited = await EditAsync(path, tag);
        await AddActionAsync(path[(path.LastIndexOf('/') + 1)..]);
        (await CloseAsync(path, edited.Header("ETag")!)).IsRefused(409, "re-test-missing");
    }

    [Theory]
    [InlineData("review.html", "text/html", "What did not work")]
    [InlineData("review.md", "text/markdown", "## What did not work")]
    [InlineData("review.json", "application/json", "\"didNot\"")]
    public async Task Review_IsRendered(string file, string type, string holds)
    {
        var (path, _) = await NewAsync();
        var page = (await node.Server.GetAsync($"{path}/{file}?lang=en", node.Auditor)).Is(200);
        Assert.StartsWith(type, page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains(holds, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditor_ReadsAndWritesNothing()
    {
        var (path, tag) = await NewAsync();
        (await node.Server.GetAsync(Reviews, node.Auditor)).Is(200);
        (await node.Server.PostAsync(Reviews, node.Auditor, """{"incident": "told-1"}""")).IsRefused(403, "forbidden");
        (await node.Server.SendAsync(HttpMethod.Put, path, node.Auditor, Written, ("If-Match", tag)))
            .IsRefused(403, "forbidden");
    }

    private async Task AddActionAsync(string review) => (await node.Server.PostAsync(
        "/api/v1/ops/actions", node.Anna,
        $$"""{"text": "x", "owner": "li", "due": "2027-01-31", "source": "review", "sourceId": "{{review}}"}"""))
        .Is(201);

    private async Task<(string Path, string Tag)> NewAsync(string risk = "system-failure")
    {
        var answer = await DraftAsync(node.Tell(risk: risk), 201);
        return (Reviews + "/" + answer.Text("id"), answer.Header("ETag")!);
    }

    private async Task<Answer> DraftAsync(string incident, int status) =>
        (await node.Server.PostAsync(Reviews, node.Anna, $$"""{"incident": "{{incident}}"}""")).Is(status);

    private Task<Answer> EditAsync(string path, string tag) =>
        node.Server.SendAsync(HttpMethod.Put, path, node.Anna, Written, ("If-Match", tag));

    private Task<Answer> CloseAsync(string path, string tag, string? key = null) =>
        node.Server.SendAsync(HttpMethod.Post, path + "/close", key ?? node.Ben, (string?)null, ("If-Match", tag));
}
