using Floodgate.Emergency.Incidents;

namespace Floodgate.Emergency.Reviews;

/// <summary>How one team was called and who answered.</summary>
internal sealed class TeamCall(string team)
{
    private readonly Dictionary<string, int> _firstCalled = new(StringComparer.Ordinal);

    public string Team => team;

    public Entry? Started { get; set; }

    /// <summary>Steps of the escalation that were taken before anybody answered.</summary>
    public List<Entry> Steps { get; } = [];

    public Entry? Exhausted { get; set; }

    public Entry? Answered { get; private set; }

    /// <summary>Whoever answered was first called in this step; 0: the first to be called answered.</summary>
    public int AnsweredStep { get; private set; }

    public void Step(Entry entry, PageStepped stepped)
    {
        foreach (var person in stepped.People) _firstCalled.TryAdd(person, stepped.Step);
        if (Answered is null) Steps.Add(entry);
    }

    public void Answer(Entry entry, string person)
    {
        if (Answered is not null || !_firstCalled.TryGetValue(person, out var step)) return;
        (Answered, AnsweredStep) = (entry, step);
    }
}

/// <summary>One message to one person on one channel.</summary>
internal sealed class SendRecord(Entry begun, SendBegun message)
{
    public Entry Begun => begun;

    public SendBegun Message => message;

    /// <summary>Sent again, because it was not known whether it had gone out.</summary>
    public Entry? Repeated { get; set; }

    public Entry? Ended { get; set; }

    public string? Fault { get; set; }
}

/// <summary>The runs of one step.</summary>
internal sealed class StepRecord(string step)
{
    public string Step => step;

    public List<Entry> Begun { get; } = [];

    public List<Entry> Ended { get; } = [];

    public IEnumerable<Entry> With(StepEnd end) => Ended.Where(entry => ((StepEnded)entry.Fact).End == end);
}

/// <summary>When claims of one campaign were paused, and what was announced of their return.</summary>
internal sealed class PauseRecord(string campaign)
{
    private Entry? _since;

    public string Campaign => campaign;

    public List<Entry> Announced { get; } = [];

    public List<Entry> Moved { get; } = [];

    /// <summary>Every whole pause; the second entry is missing while it lasts.</summary>
    public List<(Entry From, Entry? Until)> Spans { get; } = [];

    /// <summary>The return that was announced last.</summary>
    public DateTimeOffset Promised { get; private set; }

    public Entry? Open => _since;

    public void Announce(Entry entry, DateTimeOffset at)
    {
        Announced.Add(entry);
        Promise(entry, at);
    }

    public void Move(Entry entry, DateTimeOffset at)
    {
        Moved.Add(entry);
        Promise(entry, at);
    }

    public void Keep(Entry entry)
    {
        if (_since is null) return;
        Spans[^1] = (_since, entry);
        _since = null;
    }

    private void Promise(Entry entry, DateTimeOffset at)
    {
        Promised = at;
        if (_since is not null) return;
        _since = entry;
        Spans.Add((entry, null));
    }
}

/// <summary>A task somebody was given in the room.</summary>
internal sealed class TaskRecord(Entry entry, TaskGiven given)
{
    public Entry Entry => entry;

    public TaskGiven Given => given;

    public Entry? Done { get; set; }
}
