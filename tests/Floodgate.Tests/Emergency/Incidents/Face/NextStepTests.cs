using Floodgate.Emergency.Incidents.Face;
using Floodgate.Foundation;

namespace Floodgate.Tests.Emergency.Incidents.Face;

public sealed class NextStepTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Next_BeforeAnswering_IsToAcknowledge() =>
        Assert.Equal("acknowledge", NextStep.For(Room() with { Answered = false }).Kind);

    [Fact]
    public void Next_WhenTheCommanderIsAsked_IsTheReturnBeforeAnyStep()
    {
        var asked = Room(Step("a", "Offered")) with { Returns = [new("spring", Now, Asked: true, Confirmed: false)] };
        Assert.Equal(("return", "spring"), Act(asked));
        var confirmed = asked with { Returns = [new("spring", Now, Asked: true, Confirmed: true)] };
        Assert.Equal(("step", "a"), Act(confirmed));
    }

    [Fact]
    public void Next_OfSteps_IsTheFirstOfferedThatThisPersonMayTake_AFailedOneLast()
    {
        var others = Step("b", "Offered", may: false);
        Assert.Equal(("step", "c"), Act(Room(Step("a", "Failed"), others, Step("c", "Offered"))));
        Assert.Equal(("step", "a"), Act(Room(Step("a", "Failed"), Step("b", "Done"))));
        Assert.Equal(("approve", "b"), Act(Room(Step("b", "Approved"))));
    }

    [Fact]
    public void Next_WhenOnlyOthersMayTakeTheStep_SaysWhomItWaitsFor()
    {
        var next = NextStep.For(Room(Step("b", "Offered", may: false)));
        Assert.Equal("wait", next.Kind);
        Assert.Contains("Tech", next.Words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_WhenAllIsClear_IsToResolve_ForWhoeverMayEnd()
    {
        Assert.Equal("resolve", NextStep.For(Room(Step("a", "Done"))).Kind);
        var guest = Room(Step("a", "Done"));
        Assert.Equal("wait", NextStep.For(guest with { May = guest.May with { End = false } }).Kind);
        Assert.Equal("wait", NextStep.For(guest with { Line = guest.Line with { Firing = true } }).Kind);
    }

    private static (string Kind, string? Target) Act(IncidentReading room)
    {
        var next = NextStep.For(room);
        return (next.Kind, next.Target);
    }

    private static StepReading Step(string id, string phase, bool may = true) => new(
        id, Words(id), null, "OneClick", Words("does"), phase, Words("Tech"), null, may, false, false, null,
        null, null, 30);

    private static BilingualText Words(string text) => new(text, text);

    private static IncidentReading Room(params StepReading[] steps) => new()
    {
        Now = Now,
        Line = new("1", Words("t"), "II", "Acknowledged", Now, null, null, [], Words("n"), Firing: false, 1),
        Effect = Words("e"),
        Plan = "default@0",
        Next = new("wait", null, Words("")),
        May = new(Respond: true, Speak: true, Command: true, End: true, []),
        Answered = true,
        Signals = [],
        Steps = steps,
        Calls = [],
        Returns = [],
        Tasks = [],
        Templates = [],
        Causes = [],
        PublicStatus = "Investigating",
        Owners = [],
        Timeline = [],
        OlderEntries = 0,
        Changes = [],
        Similar = [],
    };
}
