using System.Text.Json;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Served;

/// <summary>
/// Leaves a server that runs as it was found: campaigns that the drill's incidents paused are opened again, then the
/// incidents are resolved, which takes back what else the plan changed.
/// </summary>
internal static class ServedEnd
{
    private const string Why = "演练结束 / the drill is over";
    private const int QuietLooks = 5;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>True: no incident of the drill is open any more.</summary>
    public static async Task<bool> EndAsync(
        StaffClient staff, IReadOnlySet<string> before, DrillsOptions options, TimeProvider clock,
        CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        for (var quiet = 0; ;)
        {
            var open = await OpenAsync(staff, before, stop);
            // A signal on its way may open the same incident once more: it must stay quiet for some looks.
            quiet = open is { Length: 0 } ? quiet + 1 : 0;
            if (quiet == QuietLooks) return true;
            foreach (var incident in open ?? []) await EndAsync(staff, incident, stop);
            if (clock.GetElapsedTime(began).TotalSeconds > options.EndIncidentsSecondsMax) return false;
            await Task.Delay(Again, clock, stop);
        }
    }

    /// <summary>One try: what is still under way there refuses it, and it is tried again.</summary>
    private static async Task EndAsync(StaffClient staff, string incident, CancellationToken stop)
    {
        var room = await staff.TryGetAsync($"/api/v1/ops/incidents/{incident}", stop);
        if (room is not { } view) return;
        foreach (var returns in view.GetProperty("returns").EnumerateArray())
        {
            var campaign = Uri.EscapeDataString(returns.GetProperty("campaign").GetString()!);
            await TryAsync(staff, $"/api/v1/ops/campaigns/{campaign}/resume", new { reason = Why }, stop);
        }

        await TryAsync(
            staff, $"/api/v1/ops/incidents/{incident}/orders", new { order = "resolve", summary = Why }, stop);
    }

    private static async Task TryAsync(StaffClient staff, string path, object body, CancellationToken stop)
    {
        try
        {
            await staff.MustAsync(HttpMethod.Post, path, body, stop);
        }
        catch (RushStopped)
        {
            // Refused or not reached: whoever asks looks at what stands.
        }
    }

    /// <summary>Null: it does not answer.</summary>
    private static async Task<string[]?> OpenAsync(
        StaffClient staff, IReadOnlySet<string> before, CancellationToken stop) =>
        await staff.TryGetAsync("/api/v1/ops/incidents", stop) is { } list
            ? [.. list.GetProperty("items").EnumerateArray().Select(Id).Where(id => !before.Contains(id))]
            : null;

    private static string Id(JsonElement incident) => incident.GetProperty("id").GetString()!;
}
