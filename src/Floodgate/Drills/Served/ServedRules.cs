using System.Globalization;
using System.Text.Json;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills.Served;

/// <summary>What may be drilled on a server that runs: nothing that only its owner could put right. Pure.</summary>
internal static class ServedRules
{
    private static readonly InjectKind[] OnlyOfItsOwn =
        [InjectKind.Kill, InjectKind.Start, InjectKind.ChannelDown, InjectKind.ChannelBack];

    private static readonly RollbackStep[] OnlyOfItsOwnRollback =
        [RollbackStep.EndProcesses, RollbackStep.RemoveData, RollbackStep.ChannelsBack];

    /// <summary>A signal that returns this soon after an incident was resolved opens the same one again.</summary>
    private static readonly TimeSpan ReopenWithin = TimeSpan.FromMinutes(15);

    /// <summary>Null: it may; else why not.</summary>
    /// <param name="script">The drill.</param>
    /// <param name="hasAlertSecret">Alerts from outside can be signed.</param>
    public static string? Hinders(DrillScript script, bool hasAlertSecret)
    {
        if (script.Watch) return "it needs a watchdog of its own";
        if (script.Node.Count > 0)
            return $"it sets options of the node ({string.Join(", ", script.Node.Keys)}), which a server that runs has";
        if (script.Injects.FirstOrDefault(one => OnlyOfItsOwn.Contains(one.Kind)) is { } inject)
            return $"'{inject.Id}' is done to processes and channels of its own";
        if (DrillMembers.HasTills(script)) return "it has stores of its own, which a second person approves";
        if (script.Expectations.FirstOrDefault(one =>
            one is { Kind: ExpectationKind.FailedOver, ShadowOnly: false }) is { } expected)
            return $"'{expected.Id}' is seen in sinks of its own";
        return script.Injects.Any(one => one.Kind == InjectKind.Alert) && !hasAlertSecret
            ? "it sends an alert: FLOODGATE_SECRET_ALERTS_ALERTMANAGER must be what the server has" : null;
    }

    /// <summary>Null: this incident of before is none of the drill's business; else why it hinders.</summary>
    /// <param name="incident">As the server lists it.</param>
    /// <param name="now">When the drill would begin.</param>
    public static string? Hinders(JsonElement incident, DateTimeOffset now)
    {
        var id = incident.GetProperty("id").GetString();
        var phase = incident.GetProperty("phase").GetString();
        if (phase is "Open" or "Acknowledged") return $"the incident {id} is open there: end it first";
        if (phase == "Closed" || !incident.TryGetProperty("resolvedAt", out var time)
            || time.ValueKind == JsonValueKind.Null) return null;
        var until = time.GetDateTimeOffset() + ReopenWithin;
        return now > until ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"the incident {id} was resolved less than {ReopenWithin.TotalMinutes:0} minutes ago there, and the "
                + $"drill's signal would open it again: close it, or wait until {until.UtcDateTime:HH:mm:ss} UTC");
    }

    /// <summary>The script's, without what is not ours to end, and then the drill's incidents.</summary>
    public static IReadOnlyList<RollbackStep> RollbackOf(DrillScript script) =>
    [
        .. script.Rollback.Except(OnlyOfItsOwnRollback).Except([RollbackStep.EndIncidents]),
        RollbackStep.EndIncidents,
    ];
}
