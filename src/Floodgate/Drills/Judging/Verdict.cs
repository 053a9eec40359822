using Floodgate.Drills.Scripts;
using Floodgate.Foundation;

namespace Floodgate.Drills.Judging;

internal enum VerdictState { Waiting, Met, Missed }

/// <summary>Whether an expectation came true, and when.</summary>
/// <param name="At">Second of the drill at which it came true; null while it has not.</param>
/// <param name="Seconds">As measured against the expectation: from where its time is counted.</param>
/// <param name="Evidence">What was seen, in numbers.</param>
internal sealed record Verdict(VerdictState State, double? At, double? Seconds, BilingualText Evidence)
{
    public static readonly Verdict Pending = new(VerdictState.Waiting, null, null, new("尚未看到", "not seen yet"));

    public static Verdict Missed(string zh, string en, double? seconds = null) =>
        new(VerdictState.Missed, null, seconds, new BilingualText(zh, en));
}

/// <summary>The teams of the plan the drill runs under: ids of people, no names.</summary>
internal sealed record DrillTeam(string Id, string Primary, string Deputy, IReadOnlyList<string> Members)
{
    public IEnumerable<string> Everyone => Members.Prepend(Deputy).Prepend(Primary);
}

/// <summary>An expectation with what came of it.</summary>
internal sealed record Judged(Expectation Expected, double? From, Verdict Verdict)
{
    public bool Met => Verdict.State == VerdictState.Met;
}
