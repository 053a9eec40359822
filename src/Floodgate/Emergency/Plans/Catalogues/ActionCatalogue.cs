using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

internal enum InputKind
{
    [Choice("文本", "a text")] Text,
    [Choice("整数", "a whole number")] Count,
    [Choice("true 或 false", "true or false")] Flag,
    [Choice("选项", "a choice")] OneOf,
    [Choice("公告模板编号", "the id of a notice template")] Notice,
    [Choice("小组编号", "the id of a team")] Team,
    [Choice("监测项编号", "the id of a detector")] Detector,
    [Choice("编号", "an id")] Id,
}

/// <summary>One input of an action, typed.</summary>
internal sealed record ActionInput(string Name, InputKind Kind, bool Required, BilingualText Words)
{
    public int Min { get; init; }

    public int Max { get; init; } = int.MaxValue;

    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>Something a runbook's step may do.</summary>
/// <param name="UndoneBy">The action that takes it back; null when nothing does.</param>
/// <param name="Changes">It changes something outside the incident; counted by the cap on automation.</param>
internal sealed record ActionEntry(
    string Name, BilingualText Words, IReadOnlyList<ActionInput> Inputs, string? UndoneBy, bool Changes)
{
    /// <summary>
    /// The program has it in its words only: a step that names it waits. A test holds this to what is
    /// built.
    /// </summary>
    public bool Built { get; init; } = true;

    public ActionInput? Input(string name) => Inputs.FirstOrDefault(one => one.Name == name);
}

/// <summary>The closed list of what steps may do. A plan can name nothing else.</summary>
internal static class ActionCatalogue
{
    private static readonly ActionInput Scope = Choice(
        "scope", "范围", "scope", required: true, "campaign", "batch", "region", "merchant");

    private static readonly ActionInput Target = new("target", InputKind.Text, false, new("对象", "target"));

    private static readonly ActionInput Node = new(
        "node", InputKind.Id, false, new("节点；不填则为失效的那个", "node; else the one that is lost"));

    public static readonly IReadOnlyList<ActionEntry> All =
    [
        new("pause", new("暂停领取", "pause claims"),
            [Scope, Target, Template(required: true),
                Count("minutes", "分钟；不填则为预计修复加余量", "minutes; else the estimate and its margin", 1, 1440)],
            "resume", Changes: true),
        new("resume", new("恢复领取（须满足恢复条件）", "resume claims, if the recovery criteria hold"),
            [Scope, Target], null, Changes: true),
        new("extend-validity", new("补足有效期", "give lost validity back"),
            [Scope, Target, Count("minutes", "分钟；不填则为实际损失", "minutes; else what was lost", 1, 525600)],
            null, Changes: true),
        new("publish-notice", new("发布公告", "publish a notice"), [Template(required: true)],
            "withdraw-notice", Changes: true),
        new("update-notice", new("更新公告", "update the notice"), [Template(required: false)], null, Changes: true),
        new("withdraw-notice", new("撤下公告", "withdraw the notice"), [], null, Changes: true),
        new("raise-limit", new("放宽限制", "raise a limit"), LimitInputs(), "lower-limit", Changes: true),
        new("lower-limit", new("收紧限制", "lower a limit"), LimitInputs(), "raise-limit", Changes: true),
        new("relieve-storage", new("减轻存储负担", "relieve the storage"),
            [Choice("measure", "措施", "measure", true, "shed-reports", "slow-projector", "cap-pool",
                "cancel-statements")],
            "relieve-storage", Changes: true),
        new("notify-team", new("通知小组", "notify a team"),
            [new("team", InputKind.Team, true, new("小组", "team")),
                new("text", InputKind.Text, false, new("内容", "text"))],
            null, Changes: false),
        new("notify-holders", new("通知持券人", "notify holders"), [Scope, Target, Template(required: true)],
            null, Changes: true),
        new("webhook", new("调用已登记的外部接口", "call a listed address outside"),
            [new("endpoint", InputKind.Id, true, new("接口", "endpoint")),
                new("text", InputKind.Text, false, new("内容", "text"))],
            null, Changes: true),
        new("scale-out", new("扩容（以实测为准）", "scale out, judged by measurement"),
            [Choice("driver", "方式", "driver", true, "webhook", "command", "process"),
                new("endpoint", InputKind.Id, false,
                    new("服务器上已登记的接口或程序", "endpoint or driver by its name on the server")),
                Count("nodes", "节点数", "nodes", 1, 10),
                Count("percentAtLeast", "容量至少增加（%）", "capacity must rise by, percent", 1, 1000)],
            null, Changes: true),
        new("cordon-node", new("让节点交出账本，照常答复", "have a node give its books away and go on answering"),
            [Node], "cordon-node", Changes: true),
        new("drain-node", new("排空节点", "drain a node"), [Node], "drain-node", Changes: true),
        new("promote-standby", new("提升数据库备库", "promote the standby database"), [], null, Changes: true),
        new("release-standby", new("不再等待备库", "go on without the standby database"), [], null, Changes: true),
        new("evidence-snapshot", new("留存证据", "take an evidence snapshot"),
            [Choice("what", "内容", "what", false, "signals", "configuration", "all")], null, Changes: false),
        new("wait-for", new("等待条件", "wait for a condition"),
            [new("detector", InputKind.Detector, true, new("监测项", "detector")),
                Choice("state", "状态", "state", true, "clear", "fires")],
            null, Changes: false),
        new("manual", new("人工", "by hand"), [], null, Changes: false),
    ];

    public static ActionEntry? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    private static ActionInput Template(bool required) =>
        new("notice", InputKind.Notice, required, new("公告模板", "notice template"));

    private static ActionInput[] LimitInputs() =>
    [
        Choice("limit", "限制", "limit", true, "claims-per-second", "queue-commands", "console-queries"),
        Count("percent", "百分比（相对当前值）", "percent of what it is now", 1, 1000),
    ];

    private static ActionInput Choice(string name, string zh, string en, bool required, params string[] choices) =>
        new(name, InputKind.OneOf, required, new(zh, en)) { Choices = choices };

    private static ActionInput Count(string name, string zh, string en, int min, int max) =>
        new(name, InputKind.Count, false, new(zh, en)) { Min = min, Max = max };
}
