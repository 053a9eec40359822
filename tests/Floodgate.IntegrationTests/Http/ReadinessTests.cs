using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>The readiness board over HTTP.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class ReadinessTests(ReviewsFixture node)
{
    [Fact]
    public async Task Board_CountsThePartsOfThePlanAndNamesWhatIsMissing()
    {
        var plan = (await BoardAsync()).GetProperty("plan");
        var parts = PlanParts.Of(DefaultPlan.Plan).ToArray();
        Assert.Equal(parts.Count(part => part.Part.Executable), plan.GetProperty("executable").GetInt32());
        Assert.Equal(parts.Count(part => !part.Part.Executable), plan.GetProperty("waiting").GetInt32());
        Assert.All(plan.GetProperty("missing").EnumerateArray(),
            part => Assert.NotEmpty(part.GetProperty("missing").GetProperty("zh").GetString()!));
    }

    [Fact]
    public async Task Board_SaysThatThePlanIsStaleAndWhy()
    {
        var board = await BoardAsync();
        Assert.True(board.GetProperty("planStale").GetBoolean());
        var old = board.GetProperty("stale").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "yearly");
        Assert.Equal("nobody has approved the plan in force", old.GetProperty("because").GetProperty("en").GetString());
        Assert.Contains(board.GetProperty("triggers").EnumerateArray(),
            one => one.GetProperty("state").GetString() == "unknown");
    }

    [Fact]
    public async Task Watch_DraftsTheReviewOfAResolvedIncidentByItself()
    {
        var incident = node.Tell(hoursAgo: 2);
        Assert.Contains((await BoardAsync()).GetProperty("reviews").EnumerateArray(), one =>
            one.GetProperty("incident").GetString() == incident && one.GetProperty("what").GetString() == "draft");
        await node.Server.Services.GetRequiredService<ReviewsWatch>().CheckAsync(CancellationToken.None);
        (await node.Server.GetAsync($"/api/v1/ops/reviews/r-{incident}", node.Auditor)).Is(200);
        var due = (await BoardAsync()).GetProperty("reviews").EnumerateArray()
            .Single(one => one.GetProperty("incident").GetString() == incident);
        Assert.Equal("close", due.GetProperty("what").GetString());
        Assert.False(due.GetProperty("overdue").GetBoolean());
    }

    private async Task<System.Text.Json.JsonElement> BoardAsync() =>
        (await node.Server.GetAsync("/api/v1/ops/readiness", node.Auditor)).Is(200).Json;
}
