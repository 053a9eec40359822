using System.Globalization;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Tests.Emergency.Sinks;
using Microsoft.Data.Sqlite;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The plan, running: real processes, a real full disk, a real mail sink, a real kill.</summary>
public sealed class ControlRoomTests(ITestOutputHelper output)
{
    private const string Campaign = "storage";
    private static readonly string[] Teams = ["tech", "customer-service", "operations"];

    /// <summary>
    /// The storage goes away under the default plan: one incident, the named teams paged by mail, claims paused with a
    /// promised return, the public told, the deputy called on the second; a kill in the middle loses nothing, and when
    /// the storage is back the store has the timeline in order.
    /// </summary>
    [Fact]
    public async Task Storage_WhenItGoesAway_ThePlanRuns()
    {
        using var disk = await SmallDisk.MountAsync(64);
        await using var sink = new SmtpSink();
        await using var host = await HostProcess.StartAsync(new HostSetup
        {
            Data = disk.Path,
            Environment = Mail(sink),
        });
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 1_000, shards: 1);
        using var room = await RoomReader.OpenAsync(host, "storage-down");
        await room.ApproveDefaultPlanAsync(await DefaultPlanAsync());

        disk.Fill();
        var incident = await room.WaitAsync(
            seen =>
            {
                disk.Fill();
                return RoomReader.Facts(seen, "noticePublished").Count > 0
                    && Teams.All(team => Steps(seen, team).Count > 1);
            });
        ThePlanRan(incident);
        await ThePublicIsToldAsync(host);
        Assert.Contains(sink.Mails, mail => mail.To.Contains("tech-lead", StringComparison.Ordinal));

        host.Kill();
        disk.Free();
        await host.StartAgainAsync();
        var after = await room.WaitAsync(seen => RoomReader.Facts(seen, "signalCleared").Count > 0);
        Assert.Equal(RoomReader.IdOf(incident), RoomReader.IdOf(after));
        var before = Entries(incident);
        Assert.Equal(before, Entries(after).Take(before.Count));
        await host.StopAsync();
        TheStoreHasItAll(host.DataDir, Entries(after).Count);
    }

    private void ThePlanRan(JsonElement incident)
    {
        foreach (var team in Teams)
        {
            var started = RoomReader.Facts(incident, "pageStarted")
                .First(one => one.Fact.GetProperty("team").GetString() == team).At;
            var deputy = Steps(incident, team)[1] - started;
            // Never before its second; how long after it is this machine's affair and printed.
            Assert.InRange(deputy.TotalSeconds, 15, Patience.Max.TotalSeconds);
            output.WriteLine($"FIGURE {team}: the deputy called after {deputy.TotalSeconds:N2} s");
        }

        Assert.Contains(RoomReader.Facts(incident, "returnAnnounced"), one =>
            one.Fact.GetProperty("campaign").GetString() == Campaign);
    }

    private static async Task ThePublicIsToldAsync(HostProcess host)
    {
        using var status = JsonDocument.Parse(await host.Client.GetStringAsync("/api/v1/status"));
        var update = status.RootElement.GetProperty("incidents")[0].GetProperty("updates")[0];
        Assert.True(update.GetProperty("returnsAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        using var campaign = JsonDocument.Parse(await host.Client.GetStringAsync($"/api/v1/campaigns/{Campaign}"));
        Assert.Equal("paused", campaign.RootElement.GetProperty("phase").GetString());
    }

    private static void TheStoreHasItAll(string data, int least)
    {
        using var store = new SqliteConnection($"Data Source={Path.Combine(data, "floodgate.db")};Pooling=False");
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = "SELECT Origin, Sequence FROM IncidentEntries ORDER BY Number";
        using var rows = command.ExecuteReader();
        var entries = new List<(string Origin, long Sequence)>();
        while (rows.Read()) entries.Add((rows.GetString(0), rows.GetInt64(1)));
        Assert.True(entries.Count >= least, $"{entries.Count} of {least}");
        // Each life of the server has a name of its own and counts from one; none comes back after the next has begun.
        var lives = entries.Select(entry => entry.Origin).Distinct(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, lives.Length);
        Assert.Equal(
            lives.SelectMany(life => entries.Where(entry => entry.Origin == life)
                .Select((_, place) => (life, (long)place + 1))), entries);
    }

    private static List<DateTimeOffset> Steps(JsonElement incident, string team) =>
    [
        .. RoomReader.Facts(incident, "pageStepped")
            .Where(one => one.Fact.GetProperty("team").GetString() == team).Select(one => one.At),
    ];

    private static List<string> Entries(JsonElement incident) =>
    [
        .. incident.GetProperty("timeline").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("origin").GetString()} {entry.GetProperty("sequence").GetInt64()}"),
    ];

    internal static Dictionary<string, string> Mail(SmtpSink sink) => new(StringComparer.Ordinal)
    {
        ["Floodgate__Notifications__Smtp__Host"] = "127.0.0.1",
        ["Floodgate__Notifications__Smtp__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Floodgate__Notifications__Smtp__From"] = "floodgate@localhost",
    };

    internal static Task<string> DefaultPlanAsync() =>
        File.ReadAllTextAsync(Path.Combine(Repository.Root, "plans", "default.yaml"));
}
