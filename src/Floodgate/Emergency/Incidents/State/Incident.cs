using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// One incident as its entries made it. Changed by <see cref="Apply"/> only; read by the room's loop.
/// </summary>
internal sealed partial class Incident(string id)
{
    private readonly Dictionary<string, SignalState> _signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PageState> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepState> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SendState> _sends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupSendBegun> _groupSends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReturnState> _returns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskState> _tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _acknowledged = new(StringComparer.Ordinal);
    private readonly List<Entry> _timeline = [];

    public string Id => id;

    public Opened Begun { get; private set; } = null!;

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When it began, or began anew.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    public Phase Phase { get; private set; }

    public PublicStatus PublicStatus { get; private set; }

    public ResponseLevel Level { get; private set; }

    public string? Cause { get; private set; }

    public string? Runbook { get; private set; }

    public DateTimeOffset? RepairedAt { get; private set; }

    /// <summary>Who estimated it last: a person or the runbook.</summary>
    public string? EstimatedBy { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>The incident that goes on with this one; null: it stands for itself.</summary>
    public string? JoinedInto { get; private set; }

    /// <summary>Since then nothing fires and nothing is paused; null while something does.</summary>
    public DateTimeOffset? RestoredAt { get; private set; }

    /// <summary>As it was counted last.</summary>
    public LossCounted? Loss { get; private set; }

    public DateTimeOffset? LossAt { get; private set; }

    /// <summary>So long no server ran while it lasted.</summary>
    public TimeSpan UnansweredFor { get; private set; }

    public NoticeState? Notice { get; private set; }

    public IReadOnlyDictionary<string, SignalState> Signals => _signals;

    public IReadOnlyDictionary<string, PageState> Pages => _pages;

    public IReadOnlyDictionary<string, StepState> Steps => _steps;

    public IReadOnlyDictionary<string, SendState> Sends => _sends;

    /// <summary>Messages to groups that have no outcome yet.</summary>
    public IReadOnlyCollection<GroupSendBegun> GroupSends => _groupSends.Values;

    public IReadOnlyDictionary<string, ReturnState> Returns => _returns;

    public IReadOnlyDictionary<string, TaskState> Tasks => _tasks;

    public IReadOnlyDictionary<string, string> Roles => _roles;

    /// <summary>Who has answered, and when first.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> AcknowledgedBy => _acknowledged;

    public IReadOnlyList<Entry> Timeline => _timeline;

    public string? Commander => _roles.GetValueOrDefault("commander");

    public bool IsLive => Phase is Phase.Open or Phase.Acknowledged;

    public bool IsFiring => _signals.Values.Any(signal => signal.Firing);

    /// <summary>The campaigns it touches, as far as is known; none: the whole service.</summary>
    public IEnumerable<string> Campaigns => Begun.Campaigns
        .Concat(_signals.Values.Select(signal => signal.Last.Campaign).OfType<string>())
        .Distinct(StringComparer.Ordinal);

    /// <summary>Level I now or at any time before: lowering it does not make one person enough.</summary>
    public bool WasRed => Level == ResponseLevel.I || Begun.Level == ResponseLevel.I
        || _timeline.Exists(entry => entry.Fact is LevelSet { Level: ResponseLevel.I });

    public BilingualText Title => Begun.Title;
}

internal sealed class SignalState
{
    public required SignalFired Last { get; set; }

    public bool Firing { get; set; }

    public DateTimeOffset FirstAt { get; init; }
}

/// <summary>The escalation of one team in one incident.</summary>
internal sealed class PageState
{
    public required DateTimeOffset StartedAt { get; init; }

    public required ResponseLevel Level { get; init; }

    /// <summary>The room that began it: the role of its origin.</summary>
    public required string By { get; init; }

    /// <summary>Steps taken so far, repeats included.</summary>
    public int Taken { get; set; }

    /// <summary>Whoever it reached for.</summary>
    public HashSet<string> Called { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each was called: the next call begins with another channel.</summary>
    public Dictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    public bool Exhausted { get; set; }
}

internal sealed class SendState
{
    public required SendBegun Begun { get; init; }

    /// <summary>The process that began it, by its entries' origin.</summary>
    public required string Origin { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool Ended { get; set; }

    public string? Fault { get; set; }
}

internal enum StepPhase { Waiting, Offered, Approved, Running, Done, Failed, TimedOut, Skipped, Undoing, Undone }

internal sealed class StepState
{
    public StepPhase Phase { get; set; }

    public string? Run { get; set; }

    public DateTimeOffset? Since { get; set; }

    public StepBegun? Begun { get; set; }

    public string? OfferedTo { get; set; }

    public string? ApprovedBy { get; set; }

    /// <summary>The first of the two who take a two-person step back.</summary>
    public string? UndoAskedBy { get; set; }

    public string? Result { get; set; }

    /// <summary>The other room has to do it; null: this one can.</summary>
    public string? HeldWhy { get; set; }

    public bool IsOver => Phase is StepPhase.Done or StepPhase.Failed or StepPhase.TimedOut or StepPhase.Skipped
        or StepPhase.Undone;
}

internal sealed class ReturnState
{
    public required DateTimeOffset At { get; set; }

    public bool Asked { get; set; }

    /// <summary>Who has said that claims may open: two people under a level I incident, else one.</summary>
    public List<string> ConfirmedBy { get; } = [];

    public bool Confirmed => ConfirmedBy.Count > 0;
}

internal sealed class NoticeState
{
    public required NoticeText Text { get; set; }

    public int Version { get; set; } = 1;

    /// <summary>When the newest version becomes public.</summary>
    public required DateTimeOffset PublicAt { get; set; }

    /// <summary>The version the public sees; 0: none yet.</summary>
    public int PublishedVersion { get; set; }

    /// <summary>What the public sees.</summary>
    public NoticeText? Published { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public bool OverdueSaid { get; set; }
}

internal sealed class TaskState
{
    public required TaskGiven Given { get; init; }

    public bool Done { get; set; }
}
