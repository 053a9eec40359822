using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>What a draft is made of. The same material gives the same draft.</summary>
/// <param name="Plan">The version the incident was handled under.</param>
/// <param name="Series">Signals over the incident; none: what the timeline itself says of them is drawn.</param>
/// <param name="Loss">What was counted outside the timeline; null: nothing is known.</param>
internal sealed record ReviewMaterial(
    string Incident, IReadOnlyList<Entry> Entries, EmergencyPlan Plan, IReadOnlyList<SignalSeries> Series,
    CountedLoss? Loss);

/// <summary>A signal over the incident's time.</summary>
/// <param name="Limit">Where its detector fires.</param>
internal sealed record SignalSeries(
    string Id, BilingualText Name, string Unit, decimal? Limit, IReadOnlyList<SignalPoint> Points);

/// <summary>Null: nothing was measured then.</summary>
internal readonly record struct SignalPoint(DateTimeOffset At, decimal? Value);

/// <summary>Vouchers, money and people an incident cost, as far as somebody counted them.</summary>
/// <param name="PeopleTurnedAway">Distinct persons refused because of it who hold nothing an hour after it.</param>
internal sealed record CountedLoss(long? VouchersNotIssued, Money? Subsidy, long? PeopleTurnedAway);

/// <summary>A duration against the plan's target, both counted from the breach.</summary>
/// <param name="Seconds">Null: it did not happen.</param>
/// <param name="Met">Null: it did not happen and its time was not up when the timeline ended.</param>
internal sealed record ReviewDuration(
    string Id, BilingualText Name, double? Seconds, double TargetSeconds, bool? Met, IReadOnlyList<Citation> Cites);

/// <param name="Answer">What the timeline says; null: people answer it.</param>
internal sealed record ReviewWhy(
    int Number, BilingualText Question, ReviewPoint? Answer, IReadOnlyList<Citation> Cites);

/// <summary>A moment that stands on the chart under its number.</summary>
internal sealed record ReviewMark(int Number, DateTimeOffset At, BilingualText Text, Citation Cite);

/// <summary>A line of the appendix: what a citation leads to.</summary>
internal sealed record ReviewLine(Citation Cite, DateTimeOffset At, string Actor, BilingualText Text);

/// <summary>A review as the program drafts it from a timeline.</summary>
internal sealed record ReviewDraft
{
    public required string Incident { get; init; }

    public required BilingualText Title { get; init; }

    public required BilingualText Effect { get; init; }

    /// <summary>The gravest it had.</summary>
    public required ResponseLevel Level { get; init; }

    /// <summary>A risk of the plan; null for an alert that no detector names.</summary>
    public string? Risk { get; init; }

    public required string PlanVersion { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? RestoredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public required int Entries { get; init; }

    public required IReadOnlyList<ReviewPoint> Summary { get; init; }

    public required IReadOnlyList<ReviewDuration> Durations { get; init; }

    public required IReadOnlyList<ReviewPoint> Worked { get; init; }

    public required IReadOnlyList<ReviewPoint> DidNot { get; init; }

    public required IReadOnlyList<ReviewPoint> Loss { get; init; }

    public required IReadOnlyList<ReviewWhy> Whys { get; init; }

    /// <summary>Improvements that follow from what did not work.</summary>
    public required IReadOnlyList<ReviewPoint> Proposals { get; init; }

    public required IReadOnlyList<SignalSeries> Series { get; init; }

    public required IReadOnlyList<ReviewMark> Marks { get; init; }

    /// <summary>Every entry that is cited, and what else moved the incident on.</summary>
    public required IReadOnlyList<ReviewLine> Timeline { get; init; }
}
