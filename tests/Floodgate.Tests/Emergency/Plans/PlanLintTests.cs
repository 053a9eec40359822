using Floodgate.Emergency.Plans;
using static Floodgate.Tests.Emergency.Plans.PlanText;

namespace Floodgate.Tests.Emergency.Plans;

/// <summary>Each rule refuses with file, line and member. A row spoils the default plan at one place.</summary>
public sealed class PlanLintTests
{
    /// <summary>
    /// Anchor, what stands there, what is put there, whose line is named (empty: that place), member, code.
    /// </summary>
    public static TheoryData<string, string, string, string, string, string> People() => new()
    {
        { "- id: command\n", "    deputy: deputy-director\n", "", "- id: command", "/teams/0", "team-without-deputy" },
        { "- id: command\n", "    primary: director\n", "", "- id: command", "/teams/0", "team-without-primary" },
        { "- id: command\n", "deputy: deputy-director", "deputy: director", "",
            "/teams/0/deputy", "deputy-is-primary" },
        { "- id: command\n", "[command-basics]", "[none]", "", "/teams/0/courses/0", "course-unknown" },
        { "channels:", "kind: sms", "kind: inApp", "", "/channels/1/kind", "duplicate" },
        { "levels:", "colour: red", "colour: blue", "", "/levels/0/colour", "level-colour" },
        { "levels:", "declare: [commander", "declare: [captain", "", "/levels/0/declare/0", "role-unknown" },
        { "levels:", "end: [commander]", "end: [till]", "", "/levels/0/end/0", "role-unknown" },
        { "levels:", "command: command", "command: nobody", "", "/levels/0/command", "team-unknown" },
        { "levels:", "teams: [tech", "teams: [teck", "", "/levels/0/page/teams/0", "team-unknown" },
        { "levels:", "acknowledgementsNeeded: 1", "acknowledgementsNeeded: 3", "",
            "/levels/0/page/acknowledgementsNeeded", "acknowledgements-impossible" },
        { "levels:", "afterSeconds: 15", "afterSeconds: 14", "", "/levels/0/page/steps/1/afterSeconds", "step-time" },
        { "levels:", "afterSeconds: 0", "afterSeconds: 1", "", "/levels/0/page/steps/0/afterSeconds", "step-time" },
        { "levels:", "to: person, person: director", "to: person", "", "/levels/0/page/steps/3", "member-missing" },
        { "levels:", "to: deputy", "to: deputy, person: director", "",
            "/levels/0/page/steps/1/person", "member-unused" },
        { "levels:", "bypassesQuiet: true", "bypassesQuiet: false", "", "/levels/0/page/bypassesQuiet",
            "quiet-at-level-one" },
        { "levels:", "firstNoticeSeconds: 60", "firstNoticeSeconds: 61", "", "/levels/0/firstNoticeSeconds",
            "notice-too-late" },
        { "assessment:", "approvedBy: [director]", "approvedBy: [risk-officer]", "", "/assessment/approvedBy/0",
            "approver-is-author" },
    };

    public static TheoryData<string, string, string, string, string, string> Risks() => new()
    {
        { "- id: storage-down", "owner: tech", "owner: nobody", "", "/risks/0/owner", "team-unknown" },
        { "- id: storage-down", "[\"2.1\"", "[\"2,1\"", "", "/risks/0/clauses/0", "clause-malformed" },
        { "- id: storage-down", "          runbook: storage-failed\n", "", "- id: folder-failed",
            "/risks/0/response/causes/0",
            "risk-without-runbook" },
        { "- id: storage-down", "runbook: storage-failed", "runbook: none", "", "/risks/0/response/causes/0/runbook",
            "runbook-unknown" },
        { "- id: people-unreachable", "    notice: clarification\n", "", "- id: people-unreachable",
            "/risks/7", "risk-without-notice" },
        { "- id: storage-down", "notice: storage-failure", "notice: none", "", "/risks/0/notice", "notice-unknown" },
        { "- id: people-unreachable", "    drill: call-tree\n", "", "- id: people-unreachable",
            "/risks/7", "risk-without-drill" },
        { "- id: storage-down", "drill: storage-lost", "drill: none", "", "/risks/0/drill", "drill-unknown" },
        { "- id: people-unreachable", "    course: command-basics\n", "", "- id: people-unreachable",
            "/risks/7", "risk-without-course" },
        { "- id: calls-many", "risk: calls-surge", "risk: overload", "- id: calls-surge",
            "/risks/6", "risk-without-detector" },
        { "- id: denial-of-service\n", "executable: false\n    missing: ", "executable: false\n    # ",
            "- id: denial-of-service",
            "/risks/8", "missing-unsaid" },
        { "- id: denial-of-service\n    name: {zh: \"分布", "executable: false", "executable: true",
            "missing: {zh: \"攻击识别",
            "/risks/8/missing", "missing-unasked" },
        { "- id: journal-probe", "risk: storage-down", "risk: none", "", "/detectors/0/risk", "risk-unknown" },
        { "- id: disk-fills", "cause: disk-full", "cause: none", "", "/detectors/4/cause", "cause-unknown" },
        { "- id: writes-refused", "name: storage.failures", "name: storage.joy", "", "/detectors/2/signal/name",
            "signal-unknown" },
        { "- id: writes-refused", "unit: \"/s\"", "unit: ms", "", "/detectors/2/unit", "unit-wrong" },
        { "- id: writes-refused", "    limit: 0\n", "", "- id: writes-refused", "/detectors/2", "member-missing" },
        { "- id: writes-refused", "limit: 0\n", "limit: 0\n    percentile: 99\n", "percentile: 99",
            "/detectors/2/percentile",
            "member-unused" },
        { "- id: writes-refused", "storage.failures}", "storage.failures, code: x}", "", "/detectors/2/signal/code",
            "member-unused" },
        { "- id: writes-refused", "storage.failures}", "storage.failures, campaign: x}", "",
            "/detectors/2/signal/campaign", "member-unused" },
        { "- id: passes-forged", "pass-invalid", "pass-nice", "", "/detectors/16/signal/code", "code-unknown" },
        { "- id: writes-slow", "kind: percentile", "kind: threshold", "signal: {name: journal.duration}",
            "/detectors/5/signal/name",
            "signal-kind-wrong" },
        { "- id: writes-slow", "clearLimit: 150", "clearLimit: 500", "",
            "/detectors/5/clearLimit", "clear-limit-wrong" },
        { "- id: journal-probe", "target: journal", "target: fridge", "", "/detectors/0/probe/target",
            "probe-target-malformed" },
    };

