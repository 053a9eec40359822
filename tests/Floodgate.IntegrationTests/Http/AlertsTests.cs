using System.Globalization;
using Floodgate.Access;
using Floodgate.Emergency.Detection;
using Floodgate.Foundation.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What machines outside send: taken when genuine, refused by name and counted when not.</summary>
[Collection(HttpCollection.Name)]
public sealed class AlertsTests(Server server)
{
    private const string Secret = "a-secret-of-alertmanager";
    private const string SignedSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Generic = """{"status":"firing","group":"flood","text":"10 Gbit/s"}""";
    private static int _ids;

    static AlertsTests()
    {
        Environment.SetEnvironmentVariable("FLOODGATE_SECRET_ALERTS_PROMETHEUS", Secret);
        Environment.SetEnvironmentVariable("FLOODGATE_SECRET_ALERTS_PROVIDER", SignedSecret);
        Environment.SetEnvironmentVariable("FLOODGATE_SECRET_HEARTBEATS_CRON", SignedSecret);
    }

    private long Refused => server.Services.GetRequiredService<NodeTallies>().AlertsRefused;

    [Fact]
    public async Task Webhook_OfAlertmanagerWithItsSecret_IsTaken()
    {
        var answer = (await PostAsync("prometheus", Webhook("taken", "firing"), Secret)).Is(200);
        Assert.Equal((1, 2L), (answer.Json.GetProperty("alerts").GetInt32(), answer.Json.GetProperty("leftOff")
            .GetInt64()));
        Assert.Equal(3, Active("prometheus", "taken"));
        (await PostAsync("prometheus", Webhook("taken", "resolved"), Secret)).Is(200);
        Assert.Equal(0, Active("prometheus", "taken"));
    }

    [Fact]
    public async Task Alert_SignedByItsSource_IsTaken()
    {
        (await SignedAsync("provider", Generic)).Is(200);
        Assert.Equal(1, Active("provider", "flood"));
    }

    [Theory]
    [InlineData("prometheus", "another-secret", "credentials-invalid")]
    [InlineData("prometheus", "", "credentials-missing")]
    [InlineData("no-such-source", Secret, "credentials-invalid")]
    [InlineData("provider", Secret, "credentials-invalid")]
    public async Task Webhook_WithoutItsSourcesSecret_IsRefusedAndCounted(string source, string secret, string code)
    {
        var before = Refused;
        (await PostAsync(source, Webhook("forged", "firing"), secret.Length == 0 ? null : secret)).IsRefused(401, code);
        Assert.Equal(before + 1, Refused);
        Assert.Equal(0, Active(source, "forged"));
    }

    [Fact]
    public async Task Alert_WhoseBodyWasChanged_IsRefused() =>
        (await SignedAsync("provider", Generic, sent: Generic.Replace("10", "99", StringComparison.Ordinal)))
            .IsRefused(401, "signature-invalid");

    [Fact]
    public async Task Alert_SignedWithAnotherKey_IsRefused() =>
        (await SignedAsync("provider", Generic, secret: Secret)).IsRefused(401, "signature-invalid");

    [Fact]
    public async Task Alert_OfASourceThatIsNotKnown_IsRefusedLikeAForgedOne() =>
        (await SignedAsync("nobody", Generic)).IsRefused(401, "signature-invalid");

    [Theory]
    [InlineData(-301)]
    [InlineData(600)]
    public async Task Alert_SignedTooLongAgoOrAhead_IsRefused(int seconds) =>
        (await SignedAsync("provider", Generic, at: server.Now.AddSeconds(seconds))).IsRefused(401, "signature-stale");

    [Fact]
    public async Task Alert_SentAgain_IsRefused()
    {
        (await SignedAsync("provider", Generic, id: "once")).Is(200);
        var before = Refused;
        (await SignedAsync("provider", Generic, id: "once")).IsRefused(409, "message-replayed");
        Assert.Equal(before + 1, Refused);
    }

    [Fact]
    public async Task Webhook_ThatIsTooLarge_IsRefused()
    {
        var before = Refused;
        var large = Webhook(new string('g', 600 * 1024), "firing");
        (await PostAsync("prometheus", large, Secret)).IsRefused(400, "body-too-large");
        Assert.Equal(before + 1, Refused);
    }

