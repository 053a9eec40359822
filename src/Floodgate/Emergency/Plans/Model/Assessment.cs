using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>The risk assessment that comes before the plan: dated, approved, with its scales.</summary>
internal sealed record Assessment
{
    [Member("评估日期", "date of assessment")]
    public required DateOnly Date { get; init; }

    /// <summary>Days it holds; afterwards the plan is stale.</summary>
    [Member("有效天数", "days of validity", Min = 1, Max = 730)]
    public required int ValidDays { get; init; }

    [Member("评估人", "assessed by", Form = TextForm.Id)]
    public required string Author { get; init; }

    [Member("批准人", "approved by", Form = TextForm.Id, Least = 1, Most = 10)]
    public required IReadOnlyList<string> ApprovedBy { get; init; }

    [Member("方法", "method", Max = 2000, Form = TextForm.Prose)]
    public required BilingualText Method { get; init; }

    [Member("可能性分级", "likelihood, from 1 to 5", Max = 200, Least = 5, Most = 5)]
    public required IReadOnlyList<BilingualText> Likelihood { get; init; }

    [Member("影响分级", "impact, from 1 to 5", Max = 200, Least = 5, Most = 5)]
    public required IReadOnlyList<BilingualText> Impact { get; init; }

    /// <summary>Likelihood x impact from which a risk may not stay without an executable response.</summary>
    [Member("须处置的分值", "score that must be treated", Min = 1, Max = 25)]
    public required int TreatFromScore { get; init; }
}

/// <summary>What may happen, how bad it would be, who owns it, and what is done.</summary>
internal sealed record Risk : IPlanPart
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    [Member("描述", "description", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Description { get; init; }

    /// <summary>The clauses of the starting document it answers: 2.1, 3.1a, ...</summary>
    [Member("条款", "clauses", Max = 8, Most = 20)]
    public IReadOnlyList<string> Clauses { get; init; } = [];

    [Member("可能性", "likelihood", Min = 1, Max = 5)]
    public required int Likelihood { get; init; }

    [Member("影响", "impact", Min = 1, Max = 5)]
    public required int Impact { get; init; }

    /// <summary>A team.</summary>
    [Member("责任小组", "owner", Form = TextForm.Id)]
    public required string Owner { get; init; }

    [Member("预防措施", "prevention", Max = 500, Most = 20)]
    public IReadOnlyList<BilingualText> Prevention { get; init; } = [];

    [Member("响应", "response")]
    public required RiskResponse Response { get; init; }

    /// <summary>A notice template.</summary>
    [Member("公告", "notice", Form = TextForm.Id)]
    public string? Notice { get; init; }

    /// <summary>A drill.</summary>
    [Member("演练", "drill", Form = TextForm.Id)]
    public string? Drill { get; init; }

    /// <summary>A course.</summary>
    [Member("课程", "course", Form = TextForm.Id)]
    public string? Course { get; init; }

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }

    public int Score => Likelihood * Impact;
}

internal sealed record RiskResponse
{
    /// <summary>The level an incident starts at when a detector does not say otherwise.</summary>
    [Member("起始级别", "level at first")]
    public required ResponseLevel Level { get; init; }

    /// <summary>The first is assumed until another is found.</summary>
    [Member("原因", "causes", Most = 20)]
    public required IReadOnlyList<Cause> Causes { get; init; }
}

/// <summary>What a risk may come from, and the runbook for that.</summary>
internal sealed record Cause
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 120)]
    public required BilingualText Name { get; init; }

    /// <summary>How people tell this cause from the others.</summary>
    [Member("辨认", "signs", Max = 500, Form = TextForm.Prose)]
    public BilingualText? Signs { get; init; }

    [Member("处置手册", "runbook", Form = TextForm.Id)]
    public string? Runbook { get; init; }
}