    public static TheoryData<string, string, string, string, string, string> Steps() => new()
    {
        { "- id: pause-claims", "action: pause", "action: stop", "", "/runbooks/0/steps/1/action", "action-unknown" },
        { "- id: pause-claims", "scope: campaign, ", "", "- id: pause-claims", "/runbooks/0/steps/1", "input-missing" },
        { "- id: pause-claims", "scope: campaign", "scope: world", "", "/runbooks/0/steps/1/inputs/scope",
            "input-malformed" },
        { "- id: pause-claims", "scope: campaign", "scope: batch", "- id: pause-claims",
            "/runbooks/0/steps/1", "input-missing" },
        { "- id: pause-claims", "notice: storage-failure", "notice: none", "", "/runbooks/0/steps/1/inputs/notice",
            "input-malformed" },
        { "- id: pause-claims", "scope: campaign", "scope: campaign, mood: good", "",
            "/runbooks/0/steps/1/inputs/mood", "input-unknown" },
        { "- id: pause-claims", "undo: resume", "undo: pause", "", "/runbooks/0/steps/1/undo", "undo-wrong" },
        { "- id: pause-claims", "owner: operations", "owner: nobody", "", "/runbooks/0/steps/1/owner", "team-unknown" },
        { "- id: resume-claims", "        approvers: [commander, admin]\n", "", "- id: resume-claims",
            "/runbooks/0/steps/7",
            "step-without-approver" },
        { "- id: give-time-back", "        approvers: [commander, operator]\n", "", "- id: give-time-back",
            "/runbooks/0/steps/8",
            "step-without-approver" },
        { "- id: check-disk", "action: manual", "action: withdraw-notice", "", "/runbooks/0/steps/3/action",
            "action-not-of-mode" },
        { "- id: wait-storage", "detector: journal-probe", "detector: none", "", "/runbooks/0/steps/5/inputs/detector",
            "input-malformed" },
        { "- id: overload-scale", "stepFailed: scale-out", "stepFailed: none", "",
            "/runbooks/5/steps/2/condition/stepFailed", "step-unknown" },
        { "- id: disk-full\n    name: {zh: \"磁盘写满的", "detectorFires: writes-refused", "detectorFires: none", "",
            "/runbooks/1/steps/1/condition/detectorFires", "detector-unknown" },
    };

