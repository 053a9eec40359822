using Floodgate.Drills.Judging;

namespace Floodgate.Tests.Drills.Judging;

/// <summary>A story that went well has full score; each planted fault is found, and nothing beside it.</summary>
public sealed class DrillJudgeTests
{
    [Fact]
    public void Story_AsItShouldBe_MeetsEverything()
    {
        var all = Drilled.Judge(Drilled.Good()).All;
        Assert.All(all, one => Assert.Equal(VerdictState.Met, one.Verdict.State));
        Assert.Equal(1.2, all.Single(one => one.Expected.Id == "incident").Verdict.Seconds!.Value, 3);
        Assert.Equal(15.1, all.Single(one => one.Expected.Id == "deputies").Verdict.Seconds!.Value, 3);
    }

    [Theory]
    [InlineData(nameof(SightKind.Incident), "i-1", 2.1, "incident")]
    [InlineData(nameof(SightKind.Phase), "drill", 5.2, "paused")]
    [InlineData(nameof(SightKind.Notice), "server", 61, "notice")]
    [InlineData(nameof(SightKind.Page), "ops-lead", 5.1, "paged")]
    public void Something_SeenTooLate_IsMissedWithItsTime(string kind, string subject, double after, string missed)
    {
        var seen = Drilled.Good()
            .Select(one => one.Kind.ToString() == kind && one.Subject == subject && one.At > Drilled.Lost
                ? one with { At = Drilled.Lost + after } : one).ToArray();
        Assert.Contains(missed, Drilled.Missed(seen));
        var verdict = Drilled.Judge(seen).All.Single(one => one.Expected.Id == missed).Verdict;
        Assert.Equal(after, verdict.Seconds!.Value, 3);
    }

    [Theory]
    [InlineData(nameof(SightKind.Incident), "", "incident", "one")]
    [InlineData(nameof(SightKind.Page), "service-lead", "paged")]
    [InlineData(nameof(SightKind.Page), "tech-deputy", "deputies", "answered")]
    [InlineData(nameof(SightKind.Notice), "", "notice")]
    [InlineData(nameof(SightKind.WalletRead), "", "wallets")]
    [InlineData(nameof(SightKind.Firing), "", "clear")]
    [InlineData(nameof(SightKind.Timeline), "", "timeline")]
    [InlineData(nameof(SightKind.Invariant), "", "invariants")]
    public void Something_NeverSeen_IsMissed(string kind, string subject, params string[] missed)
    {
        var seen = Drilled.Good()
            .Where(one => one.Kind.ToString() != kind || (subject.Length > 0 && one.Subject != subject));
        Assert.Equal(missed.Order(), Drilled.Missed(seen).Where(missed.Contains).Order());
    }

    [Fact]
    public void Deputy_CalledAtSeventeenSeconds_IsMissed() => Assert.Contains("deputies", Drilled.Missed(
        Drilled.Good().Select(one => one.Subject == "ops-deputy" ? one with { At = one.At + 2 } : one)));

    [Fact]
    public void Deputy_CalledTooEarly_IsMissed() => Assert.Contains("deputies", Drilled.Missed(
        Drilled.Good().Select(one => one.Subject == "ops-deputy" ? one with { At = one.At - 2 } : one)));

    /// <summary>Real people who answer in time stop the escalation: no deputy is called, and that is good.</summary>
    [Fact]
    public void Teams_ThatAnswerBeforeTheirDeputies_MissNothingOnARunningServer()
    {
        var seen = Drilled.Good().Where(one =>
            one.Kind != SightKind.Acknowledged && !one.Subject.EndsWith("-deputy", StringComparison.Ordinal)).ToList();
        seen.AddRange(Drilled.Teams.Select(team =>
            new Sighting(Drilled.Lost + 8, SightKind.Acknowledged, team.Primary, "room")));
        Assert.Equal(["deputies", "answered"], Drilled.Missed(seen));
        var served = Drilled.Judge(seen, isShadow: false).All;
        Assert.All(served, one => Assert.Equal(VerdictState.Met, one.Verdict.State));
        Assert.DoesNotContain(served, one => one.Expected.ShadowOnly);
        Assert.True(Drilled.Judge(seen, now: 59, ended: false, isShadow: false).IsSettled);
    }