    [Theory]
    [InlineData("not json", 400, "body-malformed")]
    [InlineData("""{"version":"4","groupKey":"g","status":"firing","alerts":[{"status":"firing"}]}""", 400,
        "member-missing")]
    [InlineData("""{"version":"5","groupKey":"g","status":"firing","alerts":[]}""", 400, "member-wrong-type")]
    public async Task Webhook_ThatIsMalformed_IsRefusedByItsPlace(string body, int status, string code)
    {
        var before = Refused;
        (await PostAsync("prometheus", body, Secret)).IsRefused(status, code);
        Assert.Equal(before + 1, Refused);
    }

    /// <summary>E6: a storm of one group is one finding, and what is held does not grow with it.</summary>
    [Fact]
    public async Task Storm_OfAlerts_IsOneFindingAndMemoryStaysFlat()
    {
        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            (await PostAsync("prometheus", Webhook("storm", "firing", $"f{i}"), Secret)).Is(200));
        var book = server.Services.GetRequiredService<AlertBook>();
        Assert.Single(book.Unmatched([]), group => group is { Source: "prometheus", Key: "storm" });
        var options = server.Services.GetRequiredService<DetectionOptions>();
        var named = book.Matching(Match("prometheus", "named", "yes")).Value;
        Assert.InRange(named!.Value, 1, options.AlertsPerGroupMax);
        Assert.True(Active("prometheus", "storm") >= 1_000);
        (await PostAsync("prometheus", Webhook("storm", "resolved"), Secret)).Is(200);
        Assert.Equal(0, Active("prometheus", "storm"));
    }

    [Fact]
    public async Task Heartbeat_WithAnApiKeyOrSigned_IsCounted()
    {
        var beats = server.Services.GetRequiredService<Heartbeats>();
        (await server.PostAsync("/api/v1/intake/heartbeats/backup", server.Operator)).Is(204);
        Assert.Equal(1, beats.Beats("backup"));
        (await SignedAsync("cron", "", kind: "heartbeats")).Is(204);
        Assert.Equal(1, beats.Beats("cron"));
    }

    [Fact]
    public async Task Heartbeat_OfATillOrOfNobody_IsRefused()
    {
        var till = await server.KeyAsync(Roles.Till, "store-1");
        (await server.PostAsync("/api/v1/intake/heartbeats/x", till)).IsRefused(401, "credentials-invalid");
        (await server.PostAsync("/api/v1/intake/heartbeats/x", null)).IsRefused(401, "credentials-missing");
        Assert.Null(server.Services.GetRequiredService<Heartbeats>().Beats("x"));
    }

    private Task<Answer> PostAsync(string source, string body, string? secret) =>
        server.PostAsync("/api/v1/intake/alerts/" + source, secret, body);

    private Task<Answer> SignedAsync(
        string source, string body, string secret = SignedSecret, string? id = null, DateTimeOffset? at = null,
        string? sent = null, string kind = "alerts")
    {
        id ??= $"msg-{Interlocked.Increment(ref _ids)}";
        var time = (at ?? server.Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = IntakeSignature.Sign(secret, id, time, System.Text.Encoding.UTF8.GetBytes(body));
        return server.SendAsync(HttpMethod.Post, $"/api/v1/intake/{kind}/{source}", null, sent ?? body,
            (IntakeSignature.IdHeader, id), (IntakeSignature.TimeHeader, time),
            (IntakeSignature.SignatureHeader, signature));
    }

    private long Active(string source, string group) => server.Services.GetRequiredService<AlertBook>().Unmatched([])
        .Where(one => one.Source == source && one.Key == group).Sum(one => one.Active);

    private static Floodgate.Emergency.Plans.AlertMatch Match(string source, string label, string value) => new()
    {
        Source = source,
        Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(label, value),
    };

    private static string Webhook(string group, string status, string fingerprint = "f1") => $$"""
        {"version":"4","groupKey":"{{group}}","truncatedAlerts":{{(status == "firing" ? 2 : 0)}},"status":"{{status}}",
         "receiver":"floodgate","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"",
         "alerts":[{"status":"{{status}}","labels":{"named":"yes"},"annotations":{},
                    "startsAt":"2026-11-23T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"{{fingerprint}}"}]}
        """;
}
