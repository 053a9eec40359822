using Floodgate.Drills.Scripts;
using Floodgate.Drills.Served;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Emergency.Reviews;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Floodgate.Tests.Emergency.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tests.Emergency.Practice;

/// <summary>A run counts as joint when every named team took part in it by a person of its own.</summary>
public sealed class JointDrillTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    private static readonly DrillPlan Drill = DefaultPlan.Plan.Drills.First(one => one.Joint is not null);

    private static readonly DrillTookPartBody[] All =
        [new("ops-lead", ["operations"]), new("service-lead", ["customer-service"]), new("tech-lead", ["tech"])];

    [Fact]
    public void DefaultPlan_AsksTechServiceAndOperationsTogether_ForDrillsThatPeopleCanTakePartIn()
    {
        Assert.Equal(["tech", "customer-service", "operations"], Drill.Joint!.Teams);
        // Where a drill runs on a system of its own only, people are played: it could never be joint.
        foreach (var drill in DefaultPlan.Plan.Drills.Where(one => one.Joint is not null))
            Assert.Null(ServedRules.Hinders(DrillShelf.Find(drill.Id)!.Script!, hasAlertSecret: false));
    }

    [Fact]
    public void Run_WithoutOneOfTheTeams_IsNotJoint()
    {
        Assert.True(JointDrills.IsJoint(Drill.Joint!.Teams, All));
        for (var i = 0; i < All.Length; i++)
            Assert.False(JointDrills.IsJoint(Drill.Joint.Teams, [.. All.Where((_, place) => place != i)]));
        Assert.False(JointDrills.IsJoint(Drill.Joint.Teams, []));
    }

    [Fact]
    public void Person_OfSeveralTeams_StandsForOne()
    {
        string[] teams = ["a", "b", "c"];
        Assert.False(JointDrills.IsJoint(teams, [new("x", ["a", "b", "c"]), new("y", ["a"])]));
        // Who comes first takes no team away that only they could stand for.
        Assert.True(JointDrills.IsJoint(teams, [new("x", ["a", "b"]), new("y", ["a"]), new("z", ["b", "c"])]));
        Assert.True(JointDrills.IsJoint(teams, [new("x", ["a", "b", "c"]), new("y", ["a", "b"]), new("z", ["a"])]));
        Assert.False(JointDrills.IsJoint(teams, [new("x", ["a", "b"]), new("y", ["a", "b"]), new("z", ["a", "b"])]));
    }

    [Fact]
    public void Report_OfPlayedPeopleOrBrokenOff_KeepsNobody()
    {
        var report = Report();
        Assert.Equal(
            All.Select(one => one.Person), JointDrills.Read(JointDrills.Keep(report)).Select(one => one.Person));
        Assert.Null(JointDrills.Keep(report with { Shadow = true }));
        Assert.Null(JointDrills.Keep(report with { Ending = "timeLimit" }));
        Assert.Null(JointDrills.Keep(report with { TookPart = [] }));
        Assert.Null(JointDrills.Keep(report with { TookPart = null }));
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(91, true)]
    public void Standing_IsFromTheLastJointRun_NotFromALaterOne(int daysAgo, bool overdue)
    {
        AttendedRun joint = new(Drill.Id, Now.AddDays(-daysAgo), "d-1", All);
        AttendedRun later = new(Drill.Id, Now.AddDays(-1), "d-2", [All[0]]);
        AttendedRun another = new("call-tree", Now, "d-3", All);
        var stands = JointDrills.Of(Drill, [another, later, joint], Now)!;
        Assert.Equal(("d-1", overdue), (stands.Last!.Id, stands.Overdue));
        Assert.Equal(joint.EndedAt.AddDays(90), stands.DueAt);
        Assert.True(JointDrills.Of(Drill, [later], Now)!.Overdue);
        Assert.Null(JointDrills.Of(Drill with { Joint = null }, [joint], Now));
    }

    [Fact]
    public void Board_HasTheJointRun_AndOverdueIsAnAlarmLikeTheOthers()
    {
        var trigger = new RevisionTrigger { Id = "drill", Name = TestPlan.Text("t"), Kind = TriggerKind.Drill };
        var plan = new PlanInForce(
            DefaultPlan.Plan with { Drills = [Drill], Courses = [], RevisionTriggers = [trigger] }, "default", 1, "h",
            true, Now.Micros(), null, []);
        var known = new ReadinessMaterial(plan, Now) { Drills = [new LastDone(Drill.Id, Now, true)] };

        var never = ReadinessEndpoint.Compute(known);
        Assert.False(never.Ready);
        Assert.Equal([false, true], never.Drills.Select(one => one.Overdue));
        Assert.Contains(
            "Joint drill: Loss of the storage", Assert.Single(never.Stale).Because.En, StringComparison.Ordinal);

        var held = ReadinessEndpoint.Compute(
            known with { JointDrills = [new LastDone(Drill.Id, Now.AddDays(-80), null)] });
        Assert.True(held.Ready);
        var joint = Assert.Single(held.Drills, one => one.Together is not null);
        Assert.Equal((Now.AddDays(-80), Now.AddDays(10)), (joint.LastAt, joint.DueAt));
        Assert.Equal(["技术组", "客服组", "运营组"], joint.Together!.Select(one => one.Zh));

        var late = ReadinessEndpoint.Compute(
            known with { JointDrills = [new LastDone(Drill.Id, Now.AddDays(-91), null)] });
        Assert.False(late.Ready);
    }

    [Fact]
    public async Task Book_RemembersWhoTookPart_AcrossARestart()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using (await SqliteRelational.OpenAsync(folder, TimeProvider.System, cancel))
        {
            // The schema is there.
        }

        var databases = new Factory(folder);
        using var book = new PracticeBook(databases, new PracticeOptions());
        await book.AddAsync(Row(0, JointDrills.Keep(Report())), cancel);
        await book.AddAsync(Row(1, null), cancel);
        using var again = new PracticeBook(databases, new PracticeOptions());
        await again.LoadAsync(cancel);
        foreach (var one in new[] { book, again })
        {
            Assert.Equal("d-1", JointDrills.Of(Drill, one.Attended, Now)!.Last!.Id);
            Assert.Equal("d-2", one.Drills[Drill.Id].Id);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Print_SaysWhoHoldsItTogether_AndHowOften(bool english) => Assert.Contains(
        english ? "every 90 days Tech, Customer service, Operations hold it together"
            : "每 90 天由 技术组、客服组、运营组 联合演练一次",
        System.Net.WebUtility.HtmlDecode(PlanPrint.Html(DefaultPlan.Plan, english, PlanStamp.Of(DefaultPlan.Version))),
        StringComparison.Ordinal);

    private static DrillRow Row(int day, string? tookPart) => new()
    {
        Drill = Drill.Id,
        StartedMicros = Now.AddDays(day - 10).Micros(),
        EndedMicros = Now.AddDays(day - 10).AddMinutes(3).Micros(),
        TookPart = tookPart,
    };

    private static DrillReportBody Report() => new()
    {
        Drill = Drill.Id,
        Title = Drill.Name,
        DrillHash = new string('a', 64),
        Risks = ["storage-down"],
        Plan = "default",
        Program = "0.1.0",
        Seed = "7",
        StartedAt = Now.AddMinutes(-3),
        EndedAt = Now,
        Ending = "completed",
        Shadow = false,
        Score = new DrillScoreBody(1, 1, true),
        Injects = [],
        Expectations = [],
        Rollback = [],
        Actions = [],
        Troubles = [],
        TookPart = All,
    };

    private sealed class Factory(string folder) : IDbContextFactory<FloodgateDb>
    {
        public FloodgateDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<FloodgateDb>();
            SqliteRelational.Configure(options, SqliteRelational.FileIn(folder));
            return new FloodgateDb(options.Options);
        }
    }
}