    [Fact]
    public void Page_WithAWrongSignature_CountsForNothing() => Assert.Contains("paged", Drilled.Missed(
        Drilled.Good().Select(one => one.Subject == "ops-lead" ? one with { Good = false } : one)));

    [Fact]
    public void Notice_WithoutAReturnTime_IsMissed() => Assert.Equal(["notice"], Drilled.Missed(
        Drilled.Good().Select(one => one.Kind == SightKind.Notice ? one with { Detail = "" } : one)));

    [Fact]
    public void Wallet_ThatCouldNotBeReadOnce_IsMissed()
    {
        var seen = Drilled.Good();
        seen.Add(new Sighting(Drilled.Lost + 4, SightKind.WalletRead, "holder-2", Good: false));
        Assert.Equal(["wallets"], Drilled.Missed(seen));
    }

    [Fact]
    public void Incident_BesideTheOne_IsMissed()
    {
        var seen = Drilled.Good();
        seen.Add(new Sighting(20, SightKind.Incident, "i-2", "overload"));
        Assert.Equal(["one"], Drilled.Missed(seen));
    }

    [Theory]
    [InlineData(nameof(SightKind.Timeline), "timeline")]
    [InlineData(nameof(SightKind.Invariant), "invariants")]
    public void Gap_OrBrokenInvariant_IsMissed(string kind, string missed)
    {
        var seen = Drilled.Good();
        seen.Add(new Sighting(60, Enum.Parse<SightKind>(kind), "x", "1 lost", Good: false));
        Assert.Equal([missed], Drilled.Missed(seen));
    }

    [Fact]
    public void Campaign_ThatStaysOpen_IsMissed()
    {
        var seen = Drilled.Good();
        seen.Add(new Sighting(11, SightKind.Phase, "nagasaki-1", "open"));
        Assert.Equal(["paused"], Drilled.Missed(seen));
    }

    [Fact]
    public void Drill_CutShort_MissesWhatWasStillToCome()
    {
        var missed = Drilled.Judge(Drilled.Good().Where(one => one.At < 20), now: 20).All
            .Where(one => !one.Met).Select(one => one.Expected.Id).ToArray();
        Assert.Equal(["wallets", "deputies", "answered", "clear", "timeline", "invariants"], missed);
    }

    [Fact]
    public void Expectation_BeforeItsTime_IsStillWaited()
    {
        var judge = Drilled.Judge(
            Drilled.Good().Where(one => one.At <= Drilled.Lost), now: Drilled.Lost + 1, ended: false);
        Assert.All(judge.All, one => Assert.Equal(VerdictState.Waiting, one.Verdict.State));
        Assert.False(judge.IsSettled);
    }

    [Fact]
    public void Injects_AreDueInTheirTurn()
    {
        Assert.Equal(["crowd"], Due([], 0));
        Assert.Equal(["crowd"], Due([new(10, SightKind.Inject, "crowd")], 12.9));
        Assert.Equal(["crowd", "lost"], Due([new(10, SightKind.Inject, "crowd")], 13));
        // At the latest, also when nobody saw what it waits for.
        Assert.Equal(["crowd", "back"], Due([], 50));
    }

    [Fact]
    public void Drill_IsSettled_WhenOnlyTheEndIsLeft() =>
        Assert.True(Drilled.Judge(Drilled.Good(), now: 59, ended: false).IsSettled);

    private static string[] Due(Sighting[] seen, double now) =>
        [.. Drilled.Judge(seen, now, ended: false).Due.Select(one => one.Id)];
}
