using System.Text.Json;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;

namespace Floodgate.Drills.Observing;

/// <summary>Watches the control room over the API: incidents, acknowledgements, steps, every timeline entry.</summary>
/// <param name="ground">The system that is watched.</param>
/// <param name="log">Where what is seen is written.</param>
/// <param name="options">Limits.</param>
/// <param name="clock">Of the waiting.</param>
internal sealed class RoomLookout(IDrillGround ground, DrillLog log, DrillsOptions options, TimeProvider clock)
{
    private readonly StaffClient staff = ground.Staff;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<(string Origin, long Sequence)>> _entries =
        new(StringComparer.Ordinal);

    /// <summary>One look; a server that does not answer shows nothing.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        foreach (var id in await IdsAsync(stop))
        {
            if (await staff.TryGetAsync($"/api/v1/ops/incidents/{id}", stop) is not { } incident) continue;
            Remember(id, incident);
            Tell(id, incident);
        }
    }

    /// <summary>
    /// In the end: everything ever seen is still there, in order, without a gap, and in the store as well.
    /// </summary>
    public async Task JudgeTimelinesAsync(CancellationToken stop)
    {
        var origins = new Dictionary<string, SortedSet<long>>(StringComparer.Ordinal);
        foreach (var id in await IdsAsync(stop))
        {
            if (await staff.TryGetAsync($"/api/v1/ops/incidents/{id}", stop) is not { } incident)
            {
                log.See(SightKind.Timeline, id, "the timeline cannot be read", good: false);
                continue;
            }

            var entries = EntriesOf(incident);
            foreach (var (origin, sequence) in entries)
            {
                if (!origins.TryGetValue(origin, out var of)) origins[origin] = of = [];
                of.Add(sequence);
            }

            await JudgeAsync(id, entries, stop);
        }

        // A server that ran before has entries of other days; what the drill added must follow without a gap.
        foreach (var (origin, sequences) in origins)
            log.See(
                SightKind.Timeline, Short(origin),
                $"{sequences.Count} entries of {sequences.Min} to {sequences.Max}",
                (sequences.Min == 1 || !ground.IsShadow)
                    && sequences.Max - sequences.Min + 1 == sequences.Count);
    }

    private async Task JudgeAsync(
        string id, IReadOnlyList<(string Origin, long Sequence)> entries, CancellationToken stop)
    {
        HashSet<(string, long)> before;
        lock (_gate) before = _entries.TryGetValue(id, out var seen) ? [.. seen] : [];
        var lost = before.Except(entries).Count();
        var inOrder = entries.GroupBy(one => one.Origin)
            .All(of => of.Zip(of.Skip(1)).All(pair => pair.First.Sequence < pair.Second.Sequence));
        var stored = await StoredAsync(id, entries, stop);
        log.See(
            SightKind.Timeline, id,
            $"{entries.Count} entries, {lost} lost, {(inOrder ? "in order" : "OUT OF ORDER")}, {stored} in the store",
            lost == 0 && inOrder && stored >= entries.Count);
    }

    /// <summary>How many of the entries the store has, as soon as it has them all or its time is over.</summary>
    private async Task<int> StoredAsync(
        string id, IReadOnlyList<(string Origin, long Sequence)> entries, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var count = 0;
        while (true)
        {
            if (await staff.TryGetAsync($"/api/v1/ops/drills/timelines/{id}", stop) is { } stored)
            {
                var there = Pairs(stored.GetProperty("entries"));
                count = entries.Count(there.Contains);
            }

            if (count == entries.Count || clock.GetElapsedTime(began).TotalSeconds > options.CatchUpSecondsMax)
                return count;
            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, stop);
        }
    }

    private async Task<string[]> IdsAsync(CancellationToken stop) =>
        await staff.TryGetAsync("/api/v1/ops/incidents?state=all", stop) is { } list
            ? [.. list.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)
                .Where(id => !ground.Before.Contains(id))]
            : [];

    private void Remember(string id, JsonElement incident)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(id, out var known)) _entries[id] = known = [];
            known.UnionWith(EntriesOf(incident));
        }
    }

    private void Tell(string id, JsonElement incident)
    {
        var risk = incident.GetProperty("incident").TryGetProperty("risk", out var named) ? named.GetString()! : "";
        log.SeeOnce(SightKind.Incident, id, risk);
        foreach (var person in incident.GetProperty("acknowledgedBy").EnumerateObject())
            log.SeeOnce(SightKind.Acknowledged, person.Name, "room");
        foreach (var step in incident.GetProperty("steps").EnumerateArray()) Tell(step);
        // On a ground of its own the sinks have seen each page; else the server's word is taken for it.
        if (!ground.IsShadow) TimelinePages.Tell(log, incident);
        var signals = incident.GetProperty("signals").EnumerateArray().ToArray();
        if (signals.Length == 0) return;
        var firing = string.Join(", ", signals.Where(one => one.GetProperty("firing").GetBoolean())
            .Select(one => one.GetProperty("detector").GetString()).Distinct().Order(StringComparer.Ordinal));
        log.SeeOnce(SightKind.Firing, risk, firing);
    }

    private void Tell(JsonElement step)
    {
        var id = step.GetProperty("id").GetString()!;
        if (step.TryGetProperty("result", out var said) && said.GetString() is { Length: > 0 } words)
            log.SeeOnce(SightKind.StepResult, id, words);
        log.SeeOnce(SightKind.Step, id, step.GetProperty("phase").GetString() ?? "");
    }

    private static (string Origin, long Sequence)[] EntriesOf(JsonElement incident) =>
    [
        .. incident.GetProperty("timeline").EnumerateArray().Select(one =>
            (one.GetProperty("origin").GetString()!, one.GetProperty("sequence").GetInt64())),
    ];

    private static HashSet<(string Origin, long Sequence)> Pairs(JsonElement entries) =>
    [
        .. entries.EnumerateArray().Select(one =>
            (one.GetProperty("origin").GetString()!, one.GetProperty("sequence").GetInt64())),
    ];

    private static string Short(string origin) => origin.Length <= 24 ? origin : origin[..24];
}
