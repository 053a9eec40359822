using Floodgate.Drills.Scripts;

namespace Floodgate.Drills.Judging;

/// <summary>
/// Judges expectations by what was seen, and says which injects are due. Pure: the same sightings give the same score.
/// </summary>
/// <param name="script">The drill.</param>
/// <param name="teams">Of the plan it runs under.</param>
/// <param name="seen">Everything seen so far, in the order of its time.</param>
/// <param name="now">Second of the drill.</param>
/// <param name="ended">Nothing more will be seen.</param>
/// <param name="isShadow">On a system of its own; else what is for shadow mode only is not judged.</param>
internal sealed class DrillJudge(
    DrillScript script, IReadOnlyList<DrillTeam> teams, IReadOnlyList<Sighting> seen, double now, bool ended,
    bool isShadow = true)
{
    private readonly Dictionary<string, Judged> _known = new(StringComparer.Ordinal);

    public IReadOnlyList<Judged> All =>
        [.. script.Expectations.Where(one => isShadow || !one.ShadowOnly).Select(Of)];

    /// <summary>Injects whose time has come, those that were begun included.</summary>
    public IEnumerable<Inject> Due => script.Injects.Where(IsDue);

    /// <summary>Nothing is left that time could still change.</summary>
    /// <remarks>What is judged at the end waits for nothing but the end.</remarks>
    public bool IsSettled =>
        script.Injects.All(inject => FirstInject(inject.Id) is not null)
        && All.All(one => one.Verdict.State != VerdictState.Waiting || EndRules.Has(one.Expected.Kind));

    public Judged Of(Expectation expected)
    {
        if (_known.TryGetValue(expected.Id, out var known)) return known;
        var from = Moment(expected.After);
        var verdict = from is { } since ? Judge(expected, since)
            : ended ? Verdict.Missed("所等待的没有发生", "what it waits for did not happen") : Verdict.Pending;
        return _known[expected.Id] = new Judged(expected, from, verdict);
    }

    private Verdict Judge(Expectation expected, double from)
    {
        // Things are looked at one after the other, each in its own rhythm: what follows an expectation may be seen
        // before it, by as long as a look takes on a busy machine; but not before what that one waited for.
        var before = script.Expectations.FirstOrDefault(one => one.Id == expected.After);
        var look = before is null ? from : Math.Min(from, Of(before).From ?? from);
        var material = new JudgeMaterial(expected, teams, seen, from, look, now, ended);
        return EndRules.Judge(material) ?? LastingRules.Judge(material) ?? MomentRules.Judge(material);
    }

    private bool IsDue(Inject inject)
    {
        if (inject.LatestSeconds is { } latest && now >= (double)latest) return true;
        if (inject.AtSeconds is { } at) return now >= (double)at;
        return Moment(inject.After) is { } moment && now >= moment + (double)inject.PlusSeconds;
    }

    /// <summary>When an inject was begun or an expectation came true; null: not yet.</summary>
    private double? Moment(string? after)
    {
        if (after is null) return 0;
        if (FirstInject(after) is { } begun) return begun;
        return script.Expectations.FirstOrDefault(one => one.Id == after) is { } expected
            ? Of(expected).Verdict.At : null;
    }

    private double? FirstInject(string id) =>
        seen.FirstOrDefault(one => one.Kind == SightKind.Inject && one.Subject == id)?.At;
}

/// <summary>What one expectation is judged by.</summary>
/// <param name="From">Second of the drill from which its time is counted.</param>
/// <param name="LookFrom">From which on it may have been seen.</param>
internal sealed record JudgeMaterial(
    Expectation Expected, IReadOnlyList<DrillTeam> Teams, IReadOnlyList<Sighting> Seen, double From, double LookFrom,
    double Now, bool Ended)
{
    public double Within => (double)(Expected.WithinSeconds ?? 0);

    /// <summary>The first sighting of a kind from then on.</summary>
    public Sighting? First(SightKind kind, Func<Sighting, bool>? fits = null, double? from = null) =>
        Seen.FirstOrDefault(one => one.Kind == kind && one.At >= (from ?? LookFrom) && fits?.Invoke(one) != false);

    public IEnumerable<Sighting> Of(SightKind kind) => Seen.Where(one => one.Kind == kind);

    public DrillTeam? Team(string id) => Teams.FirstOrDefault(one => one.Id == id);
}
