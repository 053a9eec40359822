using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>The room's decisions on a clock of one's own; entries go through their stored form.</summary>
internal sealed class RoomWorld(string origin = "server")
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private readonly List<Entry> _entries = [];

    public RoomState State { get; private set; } = new();

    public DateTimeOffset Now { get; private set; } = Start;

    public bool Automation { get; set; } = true;

    /// <summary>The one campaign that has pinned a plan, and the plan.</summary>
    public (string Campaign, PlanVersionInForce Plan)? Pin { get; set; }

    /// <summary>What is measured of recovery: whether a criterion, as its plan has it, is unmet.</summary>
    public Func<RecoveryCriterion, bool> Unmet { get; set; } = _ => false;

    /// <summary>What an action measures before it begins.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> Before { get; set; } =
        _ => new Dictionary<string, string>();

    /// <summary>Whether a campaign is known to be unpaused.</summary>
    public Func<string, bool> Unpaused { get; set; } = _ => false;

    /// <summary>Who resumed last.</summary>
    public string? ResumedBy { get; set; }

    /// <summary>Who holds the campaigns' pauses; null: the room.</summary>
    public string? PausedByHand { get; set; }

    public IReadOnlyList<Entry> Entries => _entries;

    public Incident Only => State.Incidents.Values.Single();

    public T Decide<T>(Func<Decider, T> decide)
    {
        var decider = new Decider(origin, State, View, Now);
        var result = decide(decider);
        decider.Tick();
        _entries.AddRange(decider.Entries);
        return result;
    }

    public void Fire(string detector = "storage-down", string? campaign = "autumn") =>
        Decide(decider => { decider.Hear(Finding(detector, campaign, true)); return 0; });

    public void Clear(string detector = "storage-down", string? campaign = "autumn") =>
        Decide(decider => { decider.Hear(Finding(detector, campaign, false)); return 0; });

    public OrderOutcome Order(string person, Order order, params string[] roles) =>
        Decide(decider => decider.Carry(Only.Id, new Person(person, roles.ToHashSet(), "console"), order));

    /// <summary>What runs in the incident, or in the only one, is done.</summary>
    public void EndSteps(string? incident = null)
    {
        var one = incident is null ? Only : State.Find(incident)!;
        foreach (var (id, step) in one.Steps.Where(pair => pair.Value.Phase == StepPhase.Running).ToArray())
            Decide(decider => { decider.EndStep(one.Id, id, step.Run!, StepEnd.Done, "done"); return 0; });
    }

    /// <summary>To each due moment in turn, as the loop does.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Now + by;
        while (Due() is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            var before = _entries.Count;
            Decide(_ => 0);
            if (_entries.Count == before && Due() <= Now) throw new InvalidOperationException($"stuck at {Now}");
        }

        Now = end;
        Decide(_ => 0);
    }

    /// <summary>Nobody looks for so long: the process is dead, or the machine asleep.</summary>
    public void Miss(TimeSpan time)
    {
        Now += time;
        Decide(_ => 0);
    }

    /// <summary>The process dies and starts again from what was written.</summary>
    public void Restart()
    {
        State = new RoomState();
        foreach (var entry in _entries) State.Apply(EntryJson.Read(EntryJson.Write(entry)));
    }

    public IEnumerable<(double Second, T Fact)> Facts<T>() where T : Fact =>
        _entries.Where(entry => entry.Fact is T).Select(entry => ((entry.At - Start).TotalSeconds, (T)entry.Fact));

    private RoomView View => Pin is not { } pin ? Common : Common with
    {
        For = campaigns => campaigns is [var only] && only == pin.Campaign
            ? pin.Plan : new PlanVersionInForce(TestPlan.Version, TestPlan.Plan, true),
        PlanOf = version => version == pin.Plan.Version ? pin.Plan.Plan : TestPlan.Plan,
    };

    private RoomView Common => TestPlan.View(Automation) with
    {
        IsUnmet = Unmet,
        Before = Before,
        IsUnpaused = Unpaused,
        ResumedBy = _ => ResumedBy,
        PausedByHand = _ => PausedByHand,
    };

    private DateTimeOffset? Due() => new Decider(origin, State, View, Now).NextDue();

    private Finding Finding(string detector, string? campaign, bool firing) =>
        new(detector, campaign, firing, Now, Now, 1, 0, $"{detector}/{campaign}", "evidence");
}
