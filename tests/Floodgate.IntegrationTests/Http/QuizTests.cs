using System.Text.Json;
using Floodgate.Access;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A quiz over HTTP: what is right stays on the server, and what is marked stands on record.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class QuizTests(ReviewsFixture node)
{
    private const string Training = "/api/v1/ops/training";
    private const string Parcels = Training + "/courses/parcels/quiz";

    private const string Right = """
        {"answers": {"one-parcel": ["b"], "list-uncertain": ["a"], "compensation": ["c"],
          "three-things": ["c", "a", "b"], "load": ["a"]}}
        """;

    private const string ThreeOfFive = """
        {"answers": {"one-parcel": ["a"], "list-uncertain": ["a"], "compensation": ["c"],
          "three-things": ["a", "b"], "load": ["a"]}}
        """;

    [Fact]
    public async Task Quiz_AsksWithoutSayingWhatIsRight()
    {
        var quiz = (await node.Server.GetAsync(Parcels, node.Auditor)).Is(200);
        Assert.Equal(80, quiz.Json.GetProperty("passPercent").GetInt32());
        Assert.Equal(5, quiz.Json.GetProperty("questions").GetArrayLength());
        Assert.DoesNotContain("\"right\"", quiz.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"why\"", quiz.Body, StringComparison.Ordinal);
        (await node.Server.GetAsync(Training + "/courses/none/quiz", node.Auditor)).IsRefused(404, "unknown-course");
    }

    [Fact]
    public async Task Quiz_IsMarked_AndOnlyAPassCountsAsTraining()
    {
        var key = await node.KeyAsync(Roles.Logistics, "logistics-lead");
        var failed = (await node.Server.PostAsync(Parcels, key, ThreeOfFive)).Is(201);
        Assert.False(failed.Json.GetProperty("passed").GetBoolean());
        Assert.Equal(60, failed.Json.GetProperty("percent").GetInt32());
        Assert.Equal(
            ["one-parcel", "three-things"],
            failed.Json.GetProperty("wrong").EnumerateArray().Select(one => one.GetString()));
        Assert.False(failed.Json.TryGetProperty("validUntil", out _));
        Assert.Equal("failed", (await StandingAsync("logistics-lead")).GetProperty("state").GetString());
        Assert.True(await IsUntrainedAsync("许波"));

        var passed = (await node.Server.PostAsync(Parcels, key, Right)).Is(201);
        Assert.True(passed.Json.GetProperty("passed").GetBoolean());
        var standing = await StandingAsync("logistics-lead");
        Assert.Equal("valid", standing.GetProperty("state").GetString());
        Assert.Equal(5, standing.GetProperty("lastQuiz").GetProperty("right").GetInt32());
        Assert.False(await IsUntrainedAsync("许波"));

        // A later failure stands on record and takes nothing away.
        (await node.Server.PostAsync(Parcels, key, ThreeOfFive)).Is(201);
        standing = await StandingAsync("logistics-lead");
        Assert.Equal("valid", standing.GetProperty("state").GetString());
        Assert.False(standing.GetProperty("lastQuiz").GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Quiz_TakenAgainAndAgain_IsRefused()
    {
        var key = await node.KeyAsync(Roles.Logistics, "logistics-deputy");
        for (var i = 0; i < 5; i++) (await node.Server.PostAsync(Parcels, key, ThreeOfFive)).Is(201);
        (await node.Server.PostAsync(Parcels, key, Right)).IsRefused(429, "quiz-too-often");
        Assert.Equal("failed", (await StandingAsync("logistics-deputy")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Quiz_OfNobodyInThePlan_OrWithOtherChoices_IsRefused()
    {
        (await node.Server.PostAsync(Parcels, node.Ben, Right)).IsRefused(409, "not-of-the-plan");
        var key = await node.KeyAsync(Roles.Service, "service-lead");
        (await node.Server.PostAsync(Parcels, key, """{"answers": {"load": ["z"]}}"""))
            .IsRefused(422, "unknown-choice");
        (await node.Server.PostAsync(Parcels, key, """{"answers": {"other": ["a"]}}"""))
            .IsRefused(422, "unknown-choice");
        (await node.Server.PostAsync(Parcels, key, """{"answers": {}, "right": 5}""")).IsRefused(400, "member-unknown");
    }

    [Fact]
    public async Task OnesOwnTraining_IsNotWrittenDownByOneself()
    {
        var key = await node.KeyAsync(Roles.Commander, "director");
        (await node.Server.PostAsync(Training, key, """{"course": "command-basics"}""")).IsRefused(409, "quiz-needed");
        (await node.Server.PostAsync(Training, key, """{"course": "command-basics", "person": "director"}"""))
            .IsRefused(409, "quiz-needed");
        (await node.Server.PostAsync(Training, key, """{"course": "command-basics", "person": "risk-officer"}"""))
            .Is(201);
    }

    private async Task<JsonElement> StandingAsync(string person) =>
        (await node.Server.GetAsync(Training, node.Auditor)).Is(200).Json.GetProperty("courses").EnumerateArray()
            .Single(one => one.GetProperty("course").GetString() == "parcels").GetProperty("people").EnumerateArray()
            .Single(one => one.GetProperty("person").GetString() == person);

    /// <param name="name">As the contacts have it.</param>
    private async Task<bool> IsUntrainedAsync(string name)
    {
        var board = (await node.Server.GetAsync("/api/v1/ops/readiness", node.Auditor)).Is(200).Json;
        return board.GetProperty("untrained").EnumerateArray().Any(one =>
            one.GetProperty("person").GetString() == name
            && one.GetProperty("courses").EnumerateArray().Any(course =>
                course.GetProperty("en").GetString() == "Trouble with deliveries"));
    }
}
