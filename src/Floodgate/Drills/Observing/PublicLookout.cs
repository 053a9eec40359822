using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;

namespace Floodgate.Drills.Observing;

/// <summary>Looks at what everybody may see of one process: the status, its page, and the phase of campaigns.</summary>
internal sealed class PublicLookout(Uri address, string place, DrillLog log) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(3) };
    private int _looks;

    /// <summary>The status as data, and every tenth time the page itself.</summary>
    public async Task StatusAsync(CancellationToken stop)
    {
        if (await GetAsync("/api/v1/status", stop) is not { } status)
        {
            log.See(SightKind.StatusRead, place, good: false);
            return;
        }

        var page = _looks++ % 10 != 0 || await IsPageAsync(stop);
        log.See(SightKind.StatusRead, place, page ? "" : "the page does not open", page);
        foreach (var incident in status.GetProperty("incidents").EnumerateArray())
        {
            var updates = incident.GetProperty("updates");
            if (updates.GetArrayLength() == 0) continue;
            var last = updates[updates.GetArrayLength() - 1];
            var returns = last.TryGetProperty("returnsAt", out var time) ? time.GetString() ?? "" : "";
            log.SeeOnce(SightKind.Notice, place, returns);
        }
    }

    public async Task PhaseAsync(string campaign, CancellationToken stop)
    {
        if (await GetAsync($"/api/v1/campaigns/{Uri.EscapeDataString(campaign)}", stop) is { } seen)
            log.SeeOnce(SightKind.Phase, campaign, seen.GetProperty("phase").GetString() ?? "");
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> IsPageAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri("/status", UriKind.Relative), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (StaffClient.IsNoAnswer(fault, stop))
        {
            return false;
        }
    }

    private async Task<JsonElement?> GetAsync(string path, CancellationToken stop)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), stop);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(stop) : null;
        }
        catch (Exception fault) when (StaffClient.IsNoAnswer(fault, stop))
        {
            return null;
        }
    }
}
