using System.Collections.Concurrent;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Emergency.Detection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>A moment of a signal; null: nothing was measured.</summary>
internal readonly record struct TrackPoint(DateTimeOffset At, decimal? Value);

/// <summary>One signal of an incident over its time, from a minute before it fired.</summary>
internal sealed record SignalTrack(string Key, List<TrackPoint> Points);

/// <summary>
/// Keeps what the signals of an incident showed: every five seconds while it lasts and five minutes longer, at most so
/// many points a signal (then every second one goes, and the pace halves), in a file an incident beside the spool.
/// </summary>
internal sealed class SignalKeeper(
    ControlRoom room, DetectionLoop detection, string folder, TimeProvider clock, ILogger<SignalKeeper> log)
    : BackgroundService
{
    private const int PointsMax = 720;
    private const int SignalsMax = 50;
    private const int WriteEvery = 6;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeptAfter = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>As far as it was kept; empty: nothing was.</summary>
    public IReadOnlyList<SignalTrack> Of(string incident)
    {
        if (_kept.TryGetValue(incident, out var kept))
            lock (kept) return [.. kept.Tracks.Values.Select(one => one with { Points = [.. one.Points] })];
        return Read(incident);
    }

    /// <summary>One round, for the loop and for tests.</summary>
    public async Task StepAsync()
    {
        var now = clock.GetUtcNow();
        var lasting = await room.ReadAsync(state => state.Incidents.Values
            .Where(one => one.IsLive || now - (one.RestoredAt ?? one.ResolvedAt) <= KeptAfter)
            .ToDictionary(one => one.Id, one => one.Signals.Keys.Take(SignalsMax).ToHashSet(StringComparer.Ordinal)));
        foreach (var (incident, keys) in lasting) Keep(incident, keys, now);
        foreach (var gone in _kept.Keys.Where(one => !lasting.ContainsKey(one)).ToArray())
            if (_kept.TryRemove(gone, out var kept)) Write(gone, kept);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await StepAsync();
                }
                catch (RoomFullException)
                {
                    // A point of a chart is missing; people come first.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping; what was written last is at most half a minute old.
        }
    }

    private void Keep(string incident, HashSet<string> keys, DateTimeOffset now)
    {
        var kept = _kept.GetOrAdd(incident, one => new Kept(Read(one)));
        lock (kept)
        {
            kept.Round++;
            foreach (var (key, value, minute) in detection.Read(keys))
            {
                if (!kept.Tracks.TryGetValue(key, out var track))
                    kept.Tracks[key] = track = new SignalTrack(key, Before(minute, now));
                if (kept.Round % kept.Every == 0) track.Points.Add(new TrackPoint(now, value));
            }

            if (kept.Tracks.Values.Any(track => track.Points.Count > PointsMax)) kept.Thin();
            if (kept.Round % WriteEvery == 0) Write(incident, kept);
        }
    }

    /// <summary>The minute before it was first looked at, at the same pace.</summary>
    private static List<TrackPoint> Before(double[] minute, DateTimeOffset now)
    {
        var points = new List<TrackPoint>();
        for (var i = 0; i < minute.Length; i += (int)Pace.TotalSeconds)
            if (!double.IsNaN(minute[i]))
                points.Add(new TrackPoint(now.AddSeconds(i - minute.Length), Figures.Of(minute[i])));
        return points;
    }

    private List<SignalTrack> Read(string incident)
    {
        try
        {
            var file = PathOf(incident);
            if (!File.Exists(file)) return [];
            return JsonSerializer.Deserialize<List<SignalTrack>>(
                File.ReadAllBytes(file), JsonSerializerOptions.Web) ?? [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            IncidentsLog.WorkFailed(log, "reading the signals of an incident", fault.GetType().Name);
            return [];
        }
    }

    private void Write(string incident, Kept kept)
    {
        try
        {
            lock (kept)
                PrivateFile.Write(PathOf(incident), JsonSerializer.SerializeToUtf8Bytes(
                    kept.Tracks.Values, JsonSerializerOptions.Web));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            IncidentsLog.WorkFailed(log, "keeping the signals of an incident", fault.GetType().Name);
        }
    }

    private string PathOf(string incident) => Path.Combine(folder, "signals", incident + ".json");

    private sealed class Kept(List<SignalTrack> tracks)
    {
        public Dictionary<string, SignalTrack> Tracks { get; } =
            tracks.ToDictionary(track => track.Key, StringComparer.Ordinal);

        public int Round { get; set; }

        public int Every { get; private set; } = 1;

        public void Thin()
        {
            Every *= 2;
            foreach (var track in Tracks.Values)
                for (var i = track.Points.Count - 1; i > 0; i -= 2) track.Points.RemoveAt(i);
        }
    }
}
