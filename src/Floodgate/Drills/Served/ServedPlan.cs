using System.Globalization;
using System.Net.Http.Headers;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Served;

/// <summary>The plan in force on a server that runs: the drill runs under it and no other.</summary>
internal static class ServedPlan
{
    /// <exception cref="RushStopped">It cannot be had.</exception>
    public static async Task<SandboxPlan> ReadAsync(RunningServer server, CancellationToken stop)
    {
        using var staff = new StaffClient(server.Url, server.Key);
        var current = await staff.MustAsync(HttpMethod.Get, "/api/v1/ops/plans/current", content: null, stop);
        var (plan, version) = (
            current.GetProperty("plan").GetString()!, current.GetProperty("version").GetInt32());
        var path = string.Create(
            CultureInfo.InvariantCulture, $"/api/v1/ops/plans/{Uri.EscapeDataString(plan)}/versions/{version}/text");
        using var client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        try
        {
            var text = await client.GetStringAsync(new Uri(path, UriKind.Relative), stop);
            return SandboxPlan.Read(text, $"{plan}.yaml");
        }
        catch (Exception fault) when (StaffClient.IsNoAnswer(fault, stop))
        {
            throw new RushStopped(3, $"{path}: {fault.Message}");
        }
    }
}
