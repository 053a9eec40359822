using Floodgate.Drills.Judging;
using Floodgate.Drills.Reports;
using Floodgate.Drills.Scripts;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Results;

/// <summary>Why a drill was over.</summary>
internal enum Ending
{
    [Choice("全部期望已判定", "every expectation was judged")] Completed,
    [Choice("到达时限", "the time limit was reached")] TimeLimit,
    [Choice("不变量被破坏", "an invariant broke")] InvariantBroken,
    [Choice("注入未能执行", "an inject could not be carried out")] InjectFailed,
    [Choice("被中止", "it was stopped")] Cancelled,
    [Choice("服务没有应答", "the server was silent")] ServerSilent,
}

internal sealed record RolledBack(RollbackStep Step, bool Good);

/// <param name="PlanVersion">Id and hash of the plan it ran under.</param>
/// <param name="IsShadow">Nobody but the drill used the system.</param>
internal sealed record DrillCircumstances(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, Ending Ending, string PlanVersion, bool IsShadow = true);

/// <summary>What came of a drill.</summary>
internal sealed class DrillResult(
    DrillOrder order, IReadOnlyList<Judged> judged, IReadOnlyList<RolledBack> rollback, DrillLog log,
    DrillCircumstances when)
{
    public DrillOrder Order { get; } = order;

    public DrillScript Script => Order.Script;

    public IReadOnlyList<Judged> Judged { get; } = judged;

    public IReadOnlyList<RolledBack> Rollback { get; } = rollback;

    public IReadOnlyList<Sighting> Seen { get; } = log.Seen;

    public DrillCircumstances When { get; } = when;

    public Surroundings Where { get; } = Surroundings.Here();

    public int Met => Judged.Count(one => one.Met);

    public int All => Judged.Count;

    /// <summary>
    /// Everything expected came true, the drill was not cut short, nothing was overlooked, and all was put right.
    /// </summary>
    public bool Full => Met == All && When.Ending == Ending.Completed && log.LeftOff == 0
        && Rollback.All(one => one.Good);

    /// <summary>When each inject was begun; null: it was not.</summary>
    public double? BegunAt(Inject inject) =>
        Seen.FirstOrDefault(one => one.Kind == SightKind.Inject && one.Subject == inject.Id)?.At;

    /// <summary>Things that went wrong with the drill itself.</summary>
    public IEnumerable<Sighting> Troubles => Seen.Where(one => one is { Kind: SightKind.Note, Good: false });
}
