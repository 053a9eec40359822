using System.Text.Json;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Served;

/// <summary>
/// A server that runs and was started for drills. It is asked first whether it may be drilled: it says that it is for
/// drills, no fault acts, no incident is open or would be opened again. Its people are called for real, and nothing of
/// it is ended here.
/// </summary>
internal sealed class ServedGround : IDrillGround
{
    private readonly RunningServer _server;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;
    private readonly StaffClient? _second;
    private readonly HashSet<string> _before = new(StringComparer.Ordinal);

    private ServedGround(RunningServer server, DrillsOptions options, TimeProvider clock)
    {
        (_server, _options, _clock) = (server, options, clock);
        Staff = new StaffClient(server.Url, server.Key);
        _second = server.SecondKey is { } key ? new StaffClient(server.Url, key) : null;
    }

    public Uri Url => _server.Url;

    public Uri? WatchUrl => null;

    public StaffClient Staff { get; }

    public string Key => _server.Key;

    public string PlanVersion { get; private set; } = "";

    public string? AlertSecret => _server.AlertSecret;

    public int ServerProcess => 0;

    public bool IsShadow => false;

    public IReadOnlySet<string> Before => _before;

    /// <exception cref="RushStopped">It must not be drilled; nothing was done to it.</exception>
    public static async Task<ServedGround> OpenAsync(
        DrillOrder order, DrillsOptions options, TimeProvider clock, CancellationToken stop)
    {
        var server = order.Server!;
        if (ServedRules.Hinders(order.Script, server.AlertSecret is not null) is { } why)
            throw new RushStopped(2, $"the drill '{order.Script.Id}' cannot be run on a server that runs: {why}");
        var ground = new ServedGround(server, options, clock);
        try
        {
            await ground.AskAsync(stop);
            await DrillCampaign.EnsureAsync(ground.Staff, clock.GetUtcNow(), stop);
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyList<DrillTill> Tills => [];

    public Task StartServerAsync(CancellationToken stop) => throw NotOurs();

    public Task KillServerAsync() => throw NotOurs();

    public void SetChannel(DrillChannel channel, bool down) => throw NotOurs();

    public async Task<bool> RollBackAsync(RollbackStep step, CancellationToken stop) =>
        step != RollbackStep.EndIncidents
        || await new ServedEnd(Staff, _second, _options, _clock).EndAsync(stop);

    public ValueTask DisposeAsync()
    {
        _second?.Dispose();
        Staff.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AskAsync(CancellationToken stop)
    {
        var status = await Staff.MustAsync(HttpMethod.Get, "/api/v1/status", content: null, stop);
        if (!status.TryGetProperty("drill", out var drill) || !drill.GetBoolean())
            throw new RushStopped(2, $"{Url} does not say that it is for drills: start it with 'serve --drill'");
        var fault = await Staff.MustAsync(
            HttpMethod.Get, "/api/v1/ops/drills/faults/storage", content: null, stop);
        if (fault.GetProperty("active").GetBoolean())
            throw new RushStopped(2, "a storage fault acts there already: another drill runs");
        foreach (var incident in await IncidentsAsync(stop))
        {
            if (ServedRules.Hinders(incident, _clock.GetUtcNow()) is { } why) throw new RushStopped(2, why);
            _before.Add(incident.GetProperty("id").GetString()!);
        }

        var plan = await Staff.MustAsync(HttpMethod.Get, "/api/v1/ops/plans/current", content: null, stop);
        if (!plan.GetProperty("approved").GetBoolean())
            throw new RushStopped(2, "no second person has approved the plan there: nothing of it would run");
        PlanVersion = $"{plan.GetProperty("plan").GetString()} {plan.GetProperty("hash").GetString()}";
    }

    private async Task<JsonElement[]> IncidentsAsync(CancellationToken stop) =>
    [
        .. (await Staff.MustAsync(HttpMethod.Get, "/api/v1/ops/incidents?state=all", content: null, stop))
            .GetProperty("items").EnumerateArray(),
    ];

    private static InvalidOperationException NotOurs() => new("this is not ours: the rules should have said so");
}
