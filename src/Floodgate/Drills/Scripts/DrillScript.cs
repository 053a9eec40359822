using System.Collections.Immutable;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Scripts;

/// <summary>
/// A drill as data (<c>plans/drills/ID.yaml</c>): what is done to a system that nobody depends on, and what program and
/// people must then do in which time.
/// </summary>
internal sealed record DrillScript
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "title", Max = 120)]
    public required BilingualText Title { get; init; }

    [Member("目的", "purpose", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Purpose { get; init; }

    /// <summary>Risks of the plan that it tries out.</summary>
    [Member("演练的风险", "risks it drills", Form = TextForm.Id, Least = 1, Most = 20)]
    public required IReadOnlyList<string> Risks { get; init; }

    /// <summary>The plan it is written for; it runs under the version that is given to it.</summary>
    [Member("适用预案", "plan it needs", Form = TextForm.Id)]
    public required string Plan { get; init; }

    [Member("目标", "objectives", Max = 300, Least = 1, Most = 20)]
    public required IReadOnlyList<BilingualText> Objectives { get; init; }

    /// <summary>With <c>floodgate watch</c> beside the server.</summary>
    [Member("启动看门狗", "with the watchdog")]
    public bool Watch { get; init; }

    /// <summary>
    /// Options of the node, without <c>Floodgate__</c>: a drill of overload takes away capacity, not the machine.
    /// </summary>
    [Member("节点选项", "options of the node", Max = 100, Most = 20)]
    public ImmutableSortedDictionary<string, string> Node { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the people of the plan do when they are called; who is not named stays silent.</summary>
    [Member("人员", "people", Most = 100)]
    public IReadOnlyList<DrillPerson> People { get; init; } = [];

    [Member("注入", "injects", Least = 1, Most = 40)]
    public required IReadOnlyList<Inject> Injects { get; init; }

    [Member("期望", "expectations", Least = 1, Most = 60)]
    public required IReadOnlyList<Expectation> Expectations { get; init; }

    [Member("停止条件", "stop conditions")]
    public required StopConditions Stop { get; init; }

    /// <summary>
    /// What is put right at the end, in this order, however the drill ends. A fault also ends by itself when the runner
    /// is gone.
    /// </summary>
    [Member("回退", "rollback", Least = 1, Most = 10)]
    public required IReadOnlyList<RollbackStep> Rollback { get; init; }
}

/// <summary>A person of the plan, played by the runner.</summary>
internal sealed record DrillPerson
{
    [Member("人员编号", "person", Form = TextForm.Id)]
    public required string Id { get; init; }

    /// <summary>After the first page that reaches them; left out: never.</summary>
    [Member("确认前等待（秒）", "acknowledges after, seconds", Min = 0, Max = 300)]
    public decimal? AcknowledgesAfterSeconds { get; init; }
}

internal sealed record StopConditions
{
    /// <summary>The drill ends, whatever is still expected; that is then missed.</summary>
    [Member("时限（秒）", "time limit, seconds", Min = 5, Max = 600)]
    public required int TimeLimitSeconds { get; init; }

    /// <summary>A broken invariant (issued over stock, a voucher gone) ends the drill at once.</summary>
    [Member("不变量被破坏即停止", "stop when an invariant breaks")]
    public bool OnBrokenInvariant { get; init; } = true;
}

internal enum RollbackStep
{
    [Choice("停止人群", "stop the crowd")] StopLoad,
    [Choice("恢复存储", "the storage is left alone")] StorageBack,
    [Choice("结束扮演的集群故障", "no fault of a cluster is played")] ClusterBack,
    [Choice("恢复渠道", "channels take messages again")] ChannelsBack,
    [Choice("结束所启动的进程", "end the processes that were started")] EndProcesses,
    [Choice("删除演练数据", "remove the drill's data")] RemoveData,
    [Choice("了结演练中的事件并恢复领取", "end the drill's incidents and open claims again")] EndIncidents,
}
