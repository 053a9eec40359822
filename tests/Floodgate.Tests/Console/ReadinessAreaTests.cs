using Floodgate.Emergency.Reviews.Face;
using Floodgate.Foundation;
using Floodgate.Web.Console.Readiness;

namespace Floodgate.Tests.Console;

public sealed class ReadinessAreaTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly BilingualText Name = new("名", "name");

    private static readonly ReadinessReading Empty = new()
    {
        Now = Now,
        Ready = true,
        Plan = new("default", 1, true, 3, []),
        Triggers = [],
        Reviews = [],
        Actions = [],
        Meetings = [],
        Drills = [],
        Courses = [],
        Gaps = null,
        Untrained = null,
        Reached = null,
    };

    [Fact]
    public void WhatNobodyKnows_IsUnknown_NeverGood()
    {
        var states = ReadinessArea.Of(Empty).ToDictionary(area => area.Name.En, area => area.State);
        Assert.Equal(AreaState.Unknown, states["On call"]);
        Assert.Equal(AreaState.Unknown, states["Reached"]);
        Assert.Equal(AreaState.Unknown, states["Duty training"]);
        Assert.Equal(AreaState.Unknown, states["Drills"]);
        Assert.Equal(AreaState.Good, states["Actions"]);
    }

    [Fact]
    public void OneLateAction_OneStaleTrigger_OneChannelWithoutProof_MakeTheirAreaBad()
    {
        var late = new ActionLine(
            "a-1", "x", "li", new(2026, 11, 1), "Open", "Hand", null, null, null, 22, 1, "li", null, null);
        var areas = ReadinessArea.Of(Empty with
        {
            Actions = [late, late with { DaysLate = 0 }],
            Triggers = [new(Name, "Stale", Name), new(Name, "Unknown", Name)],
            Reached = [new("li/Sms", Now, true), new("li/Smtp", null, null)],
        }).Where(area => area.State == AreaState.Bad).ToDictionary(area => area.Name.En, area => area.Says.En);
        Assert.Equal("1 late", areas["Actions"]);
        Assert.Equal("1 not proved", areas["Reached"]);
        Assert.Contains("Plan", areas.Keys);
        Assert.Equal(3, areas.Count);
    }

    [Fact]
    public void SomebodyOnCallWithoutTraining_IsBad()
    {
        var areas = ReadinessArea.Of(Empty with { Untrained = [new(Name, "primary", "li", Now, [Name])] });
        Assert.Equal(AreaState.Bad, areas.Single(area => area.Anchor == "untrained").State);
    }

    [Fact]
    public void DrillThatFailed_IsBad_ThoughItWasInTime()
    {
        var drill = new CadenceReading("d", Name, 30, Now, Good: false, Overdue: false);
        var areas = ReadinessArea.Of(Empty with { Drills = [drill] });
        Assert.Equal(AreaState.Bad, areas.Single(area => area.Anchor == "drills").State);
    }
}