    public static TheoryData<string, string, string, string, string, string> Conduct() => new()
    {
        { "notices:", "预计 {returnAt} 恢复领取", "稍后恢复领取", "zh: |", "/notices/0/text/zh", "notice-without-field" },
        { "notices:", "en: \"Claiming is paused while", "en: \"领取 is paused while", "", "/notices/0/title/en",
            "language-missing" },
        { "notices:", "zh: \"领取暂停：系统正在修复\"", "zh: \"Paused\"", "", "/notices/0/title/zh", "language-missing" },
        { "notices:", "{link}", "{links}", "zh: |", "/notices/0/text/zh", "placeholder-unknown" },
        { "thresholds:", "overMinutes: 30", "overMinutes: 10", "", "/repair/thresholds/1/overMinutes",
            "threshold-order" },
        { "- id: attack-over", "    checkedBy: security\n", "", "- id: attack-over",
            "/recovery/5", "criterion-not-one" },
        { "- id: attack-over", "checkedBy: security", "checkedBy: nobody", "",
            "/recovery/5/checkedBy", "team-unknown" },
        { "- id: writes-fast", "    percentile: 99\n", "", "- id: writes-fast", "/recovery/2", "percentile-wanted" },
        { "- id: no-refused-writes", "    limit: 0.01\n", "", "- id: no-refused-writes",
            "/recovery/1", "member-missing" },
        { "- id: monthly", "    everyDays: 30\n", "", "- id: monthly", "/meetings/0", "member-missing" },
        { "- id: after-incident", "kind: afterIncident", "kind: regular", "- id: monthly",
            "/meetings", "meeting-missing" },
        { "- id: storage-lost\n", "joint: {teams: [tech, customer-service", "joint: {teams: [tech, security", "",
            "/drills/0/joint/teams/1", "joint-team-not-of-drill" },
        { "- id: storage-lost\n", "joint: {teams: [tech, customer-service", "joint: {teams: [tech, tech", "",
            "/drills/0/joint/teams/1", "duplicate" },
        { "reTest:", "forged-requests", "none", "", "/review/reTest/0", "risk-unknown" },
        { "revisionTriggers:", ", days: 365", "", "", "/revisionTriggers/0", "member-missing" },
        { "revisionTriggers:", ", fromLevel: II", "", "", "/revisionTriggers/2", "member-missing" },
        { "revisionTriggers:", ", percent: 50", "", "", "/revisionTriggers/7", "member-missing" },
    };

    [Theory]
    [MemberData(nameof(People))]
    [MemberData(nameof(Risks))]
    [MemberData(nameof(Steps))]
    [MemberData(nameof(Conduct))]
    public void Check_OfASpoiltPlan_NamesFileLineAndMember(
        string anchor, string from, string to, string owner, string pointer, string code)
    {
        var (text, line) = Spoil(anchor, from, to, owner);
        var faults = PlanLint.Check(Parse(text)).Select(Where).ToArray();
        Assert.Contains($"spoilt.yaml:{line} {pointer} {code}", faults);
    }

    [Fact]
    public void Check_OfTheDefaultPlan_FindsNothing() =>
        Assert.Empty(PlanLint.Check(Parse(Default), Contacts(DefaultPlan.ExampleContactsText)));

    [Fact]
    public void Check_OfTheDefaultPlanWithWhatLiesBesideIt_FindsNothing() => Assert.Empty(PlanLint.Check(
        Parse(Default), Contacts(DefaultPlan.ExampleContactsText),
        PlanFiles.In(Path.Combine(Architecture.SourceTree.Root, "plans"))));

    [Theory]
    [InlineData("drills/storage-lost.yaml", null, "/drills/0/id", "file-missing")]
    [InlineData("drills/storage-lost.yaml", "id: storage-lost\nrisks: [overload]", "/risks/0/drill",
        "drill-of-another-risk")]
    [InlineData("drills/storage-lost.yaml", "id: other\nrisks: [storage-down]", "/drills/0/id", "drill-mismatch")]
    [InlineData("drills/storage-lost.yaml", "{", "/drills/0/id", "drill-mismatch")]
    [InlineData("courses/storage.md", null, "/courses/1/id", "file-missing")]
    [InlineData("courses/storage.md", "# a", "/courses/1/id", "course-malformed")]
    [InlineData("courses/storage.md", "# a\n## 中文\n### 技术组\n### 运营组\n### 客服组\n## English\n### Tech\n### Operations\n",
        "/courses/1/teams/1", "course-without-team")]
    public void Check_WhenAFileBesideThePlanIsMissingOrFaulty_NamesIt(
        string file, string? text, string pointer, string code)
    {
        var beside = PlanFiles.In(Path.Combine(Architecture.SourceTree.Root, "plans"));
        var files = new PlanFiles(name => name == file ? text : beside.Read(name));
        var faults = PlanLint.Check(Parse(Default, "default.yaml"), files: files);
        Assert.Contains(faults, fault => fault.Pointer == pointer && fault.Code == code && fault.Line > 0);
    }

    [Fact]
    public void Check_WhenOnlyGroupRobotsReachPeople_RefusesTheChannels()
    {
        var plan = DefaultPlan.Plan;
        var robots = plan.Channels.Where(channel => !channel.IsPersonal).ToArray();
        Assert.Equal(2, robots.Length);
        var faults = PlanLint.Check(plan with { Channels = [.. robots, plan.Channels[0]] });
        Assert.Contains(faults, fault => fault is { Pointer: "/channels", Code: "channels-too-few" });
    }

    [Fact]
    public void Check_WhenLevelsStandInAnotherOrder_RefusesEach()
    {
        var plan = DefaultPlan.Plan with { Levels = [.. DefaultPlan.Plan.Levels.Reverse()] };
        Assert.Equal(
            ["/levels/0/id", "/levels/1/id", "/levels/2/id", "/levels/3/id"],
            PlanLint.Check(plan).Where(fault => fault.Code == "level-order").Select(fault => fault.Pointer));
    }
}
