using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Floodgate.Foundation;

namespace Floodgate.Bench.Inside;

/// <summary>An incident as a bad evening makes one: calls, failures, a pause whose end moves, repetition.</summary>
internal sealed class LongIncident
{
    private const string Id = "20261123-storage";
    private static readonly DateTimeOffset Began = new(2026, 11, 23, 11, 59, 58, TimeSpan.Zero);
    private readonly List<Entry> _entries = [];
    private readonly EmergencyPlan _plan = DefaultPlan.Plan;
    private DateTimeOffset _now = Began;

    /// <param name="entries">How many at least; the story itself has about seventy.</param>
    public static ReviewMaterial Make(int entries)
    {
        var incident = new LongIncident();
        incident.Tell(entries);
        var loss = new CountedLoss(1840, new Money(5_520_000, "CNY"), 912);
        return new ReviewMaterial(Id, incident._entries, incident._plan, Series(), loss);
    }

    private void Tell(int entries)
    {
        var risk = _plan.Risks.First(one => one.Response.Causes.Any(cause => cause.Runbook is not null));
        var cause = risk.Response.Causes.First(one => one.Runbook is not null);
        var detector = _plan.DetectorsOf(risk).First();
        var teams = _plan.LevelOf(ResponseLevel.I).Page.Teams.Take(3).ToArray();
        At(1.4, "detector:" + detector.Id, new Opened(
            risk.Id, cause.Id, cause.Runbook, ResponseLevel.II, risk.Name, detector.Effect, "default@1+5f2c11aa", Began,
            ["autumn-2026"]));
        At(0, "detector:" + detector.Id, Fired(detector.Id, 1));
        At(0, "plan", new EstimateSet(Began.AddMinutes(40), "runbook"));
        foreach (var team in teams) At(0, "plan", new PageStarted(team, ResponseLevel.II));
        foreach (var team in teams)
            Call(team, 0, team + "-primary", team == teams[0] ? "451 mailbox unavailable" : null);
        At(9, $"person:{teams[1]}-primary", new Acknowledged(teams[1] + "-primary", "link"));
        At(3, $"person:{teams[2]}-primary", new Acknowledged(teams[2] + "-primary", "link"));
        At(14, "plan", new PageStepped(teams[0], 1, [teams[0] + "-deputy"]));
        Call(teams[0], 1, teams[0] + "-deputy", null);
        At(21, $"person:{teams[0]}-deputy", new Acknowledged(teams[0] + "-deputy", "console"));
        At(1, "plan", new RoleTaken("commander", teams[0] + "-deputy"));
        Steps(cause.Runbook!);
        At(3, "plan", new ReturnAnnounced("autumn-2026", Began.AddMinutes(45)));
        Notice();
        At(240, $"person:{teams[0]}-deputy", new LevelSet(ResponseLevel.I, "repair takes longer than expected"));
        At(900, $"person:{teams[0]}-deputy", new CauseSet(cause.Id, cause.Runbook));
        Fill(entries - _entries.Count - 14, detector.Id);
        At(60, "plan", new UpdateOverdue());
        Notice();
        At(300, "plan", new ReturnAsked("autumn-2026"));
        At(240, "plan", new ReturnMoved("autumn-2026", _now.AddMinutes(19), "a signal is still firing"));
        At(420, "detector:" + detector.Id, new SignalCleared("k", 12));
        At(400, $"person:{teams[0]}-deputy", new ReturnConfirmed("autumn-2026"));
        At(70, "plan", new ReturnKept("autumn-2026"));
        At(600, $"person:{teams[0]}-deputy", new Resolved(
            "The storage's volume was full of old snapshots; space freed, retention set to two days."));
    }

    private void Steps(string runbook)
    {
        var steps = _plan.RunbookOf(runbook)!.Steps.Where(one => one.Executable).Take(4).ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            var run = $"{Id}.{steps[i].Id}.1";
            At(1, "plan", new StepBegun(steps[i].Id, run, steps[i].Action, new Dictionary<string, string>(), false));
            At(i == 1 ? 30 : 2, "plan", i == 1
                ? new StepEnded(steps[i].Id, run, StepEnd.TimedOut, "no result within the time limit")
                : new StepEnded(steps[i].Id, run, StepEnd.Done, $"measured after {i + 1} s"));
        }
    }

    private void Notice()
    {
        BilingualText text = new("系统维护，暂停领取", "Claims are paused for repair");
        var notice = new NoticeText("trouble", text, text, text, text, null, []);
        At(9, "plan", new NoticeDrafted(notice, _now.AddSeconds(10)));
        At(10, "plan", new NoticePublished(1));
    }

    private void Call(string team, int call, string person, string? fault)
    {
        if (call == 0) At(0, "plan", new PageStepped(team, 0, [person]));
        At(0, "plan", new SendBegun($"{Id}.{team}.{call}.0", team, person, call, 0));
        At(0.4, "channel", new SendEnded($"{Id}.{team}.{call}.0", fault));
        if (fault is null) return;
        At(0, "plan", new SendBegun($"{Id}.{team}.{call}.1", team, person, call, 1));
        At(0.6, "channel", new SendEnded($"{Id}.{team}.{call}.1", null));
    }

    private void Fill(int count, string detector)
    {
        for (var i = 0; i < count; i++)
        {
            switch (i % 4)
            {
                case 0: At(0.3, "detector:" + detector, Fired(detector, i)); break;
                case 1: At(0.1, "plan", new SendBegun($"{Id}.fill.{i}", "tech", "tech-primary", 2 + i, 1)); break;
                case 2: At(0.2, "channel", new SendEnded($"{Id}.fill.{i - 1}", null)); break;
                default: At(0.4, "person:tech-deputy", new Said($"measured {i} again, no change yet")); break;
            }
        }
    }

    private static SignalFired Fired(string detector, int i) => new(
        "k", detector, "autumn-2026", Began, 900 + (i % 90), 500, "commits take longer than 500 ms");

    private void At(double seconds, string actor, Fact fact)
    {
        _now = _now.AddSeconds(seconds);
        _entries.Add(new Entry("server", _entries.Count + 1, _now, Id, actor, fact));
    }

    private static SignalSeries[] Series() =>
    [
        new("commit", new("提交用时 p99", "time to commit, p99"), "ms", 500, [.. Points(second => second is > 60 and < 3000
            ? 880 + (120 * Math.Sin(second / 37.0)) : 14 + (6 * Math.Sin(second / 11.0)))]),
        new("issued", new("发券", "vouchers issued"), "/s", null, [.. Points(second =>
            second is > 60 and < 110 ? 90 : second is >= 110 and < 3600 ? 0 : 640 + (80 * Math.Sin(second / 53.0)))]),
    ];

    private static IEnumerable<SignalPoint> Points(Func<int, double> value)
    {
        for (var second = 0; second < 4800; second += 10)
            yield return new SignalPoint(Began.AddSeconds(second - 60), (decimal)Math.Max(0, value(second)));
    }
}
