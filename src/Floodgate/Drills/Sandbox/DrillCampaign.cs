using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Sandbox;

/// <summary>The campaign of a drill: open since an hour, with enough for any load a drill may have.</summary>
internal static class DrillCampaign
{
    public const string Id = "drill";
    public const string Batch = "drill-10";
    public const long Stock = 500_000;
    public const string Currency = "CNY";
    public const long FaceCents = 1_000;
    private const int OpenDays = 10;

    /// <summary>More than the longest drill: one that closes sooner is kept open.</summary>
    private static readonly TimeSpan LeftLeast = TimeSpan.FromDays(1);

    /// <summary>What a customer pays: over the voucher's threshold.</summary>
    public const long OrderCents = 5_000;

    public static Task PutAsync(StaffClient staff, DateTimeOffset now, CancellationToken stop)
    {
        var opens = Hour(now.AddHours(-1));
        var closes = Hour(now.AddDays(OpenDays));
        return staff.MustAsync(HttpMethod.Put, $"/api/v1/ops/campaigns/{Id}", new
        {
            name = new { zh = "演练活动", en = "A drill's campaign" },
            mode = "firstCome",
            refundMode = "restore",
            opensAt = opens,
            closesAt = closes,
            perPersonLimit = 1,
            budget = new { amount = Stock * FaceCents, currency = Currency },
            batches = new[]
            {
                new
                {
                    id = Batch,
                    name = new { zh = "演练券", en = "A drill's voucher" },
                    stock = Stock,
                    faceValue = new { amount = FaceCents, currency = Currency },
                    threshold = new { amount = 3_000, currency = Currency },
                    perPersonLimit = 1,
                    validDays = 30,
                },
            },
        }, stop);
    }

    /// <summary>
    /// On a server that runs it may be there from a drill before: it is kept open, also when it has closed since.
    /// </summary>
    /// <exception cref="RushStopped">It is there, and nobody can claim in it.</exception>
    public static async Task EnsureAsync(StaffClient staff, DateTimeOffset now, CancellationToken stop)
    {
        if (await staff.TryGetAsync($"/api/v1/campaigns/{Id}", stop) is not { } known)
        {
            await PutAsync(staff, now, stop);
            return;
        }

        if (known.GetProperty("closesAt").GetDateTimeOffset() - now < LeftLeast)
            known = await ExtendAsync(staff, now, stop);
        var phase = known.GetProperty("phase").GetString();
        if (phase != "open")
            throw new RushStopped(2, $"the campaign '{Id}' there is {phase}: open it again, or drill on a fresh node");
    }

    /// <summary>As it was put, and closes later: of one that was open, times may change by one person's word.</summary>
    private static async Task<JsonElement> ExtendAsync(
        StaffClient staff, DateTimeOffset now, CancellationToken stop)
    {
        var path = $"/api/v1/ops/campaigns/{Id}";
        var next = JsonObject.Create(await staff.MustAsync(HttpMethod.Get, path, content: null, stop))!;
        next["closesAt"] = Hour(now.AddDays(OpenDays));
        await staff.MustAsync(HttpMethod.Put, path, next, stop, ifMatch: "*");
        return await staff.MustAsync(HttpMethod.Get, $"/api/v1/campaigns/{Id}", content: null, stop);
    }

    private static string Hour(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:00:00'Z'", CultureInfo.InvariantCulture);
}
