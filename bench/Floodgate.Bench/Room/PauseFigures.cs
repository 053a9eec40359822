using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Floodgate.Bench.Load;

namespace Floodgate.Bench.Room;

/// <param name="SendSeconds">E2: from the incident to the first message taken for every team of its level.</param>
/// <param name="PauseSeconds">E4: from the plan's pause to the last voucher issued; 0: none was issued later.</param>
/// <param name="NoticeSeconds">E5: from the incident to the notice on the public page, by itself.</param>
internal sealed record PauseTimes(double SendSeconds, double PauseSeconds, double NoticeSeconds, int Issued);

/// <summary>An incident of level I under a crowd that claims: what the plan does, and how soon.</summary>
internal static class PauseFigures
{
    private const string Campaign = "bench";
    private const int Crowd = 8;
    private const int PassesMax = 100_000;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan NoticeMax = TimeSpan.FromSeconds(90);

    public static async Task<PauseTimes> MeasureAsync(string program, string data, string plan, string campaign)
    {
        await using var server = await RoomServer.StartAsync(program, data, plan);
        await server.ApplyAsync(Campaign, await File.ReadAllTextAsync(campaign));
        var passes = new Stack<string>(PassMint.Mint(data, Campaign, PassesMax));
        using var stop = new CancellationTokenSource();
        var claiming = Enumerable.Range(0, Crowd).Select(_ => ClaimAsync(server, passes, stop.Token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        using var declared = await server.Staff.PostAsJsonAsync(
            "/api/v1/ops/incidents", new { risk = "storage-down", text = "bench" });
        declared.EnsureSuccessStatusCode();
        var seen = await PublicAsync(server);
        await stop.CancelAsync();
        var issued = (await Task.WhenAll(claiming)).SelectMany(times => times).ToArray();
        var incident = (await server.OnlyAsync())!.Value;
        var opened = RoomServer.Facts(incident, "opened").First().At;
        var paused = RoomServer.Facts(incident, "stepBegun")
            .First(one => one.Fact.GetProperty("action").GetString() == "pause").At;
        return new PauseTimes(
            Sends(incident, opened), Math.Max(0, (issued.Max() - paused).TotalSeconds),
            (seen - opened).TotalSeconds, issued.Length);
    }

    private static double Sends(JsonElement incident, DateTimeOffset opened)
    {
        var begun = RoomServer.Facts(incident, "sendBegun")
            .ToDictionary(one => one.Fact.GetProperty("message").GetString()!, one =>
                one.Fact.GetProperty("team").GetString()!);
        var taken = RoomServer.Facts(incident, "sendEnded").Where(one => !one.Fact.TryGetProperty("fault", out _))
            .GroupBy(one => begun[one.Fact.GetProperty("message").GetString()!])
            .ToDictionary(team => team.Key, team => team.Min(one => one.At));
        var teams = RoomServer.Facts(incident, "pageStarted").Select(one => one.Fact.GetProperty("team").GetString()!);
        return teams.Max(team => taken.TryGetValue(team, out var at)
            ? (at - opened).TotalSeconds : double.PositiveInfinity);
    }

    private static async Task<DateTimeOffset> PublicAsync(RoomServer server)
    {
        var until = TimeProvider.System.GetUtcNow() + NoticeMax;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var status = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/status");
            var told = status.GetProperty("incidents").EnumerateArray()
                .Any(one => one.GetProperty("updates").GetArrayLength() > 0);
            if (told) return TimeProvider.System.GetUtcNow();
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        throw new TimeoutException("no notice became public");
    }

    /// <summary>Claims one after the other; when each voucher was issued, by the book's own clock.</summary>
    private static async Task<List<DateTimeOffset>> ClaimAsync(
        RoomServer server, Stack<string> passes, CancellationToken stop)
    {
        var issued = new List<DateTimeOffset>();
        while (!stop.IsCancellationRequested)
        {
            string? pass;
            lock (passes)
                if (!passes.TryPop(out pass)) break;
            using var request = new HttpRequestMessage(
                HttpMethod.Post, $"/api/v1/campaigns/{Campaign}/batches/open/claims")
            {
                Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pass);
            request.Headers.Add("Idempotency-Key", "bench");
            using var answer = await server.Client.SendAsync(request, CancellationToken.None);
            // Paused: whoever comes now looks again a little later, as a page does.
            if ((int)answer.StatusCode == 409) await Task.Delay(Again, TimeProvider.System, CancellationToken.None);
            if ((int)answer.StatusCode != 201) continue;
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
            issued.Add(body.GetProperty("claimedAt").GetDateTimeOffset());
        }

        return issued;
    }
}
