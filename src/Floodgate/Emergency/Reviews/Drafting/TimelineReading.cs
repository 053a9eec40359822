using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Reviews;

/// <summary>A timeline read once, from its first entry to its last, and sorted by what a review asks.</summary>
internal sealed class TimelineReading
{
    private readonly HashSet<string> _firing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _away = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The incident never opened.</exception>
    public TimelineReading(IEnumerable<Entry> entries)
    {
        Entries = [.. entries.DistinctBy(Citation.Of).OrderBy(entry => entry.At)
            .ThenBy(entry => entry.Origin, StringComparer.Ordinal).ThenBy(entry => entry.Sequence)];
        Opening = Entries.FirstOrDefault(entry => entry.Fact is Opened)
            ?? throw new ArgumentException("The timeline holds no opening.", nameof(entries));
        Begun = (Opened)Opening.Fact;
        Level = Begun.Level;
        foreach (var entry in Entries) Read(entry);
    }

    public IReadOnlyList<Entry> Entries { get; }

    public Entry Opening { get; }

    public Opened Begun { get; }

    public DateTimeOffset End => Entries[^1].At;

    /// <summary>The gravest level, and the entry that set it.</summary>
    public ResponseLevel Level { get; private set; }

    public Entry? Raised { get; private set; }

    public Entry? FirstSignal { get; private set; }

    public Entry? FirstAnswer { get; private set; }

    /// <summary>The first cause a person gave.</summary>
    public Entry? CauseFound { get; private set; }

    public Entry? FirstSent { get; private set; }

    public Entry? FirstNotice { get; private set; }

    /// <summary>Since then nothing fires and nothing is paused; null while something does.</summary>
    public Entry? Restored { get; private set; }

    public Entry? ResolvedBy { get; private set; }

    public List<Entry> Reopened { get; } = [];

    public Dictionary<string, TeamCall> Teams { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SendRecord> Sends { get; } = new(StringComparer.Ordinal);

    public List<Entry> Unreached { get; } = [];

    public Dictionary<string, StepRecord> Steps { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest draft that the public has not seen.</summary>
    public Entry? Unpublished { get; private set; }

    public List<Entry> Published { get; } = [];

    public List<Entry> Overdue { get; } = [];

    public Dictionary<string, PauseRecord> Pauses { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TaskRecord> Tasks { get; } = new(StringComparer.Ordinal);

    public List<Entry> Signals { get; } = [];

    public double SecondsFromBreach(Entry entry) => (entry.At - Breach).TotalSeconds;

    /// <summary>When it began; never after the opening, whatever a clock said.</summary>
    public DateTimeOffset Breach => Begun.Since < Opening.At ? Begun.Since : Opening.At;

    private void Read(Entry entry)
    {
        switch (entry.Fact)
        {
            case LevelSet set when set.Level < Level: (Level, Raised) = (set.Level, entry); break;
            case SignalFired fired: Fire(entry, fired.Key); break;
            case SignalCleared cleared: Clear(entry, cleared.Key); break;
            case CauseSet when IsPerson(entry): CauseFound ??= entry; break;
            case Acknowledged answered: Answer(entry, answered.Person); break;
            case Resolved: (ResolvedBy, Restored) = (entry, Restored ?? WhenQuiet(entry)); break;
            case Incidents.Reopened: Reopened.Add(entry); (ResolvedBy, Restored) = (null, null); break;
            case TaskGiven given: Tasks[given.Task] = new TaskRecord(entry, given); break;
            case TaskDone done when Tasks.TryGetValue(done.Task, out var task): task.Done = entry; break;
            default: ReadMore(entry); break;
        }
    }

    private void ReadMore(Entry entry)
    {
        switch (entry.Fact)
        {
            case PageStarted started: Team(started.Team).Started ??= entry; break;
            case PageStepped stepped: Team(stepped.Team).Step(entry, stepped); break;
            case PageExhausted exhausted: Team(exhausted.Team).Exhausted = entry; break;
            case SendBegun begun: Begin(entry, begun); break;
            case SendEnded ended: Finish(entry, ended); break;
            case PersonUnreached: Unreached.Add(entry); break;
            case StepBegun begun: Step(begun.Step).Begun.Add(entry); break;
            case StepEnded ended: Step(ended.Step).Ended.Add(entry); break;
            case NoticeDrafted: Unpublished = entry; break;
            case NoticePublished: Publish(entry); break;
            case NoticeWithdrawn: Unpublished = null; break;
            case UpdateOverdue: Overdue.Add(entry); break;
            case ReturnAnnounced told: Pause(told.Campaign).Announce(entry, told.At); Away(told.Campaign); break;
            case ReturnMoved moved: Pause(moved.Campaign).Move(entry, moved.At); Away(moved.Campaign); break;
            case ReturnKept kept: Pause(kept.Campaign).Keep(entry); _away.Remove(kept.Campaign); Mend(entry); break;
            case ReturnLeft left: _away.Remove(left.Campaign); break;
        }
    }

    public static bool IsPerson(Entry entry) => entry.Actor.StartsWith("person:", StringComparison.Ordinal);

    private void Publish(Entry entry)
    {
        (Unpublished, FirstNotice) = (null, FirstNotice ?? entry);
        Published.Add(entry);
    }

    private Entry? WhenQuiet(Entry entry) => _firing.Count == 0 && _away.Count == 0 ? entry : null;

    private void Fire(Entry entry, string key)
    {
        FirstSignal ??= entry;
        Signals.Add(entry);
        if (_firing.Add(key)) Restored = null;
    }

    private void Clear(Entry entry, string key)
    {
        Signals.Add(entry);
        if (_firing.Remove(key)) Mend(entry);
    }

    private void Away(string campaign)
    {
        if (_away.Add(campaign)) Restored = null;
    }

    private void Mend(Entry entry) => Restored ??= WhenQuiet(entry);

    private void Answer(Entry entry, string person)
    {
        FirstAnswer ??= entry;
        foreach (var team in Teams.Values) team.Answer(entry, person);
    }

    private void Begin(Entry entry, SendBegun begun)
    {
        if (Sends.TryGetValue(begun.Message, out var known)) known.Repeated = entry;
        else Sends[begun.Message] = new SendRecord(entry, begun);
    }

    private void Finish(Entry entry, SendEnded ended)
    {
        if (!Sends.TryGetValue(ended.Message, out var send)) return;
        (send.Ended, send.Fault) = (entry, ended.Fault);
        if (ended.Fault is null) FirstSent ??= entry;
    }

    private TeamCall Team(string id) => Teams.TryGetValue(id, out var known) ? known : Teams[id] = new TeamCall(id);

    private StepRecord Step(string id) => Steps.TryGetValue(id, out var known) ? known : Steps[id] = new StepRecord(id);

    private PauseRecord Pause(string id) =>
        Pauses.TryGetValue(id, out var known) ? known : Pauses[id] = new PauseRecord(id);
}
