using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Floodgate.Tests.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Reviews;

/// <summary>
/// A timeline written entry by entry: a storage that goes and comes back, in which everything works but what a test
/// plants.
/// </summary>
internal sealed class Story
{
    public const string Incident = "i-1";
    public static readonly DateTimeOffset Breach = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private readonly List<Entry> _entries = [];
    private int _messages;

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The whole evening; each fault asked for is planted in it, and nothing else goes wrong.</summary>
    public static Story Of(params string[] planted)
    {
        var story = new Story();
        bool Has(string fault) => planted.Contains(fault, StringComparer.Ordinal);
        story.At(1, new Opened(
            "failure", "storage", "storage-book", ResponseLevel.II, TestPlan.Text("storage is away"),
            TestPlan.Text("vouchers are safe"), TestPlan.Version, Breach, ["autumn"]), "detector:storage-down");
        story.At(1, new SignalFired("k", "storage-down", "autumn", Breach, 1, 0, "no write for 1 s"), "detector:x");
        story.At(1, new PageStarted("tech", ResponseLevel.II));
        story.At(1, new PageStarted("service", ResponseLevel.II));
        story.Call("tech", "li", Has("send-failed") ? "451 refused" : null);
        story.Call("service", "zhao", null, through: true);
        story.At(10, new Acknowledged("zhao", "link"), "person:zhao");
        if (Has("deputy-answered"))
        {
            story.At(16, new PageStepped("tech", 1, ["wang"]));
            story.Send(16, "tech", "wang", 1, 0, null);
            story.At(30, new Acknowledged("wang", "console"), "person:wang");
        }
        else
        {
            story.At(12, new Acknowledged("li", "link"), "person:li");
        }

        story.Step(20, "pause", StepEnd.Done);
        story.At(21, new ReturnAnnounced("autumn", Breach.AddMinutes(30)));
        story.Step(22, "snapshot", Has("step-timed-out") ? StepEnd.TimedOut : StepEnd.Done);
        story.At(40, Draft(50));
        story.At(50, new NoticePublished(1));
        if (Has("target-missed")) story.At(35 * 60, new CauseSet("storage", "storage-book"), "person:li");
        else story.At(600, new CauseSet("storage", "storage-book"), "person:li");
        story.End(Has("update-overdue"), Has("return-moved"));
        return story;
    }

    public ReviewDraft Review() =>
        ReviewDrafter.Draft(new ReviewMaterial(Incident, _entries, TestPlan.Plan, [], null));

    public Story At(double second, Fact fact, string actor = "plan")
    {
        _entries.Add(new Entry("server", _entries.Count + 1, Breach.AddSeconds(second), Incident, actor, fact));
        return this;
    }

    public Story Call(string team, string person, string? fault, bool through = false)
    {
        At(2, new PageStepped(team, 0, [person]));
        Send(2, team, person, 0, 0, fault);
        if (fault is not null && !through) Send(3, team, person, 0, 1, null);
        return this;
    }

    public Story Send(double second, string team, string person, int call, int channel, string? fault)
    {
        var message = $"m{++_messages}";
        At(second, new SendBegun(message, team, person, call, channel));
        return At(second + 0.5, new SendEnded(message, fault), "channel");
    }

    public Story Step(double second, string step, StepEnd end)
    {
        At(second, new StepBegun(step, step + ".1", step, new Dictionary<string, string>(), false));
        return At(second + 1, new StepEnded(step, step + ".1", end, "as measured"));
    }

    public static NoticeDrafted Draft(double publicSecond)
    {
        var text = TestPlan.Text("storage is away");
        return new NoticeDrafted(
            new NoticeText("trouble", text, text, text, text, null, ["autumn"]), Breach.AddSeconds(publicSecond));
    }

    private void End(bool overdue, bool moved)
    {
        var minute = 36.0;
        if (overdue) At(minute * 60, new UpdateOverdue());
        if (moved)
            At(++minute * 60, new ReturnMoved("autumn", Breach.AddMinutes(50), "a signal is still firing"));
        At(40 * 60, new SignalCleared("k", 0), "detector:storage-down");
        At(41 * 60, new ReturnConfirmed("autumn"), "person:li");
        At((moved ? 50 : 42) * 60, new ReturnKept("autumn"));
        At(55 * 60, new Resolved("space was freed"), "person:li");
    }
}
