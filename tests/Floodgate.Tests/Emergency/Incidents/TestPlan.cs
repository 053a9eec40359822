using System.Collections.Immutable;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>A small plan: two teams, a deputy after 15 s and the team after 60 s, repeats every 30 s.</summary>
internal static class TestPlan
{
    public const string Version = "plan@1";

    public static readonly Contact Primary = Person("li", ChannelKind.Sms, ChannelKind.Voice);
    public static readonly Contact Deputy = Person("wang", ChannelKind.Smtp, ChannelKind.Sms);
    public static readonly Contact Speaker = Person("zhao", ChannelKind.Sms, ChannelKind.Smtp);

    public static IReadOnlyList<Contact> People => [Primary, Deputy, Speaker];

    public static EmergencyPlan Plan { get; } = new()
    {
        Id = "default",
        Name = Text("plan"),
        Purpose = Text("purpose"),
        Scope = Text("scope"),
        Assessment = new Assessment
        {
            Date = new DateOnly(2026, 11, 1),
            ValidDays = 90,
            Author = "li",
            ApprovedBy = ["wang"],
            Method = Text("method"),
            Likelihood = [],
            Impact = [],
            TreatFromScore = 10,
        },
        Teams = [Team("tech", "li", "wang"), Team("service", "zhao", "li")],
        Channels = [],
        Levels = [Level(ResponseLevel.I), Level(ResponseLevel.II), Level(ResponseLevel.III), Level(ResponseLevel.IV)],
        Risks = [Risk("failure", "storage", "storage-book"), Risk("crowd", "load", "crowd-book")],
        Detectors = [Detector("storage-down", "failure"), Detector("queue-deep", "crowd")],
        Runbooks =
        [
            Runbook("storage-book", Step("pause", StepMode.Automatic, "pause"), Step("look", StepMode.Manual, "manual"),
                Step("both", StepMode.TwoPerson, "resume") with { Undo = "pause" },
                Step("snapshot", StepMode.Automatic, "evidence-snapshot")),
            Runbook("crowd-book", Step("look", StepMode.Manual, "manual")),
        ],
        Notices =
        [
            new NoticeTemplate
            {
                Id = "trouble", Name = Text("trouble"), Title = Text("{what}"), Text = Text("{effect}, {returnAt}"),
                Short = Text("{what} {effect} {returnAt}"), Say = Text("say"), What = Text("storage is away"),
                Effect = Text("vouchers are safe"),
            },
        ],
        Automation = new Automation
        {
            Enabled = true,
            CampaignsPausedMax = 5,
            PauseMinutesMax = 240,
            ActionsPerHourMax = 100,
        },
        Repair = new RepairRules
        {
            EstimateWithinMinutes = 10,
            ConfirmReturnMinutes = 10,
            MoveReturnMinutes = 15,
            MarginMinutes = 5,
            Thresholds = [new RepairThreshold { Id = "long", OverMinutes = 60, LevelAtLeast = ResponseLevel.I }],
        },
        Recovery = [],
        Rhythm = new Rhythm { InternalMinutes = 10, OverdueMinutes = 20, HandOverHours = 8, ServiceFirstSeconds = 10 },
        Targets = new Targets
        {
            OpenSeconds = 2,
            PageSeconds = 5,
            AcknowledgeSeconds = 60,
            NoticeSeconds = 60,
            CauseMinutes = 30,
            RestoreMinutes = 60,
        },
        Review = new ReviewRules
        {
            FromLevel = ResponseLevel.II,
            DraftMinutes = 10,
            MeetingHours = 24,
            CloseDays = 7,
            Whys = 5,
            ActionsLeast = 1,
            OverdueDays = 3,
        },
        Meetings = [],
        Drills = [],
        Courses = [],
        RevisionTriggers = [],
    };

    public static RoomView View(bool automation = true) => new(
        new PlanVersionInForce(Version, Plan, true), _ => Plan, Who,
        id => People.FirstOrDefault(person => person.Id == id), (_, _) => false, _ => false, automation);

    public static BilingualText Text(string text) => new(text, text);

    private static IReadOnlyList<Contact> Who(Team team, PageTarget target, string? person, DateTimeOffset at)
    {
        IEnumerable<string> ids = target switch
        {
            PageTarget.Primary => [team.Primary!],
            PageTarget.Deputy => [team.Deputy!],
            PageTarget.Person => [person!],
            _ => team.Everyone,
        };
        return [.. ids.Select(id => People.Single(one => one.Id == id))];
    }

    private static Contact Person(string id, params ChannelKind[] kinds) => new()
    {
        Id = id,
        Name = id,
        Role = Text(id),
        Channels = [.. kinds.Select(kind => new ContactChannel { Kind = kind, Address = id })],
    };

    private static Team Team(string id, string primary, string deputy) =>
        new() { Id = id, Name = Text(id), Duty = Text(id), Primary = primary, Deputy = deputy };

    private static Level Level(ResponseLevel level) => new()
    {
        Id = level,
        Colour = (LevelColour)level,
        Name = Text($"{level}"),
        Criteria = Text("criteria"),
        Declare = ["operator"],
        Raise = ["commander"],
        Lower = ["commander"],
        End = ["commander"],
        Command = "tech",
        Page = new PageRules
        {
            Teams = level == ResponseLevel.IV ? ["tech"] : ["tech", "service"],
            AcknowledgementsNeeded = 1,
            Steps =
            [
                new PageStep { AfterSeconds = 0, To = PageTarget.Primary },
                new PageStep { AfterSeconds = 15, To = PageTarget.Deputy },
                new PageStep { AfterSeconds = 60, To = PageTarget.Team },
            ],
            RepeatSeconds = 30,
            RepeatsMax = 3,
            BypassesQuiet = level == ResponseLevel.I,
        },
        FirstNoticeSeconds = 60,
        NoticeAutomatic = true,
        UpdateEveryMinutes = 20,
        PauseWhenRepairOverMinutes = 30,
        PauseMode = PauseMode.Execute,
    };

    private static Risk Risk(string id, string cause, string runbook) => new()
    {
        Id = id,
        Name = Text(id),
        Description = Text(id),
        Likelihood = 3,
        Impact = 5,
        Owner = "tech",
        Response = new RiskResponse
        {
            Level = ResponseLevel.II,
            Causes = [new Cause { Id = cause, Name = Text(cause), Runbook = runbook }],
        },
        Notice = "trouble",
    };

    private static Detector Detector(string id, string risk) => new()
    {
        Id = id,
        Name = Text(id),
        Risk = risk,
        Kind = DetectorKind.Threshold,
        WindowSeconds = 5,
        ForSeconds = 1,
        ClearForSeconds = 5,
        MissingData = MissingData.Keep,
        Effect = Text("vouchers are safe"),
    };

    private static Runbook Runbook(string id, params RunbookStep[] steps) =>
        new() { Id = id, Name = Text(id), Summary = Text(id), RepairMinutes = 20, Steps = steps };

    private static RunbookStep Step(string id, StepMode mode, string action) => new()
    {
        Id = id,
        Name = Text(id),
        Mode = mode,
        Action = action,
        TimeLimitSeconds = 30,
        Owner = "tech",
        Approvers = mode == StepMode.TwoPerson ? ["commander"] : [],
        Inputs = action == "pause"
            ? ImmutableSortedDictionary<string, string>.Empty.Add("scope", "campaign").Add("notice", "trouble")
            : ImmutableSortedDictionary<string, string>.Empty,
    };
}
