using System.Globalization;
using System.Text.Json;
using Floodgate.Access;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The changes of levers that stand now, in a small file beside the room's spool: a restart takes none of them back and
/// makes none twice. A lever's value is its base times the percents of the changes that stand, within its bounds.
/// </summary>
internal sealed class Standing
{
    private const string Name = "levers.json";
    private const int ChangesMax = 200;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lever> _levers;
    private readonly string _file;
    private readonly ILogger _log;
    private List<LeverChange> _changes = [];

    public Standing(string folder, IEnumerable<Lever> levers, ILogger<Standing> log)
    {
        _levers = levers.ToDictionary(lever => lever.Name, StringComparer.Ordinal);
        (_file, _log) = (Path.Combine(folder, Name), log);
        _changes = Read();
        foreach (var lever in _levers.Values) Apply(lever);
    }

    public IReadOnlyList<LeverChange> All
    {
        get
        {
            lock (_gate) return [.. _changes];
        }
    }

    /// <summary>Told when a change was made or taken back here; it must only start things.</summary>
    public Action? Changed { get; set; }

    /// <summary>
    /// Stands as the leading node has it: what it has not is taken back here.
    /// </summary>
    public void Follow(IReadOnlyList<LeverChange> changes)
    {
        lock (_gate)
        {
            LeverChange[] known = [.. changes.Where(one => _levers.ContainsKey(one.Lever)).Take(ChangesMax)];
            if (_changes.SequenceEqual(known)) return;
            var before = _changes.DistinctBy(one => one.Lever).ToDictionary(one => one.Lever, StringComparer.Ordinal);
            _changes = [.. known];
            Keep();
            foreach (var lever in _levers.Values) Apply(lever, before.GetValueOrDefault(lever.Name));
        }
    }

    /// <summary>There are more or fewer nodes: what they share is shared anew.</summary>
    public void Renew()
    {
        lock (_gate)
            foreach (var lever in _levers.Values) Apply(lever);
    }

    public Lever? Find(string name) => _levers.GetValueOrDefault(name);

    /// <summary>Whether this run's change was made already, before a crash.</summary>
    public bool Has(string run, string lever)
    {
        lock (_gate) return _changes.Exists(one => one.Run == run && one.Lever == lever);
    }

    /// <summary>Makes a change stand; a run makes it once. The answer is the lever's value before and after.</summary>
    /// <exception cref="ActionFailedException">Too many stand already.</exception>
    public (long? Before, long? After) Make(LeverChange change)
    {
        lock (_gate)
        {
            var lever = _levers[change.Lever];
            var before = lever.Now();
            if (_changes.Exists(one => one.Run == change.Run && one.Lever == change.Lever)) return (before, before);
            if (_changes.Count >= ChangesMax) throw new ActionFailedException("too many changes stand already");
            var first = _changes.Find(one => one.Lever == change.Lever);
            _changes.Add(first is null ? change : change with { Base = first.Base, HadLimit = first.HadLimit });
            Keep();
            Apply(lever);
            Changed?.Invoke();
            return (before, lever.Now());
        }
    }

    /// <summary>Takes back what a step of an incident did; null: all of the incident's. Answers in words.</summary>
    public IReadOnlyList<string> TakeBack(string incident, string? step)
    {
        lock (_gate)
        {
            var gone = _changes.Where(one => one.Incident == incident && (step is null || one.Step == step)).ToArray();
            if (gone.Length == 0) return [];
            // A lever without a change has no base any more: what it was stands in the change that goes last.
            var bases = gone.DistinctBy(one => one.Lever).ToArray();
            var before = bases.ToDictionary(one => one.Lever, one => _levers[one.Lever].Now(), StringComparer.Ordinal);
            _changes = [.. _changes.Except(gone)];
            Keep();
            foreach (var one in bases) Apply(_levers[one.Lever], one);
            Changed?.Invoke();
            return
            [
                .. bases.Select(one => $"{one.Lever} {Text(before[one.Lever])} -> {Text(_levers[one.Lever].Now())}"),
            ];
        }
    }

    public static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "no limit";

    private void Apply(Lever lever, LeverChange? gone = null)
    {
        var changes = _changes.Where(one => one.Lever == lever.Name).ToArray();
        if (changes.Length == 0)
        {
            if (gone is not null) lever.Set(gone.HadLimit ? gone.Base : null);
            return;
        }

        var value = changes.Aggregate((decimal)changes[0].Base, (sum, one) => sum * one.Percent / 100m);
        lever.Set((long)Math.Clamp(Math.Round(value), lever.Min, lever.Max));
    }

    private List<LeverChange> Read()
    {
        try
        {
            if (!File.Exists(_file)) return [];
            var read = JsonSerializer.Deserialize<List<LeverChange>>(
                File.ReadAllBytes(_file), JsonSerializerOptions.Web);
            return [.. (read ?? []).Where(one => _levers.ContainsKey(one.Lever)).Take(ChangesMax)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            IncidentsLog.WorkFailed(_log, "reading the levers that stood", fault.Message);
            return [];
        }
    }

    /// <summary>A disk that refuses must not keep a lever from being set: what stands is then in memory only.</summary>
    private void Keep()
    {
        try
        {
            PrivateFile.Write(_file, JsonSerializer.SerializeToUtf8Bytes(_changes, JsonSerializerOptions.Web));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            IncidentsLog.WorkFailed(_log, "keeping the levers that stand", fault.Message);
        }
    }
}
