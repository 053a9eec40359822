using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Floodgate.Foundation;
using Floodgate.Tests.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Reviews;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 30, "Fresh")]
    [InlineData(31, 30, "Stale")]
    public void PlanAge_IsCountedFromTheApproval(int ageDays, int mostDays, string state)
    {
        var found = Of(new RevisionTrigger
        {
            Id = "t",
            Name = TestPlan.Text("t"),
            Kind = TriggerKind.PlanAge,
            Days = mostDays,
        }, known => known, approvedDaysAgo: ageDays);
        Assert.Equal(state, found.State.ToString());
        Assert.Contains(ageDays.ToString(), found.Because.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "Stale")]
    [InlineData(15, "Fresh")]
    public void Incident_AfterTheApprovalOnly_MakesThePlanStale(int daysAgo, string state)
    {
        var incident = new IncidentHead(
            "i-7", TestPlan.Text("t"), ResponseLevel.I, Phase.Closed, Now.AddDays(-daysAgo), Now);
        var found = Of(Trigger(TriggerKind.Incident) with { FromLevel = ResponseLevel.II },
            known => known with { Incidents = [incident] }, approvedDaysAgo: 10);
        Assert.Equal(state, found.State.ToString());
    }

    [Fact]
    public void Incident_LessGraveThanAsked_LeavesThePlanFresh()
    {
        var incident = new IncidentHead("i", TestPlan.Text("t"), ResponseLevel.III, Phase.Open, Now, null);
        var found = Of(Trigger(TriggerKind.Incident) with { FromLevel = ResponseLevel.II },
            known => known with { Incidents = [incident] });
        Assert.Equal(Freshness.Fresh, found.State);
    }

    [Theory]
    [InlineData("Contacts")]
    [InlineData("Configuration")]
    [InlineData("CampaignScale")]
    [InlineData("Capability")]
    public void WhatNobodyKnows_IsUnknown_NotFresh(string kind) =>
        Assert.Equal(Freshness.Unknown, Of(Trigger(Enum.Parse<TriggerKind>(kind)), known => known).State);

    [Fact]
    public void Campaign_LargerThanAnyBeforeByThePercent_MakesThePlanStale()
    {
        CampaignSize[] sizes =
            [new("old", 1000, Now.AddDays(-20)), new("new", 1501, Now.AddDays(-1))];
        var trigger = Trigger(TriggerKind.CampaignScale) with { Percent = 50 };
        Assert.Equal(Freshness.Stale, Of(trigger, known => known with { Campaigns = sizes }, 10).State);
        trigger = trigger with { Percent = 51 };
        Assert.Equal(Freshness.Fresh, Of(trigger, known => known with { Campaigns = sizes }, 10).State);
    }

    [Fact]
    public void RegularMeeting_IsDueItsIntervalAfterTheLastOne()
    {
        var meeting = new Meeting
        {
            Id = "monthly",
            Name = TestPlan.Text("m"),
            Kind = MeetingKind.Regular,
            EveryDays = 30,
            Teams = ["tech"],
            Agenda = [TestPlan.Text("all")],
        };
        var plan = TestPlan.Plan with { Meetings = [meeting] };
        var held = new MeetingRow
        {
            Definition = "monthly",
            State = MeetingState.Held,
            HeldMicros = Now.AddDays(-40).Micros(),
        };
        var call = Assert.Single(MeetingCalendar.Missing(plan, [held], [], Now));
        Assert.Equal(Now.AddDays(-10), call.Due);
        Assert.Equal(Now.AddDays(30), Assert.Single(MeetingCalendar.Missing(plan, [], [], Now)).Due);
        var due = new MeetingRow { Definition = "monthly", State = MeetingState.Due };
        Assert.Empty(MeetingCalendar.Missing(plan, [held, due], [], Now));
    }

    private static RevisionTrigger Trigger(TriggerKind kind) =>
        new() { Id = "t", Name = TestPlan.Text("t"), Kind = kind };

    private static TriggerState Of(
        RevisionTrigger trigger, Func<ReadinessMaterial, ReadinessMaterial> change, int approvedDaysAgo = 1)
    {
        var plan = new PlanInForce(
            TestPlan.Plan with { RevisionTriggers = [trigger] }, "default", 1, "h", true,
            Now.AddDays(-approvedDaysAgo).Micros(), null, []);
        return Assert.Single(PlanFreshness.Of(change(new ReadinessMaterial(plan, Now))));
    }
}
