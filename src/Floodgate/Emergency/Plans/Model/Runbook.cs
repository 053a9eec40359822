using System.Collections.Immutable;
using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>What to do against a cause, step by step.</summary>
internal sealed record Runbook
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 120)]
    public required BilingualText Name { get; init; }

    /// <summary>When to use it and what it reaches.</summary>
    [Member("说明", "summary", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Summary { get; init; }

    /// <summary>The repair time assumed until a person enters one.</summary>
    [Member("预计修复（分钟）", "estimated repair, minutes", Min = 0, Max = 10080)]
    public required int RepairMinutes { get; init; }

    [Member("步骤", "steps", Most = 50)]
    public required IReadOnlyList<RunbookStep> Steps { get; init; }
}

internal enum StepMode
{
    [Choice("自动", "automatic")] Automatic,
    [Choice("一键", "one click")] OneClick,
    [Choice("双人", "two persons")] TwoPerson,
    [Choice("人工核对", "manual check")] Manual,
}

internal sealed record RunbookStep : IPlanPart
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 160)]
    public required BilingualText Name { get; init; }

    /// <summary>How a person does it or checks it; required for a manual step.</summary>
    [Member("做法", "how", Max = 1500, Form = TextForm.Prose)]
    public BilingualText? How { get; init; }

    [Member("方式", "mode")]
    public required StepMode Mode { get; init; }

    /// <summary>A name of <see cref="ActionCatalogue"/>.</summary>
    [Member("动作", "action", Max = 64)]
    public required string Action { get; init; }

    /// <summary>What the action's declaration asks for; values as they are written.</summary>
    [Member("输入", "inputs", Max = 500, Most = 16)]
    public ImmutableSortedDictionary<string, string> Inputs { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Only then; what is set must all hold.</summary>
    [Member("条件", "condition")]
    public StepCondition? Condition { get; init; }

    [Member("时限（秒）", "time limit, seconds", Min = 1, Max = 86400)]
    public required int TimeLimitSeconds { get; init; }

    /// <summary>A team.</summary>
    [Member("责任小组", "owner", Form = TextForm.Id)]
    public required string Owner { get; init; }

    /// <summary>Roles that may start a one-click step or approve a two-person one; nobody approves their own.</summary>
    [Member("可批准的角色", "roles that may approve", Most = 10)]
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>The name of the action that takes it back, with the same inputs.</summary>
    [Member("撤销动作", "undo", Max = 64)]
    public string? Undo { get; init; }

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }

    public string? Input(string name) => Inputs.GetValueOrDefault(name);

    /// <summary>An input that the lint has found to be a whole number.</summary>
    public int? Count(string name) =>
        Input(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool Flag(string name) => Input(name) is "true";
}

/// <summary>When a step is taken. Left out: always, in its turn.</summary>
internal sealed record StepCondition
{
    /// <summary>The incident's estimated repair is longer than this.</summary>
    [Member("预计修复超过（分钟）", "repair takes over, minutes", Min = 0, Max = 10080)]
    public int? RepairOverMinutes { get; init; }

    /// <summary>The incident is at least this grave.</summary>
    [Member("级别至少", "level at least")]
    public ResponseLevel? LevelAtLeast { get; init; }

    /// <summary>An earlier step of this runbook failed or ran out of time.</summary>
    [Member("某步失败", "a step failed", Form = TextForm.Id)]
    public string? StepFailed { get; init; }

    /// <summary>A detector of the plan is firing, or no longer firing.</summary>
    [Member("监测项越限", "a detector fires", Form = TextForm.Id)]
    public string? DetectorFires { get; init; }

    [Member("监测项已恢复", "a detector is clear", Form = TextForm.Id)]
    public string? DetectorClear { get; init; }
}
