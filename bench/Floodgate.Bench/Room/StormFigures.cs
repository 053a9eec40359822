using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Floodgate.Bench.Room;

/// <param name="PagesAPerson">The most that one person was sent for it.</param>
/// <param name="GrownMiB">Of the process, from a fifth of the alerts to all of them.</param>
internal sealed record StormTimes(int Alerts, double Seconds, int Incidents, int PagesAPerson, double GrownMiB);

/// <summary>E6: alerts from outside as fast as they are taken, every one of them different.</summary>
internal static class StormFigures
{
    private const int AlertsAPost = 100;

    public static async Task<StormTimes> MeasureAsync(string program, string data, string plan, int alerts)
    {
        await using var server = await RoomServer.StartAsync(program, data, plan);
        var (began, early) = (TimeProvider.System.GetTimestamp(), 0.0);
        for (var sent = 0; sent < alerts; sent += AlertsAPost)
        {
            if (sent >= alerts / 5 && early == 0) early = server.ResidentMiB();
            await PostAsync(server, sent);
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        var list = await server.Staff.GetFromJsonAsync<JsonElement>("/api/v1/ops/incidents?state=all");
        var (incidents, pages) = (0, 0);
        foreach (var item in list.GetProperty("items").EnumerateArray())
        {
            var incident = await server.Staff.GetFromJsonAsync<JsonElement>(
                $"/api/v1/ops/incidents/{item.GetProperty("id")}");
            // A detector of the node's own may have something to say beside it; that is another incident.
            if (incident.GetProperty("timeline")[0].GetProperty("actor").GetString() != "alert") continue;
            incidents++;
            pages = Math.Max(pages, RoomServer.Facts(incident, "sendBegun")
                .GroupBy(one => one.Fact.GetProperty("person").GetString())
                .Select(group => group.Count()).DefaultIfEmpty().Max());
        }

        return new StormTimes(alerts, seconds, incidents, pages, server.ResidentMiB() - early);
    }

    private static async Task PostAsync(RoomServer server, int first)
    {
        var alerts = Enumerable.Range(first, AlertsAPost).Select(number => new
        {
            status = "firing",
            labels = new Dictionary<string, string> { ["alertname"] = "Storm", ["instance"] = $"host-{number}" },
            annotations = new Dictionary<string, string> { ["summary"] = $"host {number} is in trouble" },
            startsAt = TimeProvider.System.GetUtcNow(),
            fingerprint = number.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/alerts/bench")
        {
            Content = JsonContent.Create(new
            {
                version = "4",
                groupKey = $"{{}}:{{alertname=\"Storm-{first % 1_000}\"}}",
                status = "firing",
                receiver = "floodgate",
                groupLabels = new { },
                commonLabels = new { },
                commonAnnotations = new { },
                externalURL = "http://localhost",
                truncatedAlerts = 0,
                alerts,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RoomServer.AlertSecret);
        using var answer = await server.Client.SendAsync(request);
        if ((int)answer.StatusCode == 429) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        else if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }
}
