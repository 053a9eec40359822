using System.Collections.Concurrent;
using Floodgate.Access;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.IntegrationTests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>The loop on its thread in a whole node, over real storage, and what staff read of it.</summary>
[Collection(HttpCollection.Name)]
public sealed class AlertsDetectorTests(Server server)
{
    private static readonly BilingualText Words = new("账本写入", "writing to the journal");

    private static readonly string[] Storages = ["journal", "relational", "folder"];

    [Fact]
    public async Task Detectors_OverRealStorage_AreReadByStaffAndHaveTheirLastMinute()
    {
        var loop = server.Services.GetRequiredService<DetectionLoop>();
        var findings = new ConcurrentQueue<Finding>();
        var plan = DetectionPlan.Empty with
        {
            Detectors =
            [
                .. Storages.Select(Probing),
                Probing("journal") with
                {
                    Id = "full", Probe = new Probe { Kind = ProbeKind.Disk, Target = "data" },
                    Comparison = Comparison.Below, Limit = 101, Unit = "%",
                },
            ],
        };
        loop.Use(plan);
        if (!loop.IsRunning) loop.Start(findings.Enqueue);
        Answer? answer = null;
        await Patience.UntilAsync(
            async () =>
            {
                answer = (await server.GetAsync("/api/v1/ops/detectors", server.Operator)).Is(200);
                // The room puts the plan in force again when another test has approved one.
                if (State(answer, "full") is null) loop.Use(plan);
                return State(answer, "full") == "firing" && Storages.All(id => State(answer, id) == "quiet");
            },
            () => answer!.Body);

        var full = answer!.Json.GetProperty("detectors").EnumerateArray().Single(one => Id(one) == "full");
        Assert.Equal(60, full.GetProperty("recent").GetArrayLength());
        Assert.Equal(101, full.GetProperty("limit").GetDecimal());
        Assert.InRange(full.GetProperty("value").GetDecimal(), 0.001m, 100);
        loop.Use(DetectionPlan.Empty);
    }

    [Fact]
    public async Task Detectors_AreForStaffOnly()
    {
        (await server.GetAsync("/api/v1/ops/detectors")).IsRefused(401, "credentials-missing");
        var till = await server.KeyAsync(Roles.Till, "store-2");
        (await server.GetAsync("/api/v1/ops/detectors", till)).IsRefused(403, "forbidden");
        Assert.NotNull((await server.GetAsync("/api/v1/ops/detectors", server.Operator)).Is(200).Header("ETag"));
    }

    private static string? State(Answer answer, string id) => answer.Json.GetProperty("detectors").EnumerateArray()
        .Where(one => Id(one) == id).Select(one => one.GetProperty("state").GetString()).FirstOrDefault();

    private static string? Id(System.Text.Json.JsonElement one) => one.GetProperty("id").GetString();

    private static Detector Probing(string storage) => new()
    {
        Id = storage,
        Name = Words,
        Effect = Words,
        Risk = "storage-down",
        Kind = DetectorKind.Probe,
        Probe = new Probe { Kind = ProbeKind.Storage, Target = storage, TimeLimitMilliseconds = 5_000 },
        WindowSeconds = 1,
        ForSeconds = 0,
        ClearForSeconds = 0,
        MissingData = MissingData.Keep,
    };
}
