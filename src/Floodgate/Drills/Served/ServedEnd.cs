using System.Text.Json;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Served;

/// <summary>
/// Leaves a server that runs as it was found: campaigns that the drill's incidents paused are opened again, then the
/// incidents are resolved, which takes back what else the plan changed. What needs two people there is asked for, and
/// approved by the second of them where we have their key; else it waits for somebody who may.
/// </summary>
internal sealed class ServedEnd(StaffClient staff, StaffClient? second, DrillsOptions options, TimeProvider clock)
{
    private const string Why = "演练结束 / the drill is over";
    private const int QuietLooks = 5;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>True: no incident of the drill is open any more.</summary>
    /// <remarks>None was open when it began.</remarks>
    public async Task<bool> EndAsync(CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        for (var quiet = 0; ;)
        {
            var open = await OpenAsync(stop);
            // A signal on its way may open the same incident once more: it must stay quiet for some looks.
            quiet = open is { Length: 0 } ? quiet + 1 : 0;
            if (quiet == QuietLooks) return true;
            foreach (var incident in open ?? []) await EndAsync(incident, stop);
            if (clock.GetElapsedTime(began).TotalSeconds > options.EndIncidentsSecondsMax) return false;
            await Task.Delay(Again, clock, stop);
        }
    }

    /// <summary>One try: what is still under way there refuses it, and it is tried again.</summary>
    private async Task EndAsync(string incident, CancellationToken stop)
    {
        var room = await staff.TryGetAsync($"/api/v1/ops/incidents/{incident}", stop);
        if (room is not { } view) return;
        foreach (var returns in view.GetProperty("returns").EnumerateArray())
        {
            var campaign = Uri.EscapeDataString(returns.GetProperty("campaign").GetString()!);
            // Of the whole campaign, as the incident paused it: a person's pause of a batch, region or merchant stays.
            var said = await TryAsync(
                staff, $"/api/v1/ops/campaigns/{campaign}/resume", new { reason = Why, scope = "campaign" }, stop);
            if (said is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("proposedBy", out _))
                _asked.Add(answer.GetProperty("id").GetString()!);
        }

        if (second is not null)
        {
            foreach (var approval in _asked.ToArray())
            {
                var path = $"/api/v1/ops/approvals/{Uri.EscapeDataString(approval)}/approve";
                if (await TryAsync(second, path, new { note = Why }, stop) is not null) _asked.Remove(approval);
            }
        }

        await TryAsync(
            staff, $"/api/v1/ops/incidents/{incident}/orders", new { order = "resolve", summary = Why }, stop);
    }

    /// <summary>Null: refused or not reached, and whoever asks looks at what stands.</summary>
    private static async Task<JsonElement?> TryAsync(
        StaffClient who, string path, object body, CancellationToken stop)
    {
        try
        {
            return await who.MustAsync(HttpMethod.Post, path, body, stop);
        }
        catch (RushStopped)
        {
            return null;
        }
    }

    /// <summary>Null: it does not answer.</summary>
    private async Task<string[]?> OpenAsync(CancellationToken stop) =>
        await staff.TryGetAsync("/api/v1/ops/incidents", stop) is { } list
            ? [.. list.GetProperty("items").EnumerateArray().Select(Id)]
            : null;

    private static string Id(JsonElement incident) => incident.GetProperty("id").GetString()!;
}
