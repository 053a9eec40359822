using System.Text.Json;
using Floodgate.Access;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>One turn of the switch: who, when and why.</summary>
internal sealed record SwitchTurn(bool On, string Who, string Why, DateTimeOffset At);

/// <summary>
/// The global switch of automation. Off, every automatic step is offered to people instead. It stays as it was set over
/// restarts, with who turned it and why, in a small file beside the spool.
/// </summary>
internal sealed class RoomSwitch
{
    public const int WhyMax = 500;
    private const string Name = "automation.json";
    private const int TurnsMax = 100;
    private readonly Lock _gate = new();
    private readonly string? _file;
    private readonly ILogger? _log;
    private volatile SwitchTurn[] _turns = [];

    /// <param name="folder">The spool's; null: kept in memory only.</param>
    public RoomSwitch(string? folder = null, ILogger<RoomSwitch>? log = null)
    {
        (_file, _log) = (folder is null ? null : Path.Combine(folder, Name), log);
        _turns = Read();
    }

    public bool AutomationOn => _turns is not [.., { On: false }];

    /// <summary>The newest first; none: it has never been touched.</summary>
    public IReadOnlyList<SwitchTurn> Turns => [.. _turns.Reverse()];

    /// <summary>False: it stood so already.</summary>
    public bool Turn(SwitchTurn turn)
    {
        lock (_gate)
        {
            if (AutomationOn == turn.On) return false;
            _turns = [.. _turns.TakeLast(TurnsMax - 1), turn];
            Keep();
            if (_log is not null) IncidentsLog.AutomationTurned(_log, turn.On ? "on" : "off", turn.Who);
            return true;
        }
    }

    /// <summary>Stands as the leading node has it.</summary>
    /// <param name="turns">Oldest first.</param>
    public void Follow(IReadOnlyList<SwitchTurn> turns)
    {
        lock (_gate)
        {
            SwitchTurn[] next = [.. turns.TakeLast(TurnsMax)];
            if (_turns.SequenceEqual(next)) return;
            _turns = next;
            Keep();
        }
    }

    private SwitchTurn[] Read()
    {
        try
        {
            return _file is not null && File.Exists(_file)
                ? JsonSerializer.Deserialize<SwitchTurn[]>(File.ReadAllBytes(_file), JsonSerializerOptions.Web) ?? []
                : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // Nobody knows how it stood: people decide until somebody turns it.
            if (_log is not null) IncidentsLog.WorkFailed(_log, "reading the switch of automation", fault.Message);
            return [new SwitchTurn(On: false, "floodgate", "the file of the switch cannot be read", default)];
        }
    }

    private void Keep()
    {
        if (_file is null) return;
        try
        {
            PrivateFile.Write(_file, JsonSerializer.SerializeToUtf8Bytes(_turns, JsonSerializerOptions.Web));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (_log is not null) IncidentsLog.WorkFailed(_log, "keeping the switch of automation", fault.Message);
        }
    }
}
