using System.Net.Http.Headers;
using System.Net.Http.Json;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Acting;

/// <summary>Does to the drill's ground what the script says, and puts it right again.</summary>
internal sealed class Injector(
    DrillOrder order, IDrillGround ground, DrillLog log, DrillsOptions options, TimeProvider clock) : IAsyncDisposable
{
    private const string AlertName = "DrillCritical";
    private readonly List<IDrillLoad> _loads = [];
    private readonly Lock _gate = new();
    private FaultLease? _storage, _cluster;
    private DateTimeOffset _alertSince;

    public IReadOnlyList<IDrillLoad> Loads
    {
        get
        {
            lock (_gate) return [.. _loads];
        }
    }

    /// <summary>Carries out one inject; written down with the moment it began to act.</summary>
    public async Task ActAsync(Inject inject, CancellationToken stop)
    {
        if (inject.Kind is InjectKind.Rush or InjectKind.Claims or InjectKind.ForgedClaims
            or InjectKind.Redemptions)
        {
            var load = Load(inject);
            lock (_gate) _loads.Add(load);
            await load.BiteAsync(stop);
            log.See(SightKind.Inject, inject.Id);
            return;
        }

        // From before it is done: what follows is measured longer, never shorter, than it was.
        var at = log.Now;
        if (inject.Kind == InjectKind.Start)
        {
            await ground.StartServerAsync(stop);
            at = log.Now;
        }
        else
        {
            await DoAsync(inject, stop);
        }

        log.Add(new Sighting(at, SightKind.Inject, inject.Id));
    }

    /// <summary>Puts one thing right; true if it is.</summary>
    public async Task<bool> RollBackAsync(RollbackStep step, CancellationToken stop)
    {
        switch (step)
        {
            case RollbackStep.StopLoad:
                foreach (var load in Loads) load.Stop();
                return true;
            case RollbackStep.StorageBack:
                await EndLeaseAsync(ref _storage);
                // A server of ours that does not run has no fault either: it begins without one.
                return (ground.IsShadow && ground.ServerProcess == 0)
                    || await FaultLease.ClearStorageAsync(ground.Staff, stop);
            case RollbackStep.ClusterBack:
                await EndLeaseAsync(ref _cluster);
                return (ground.IsShadow && ground.ServerProcess == 0)
                    || await FaultLease.ClearClusterAsync(ground.Staff, stop);
            default:
                return await ground.RollBackAsync(step, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndLeaseAsync(ref _storage);
        await EndLeaseAsync(ref _cluster);
        foreach (var load in Loads) load.Dispose();
    }

    private IDrillLoad Load(Inject inject) => inject.Kind switch
    {
        InjectKind.Rush => new RushLoad(order, inject, ground.Url, ground.Key, log, clock),
        InjectKind.Redemptions => new RedeemLoad(inject, ground, log, options, clock, order.Seed),
        _ => new ClaimLoad(inject, ground.Url, ground.Staff, log, options, clock, order.Seed),
    };

    private async Task DoAsync(Inject inject, CancellationToken stop)
    {
        switch (inject.Kind)
        {
            case InjectKind.StorageFails or InjectKind.StorageSlow:
                await EndLeaseAsync(ref _storage);
                _storage = await FaultLease.OfStorageAsync(
                    ground.Staff, inject.DelayMilliseconds, options, clock, stop);
                break;
            case InjectKind.StorageBack:
                await EndLeaseAsync(ref _storage);
                await FaultLease.ClearStorageAsync(ground.Staff, stop);
                break;
            case InjectKind.NodeLost or InjectKind.NetworkSplit or InjectKind.DatabaseLost:
                await EndLeaseAsync(ref _cluster);
                _cluster = await FaultLease.OfClusterAsync(
                    ground.Staff, DocumentShape.Word(inject.Kind.ToString()), options, clock, stop);
                break;
            case InjectKind.ClusterBack:
                await EndLeaseAsync(ref _cluster);
                await FaultLease.ClearClusterAsync(ground.Staff, stop);
                break;
            case InjectKind.Kill:
                await ground.KillServerAsync();
                break;
            case InjectKind.ChannelDown or InjectKind.ChannelBack:
                ground.SetChannel(inject.Channel!.Value, down: inject.Kind == InjectKind.ChannelDown);
                break;
            case InjectKind.TakeStep or InjectKind.UndoStep or InjectKind.SetCause:
                await StepAsync(inject, stop);
                break;
            case InjectKind.StoreSuspended or InjectKind.StoreReinstated:
                await DrillStores.StandAsync(
                    ground.Staff, ground.Tills[^1].Store, inject.Kind == InjectKind.StoreSuspended, stop);
                break;
            case InjectKind.OfflineTwice:
                await new OfflineTwice(ground, log, options, clock)
                    .HandInAsync($"{order.Seed:x}-twice", inject.Number!.Value, stop);
                break;
            case InjectKind.Alert:
                _alertSince = clock.GetUtcNow();
                await AlertAsync("firing", stop);
                break;
            case InjectKind.AlertOver:
                await AlertAsync("resolved", stop);
                break;
            case InjectKind.Calls:
                for (var i = 0; i < inject.Number; i++)
                    await ground.Staff.MustAsync(
                        HttpMethod.Post, "/api/v1/ops/desk/tallies",
                        new { reason = "cannot-claim", campaign = DrillCampaign.Id }, stop);
                break;
            case InjectKind.Declare:
                await ground.Staff.MustAsync(
                    HttpMethod.Post, "/api/v1/ops/incidents", Declaration(inject), stop);
                break;
            default:
                throw new InvalidOperationException($"{inject.Kind} is not known here");
        }
    }

    /// <summary>What a person does in the room: takes a step, has one undone, or names the cause.</summary>
    private async Task StepAsync(Inject inject, CancellationToken stop)
    {
        var live = await ground.Staff.MustAsync(HttpMethod.Get, "/api/v1/ops/incidents", content: null, stop);
        var incident = live.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)
            .FirstOrDefault(id => !ground.Before.Contains(id))
            ?? throw new Targets.RushStopped(3, $"{inject.Id}: no incident is open");
        object asked = inject.Kind switch
        {
            InjectKind.TakeStep => new { order = "takeStep", step = inject.Step, text = inject.Title.En },
            InjectKind.UndoStep => new { order = "undoStep", step = inject.Step },
            _ => new { order = "setCause", cause = inject.Cause },
        };
        await ground.Staff.MustAsync(HttpMethod.Post, $"/api/v1/ops/incidents/{incident}/orders", asked, stop);
    }

    private static Dictionary<string, object> Declaration(Inject inject)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["risk"] = inject.Risk!,
            ["campaigns"] = new[] { DrillCampaign.Id },
            ["text"] = inject.Title.Zh + " / " + inject.Title.En,
        };
        if (inject.Level is { } level) body["level"] = level;
        return body;
    }

    /// <summary>As Prometheus' Alertmanager sends it, version 4, with the source's secret.</summary>
    private async Task AlertAsync(string status, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = ground.Url, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ground.AlertSecret);
        var labels = new { alertname = AlertName, severity = "critical" };
        var alert = new
        {
            status,
            labels,
            annotations = new { summary = "drill: claims fail since the new version" },
            startsAt = _alertSince,
            fingerprint = "d811d811d811d811",
        };
        using var answer = await client.PostAsJsonAsync("/api/v1/intake/alerts/alertmanager", new
        {
            version = "4",
            groupKey = $"{{}}:{{alertname=\"{AlertName}\"}}",
            status,
            receiver = "floodgate",
            groupLabels = labels,
            commonLabels = labels,
            truncatedAlerts = 0,
            alerts = new[] { alert },
        }, stop);
        if (!answer.IsSuccessStatusCode)
            throw new Targets.RushStopped(3, $"the alert was refused: {(int)answer.StatusCode}");
    }

    private static ValueTask EndLeaseAsync(ref FaultLease? lease) =>
        Interlocked.Exchange(ref lease, null)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
