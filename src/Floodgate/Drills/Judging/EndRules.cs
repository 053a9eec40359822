using Floodgate.Drills.Scripts;
using Floodgate.Foundation;

namespace Floodgate.Drills.Judging;

/// <summary>What is judged when all is over: counts, timelines, invariants.</summary>
internal static class EndRules
{
    public static bool Has(ExpectationKind kind) => kind is ExpectationKind.OneIncident
        or ExpectationKind.TimelineComplete or ExpectationKind.DefiniteAnswers or ExpectationKind.RefusedWith
        or ExpectationKind.InvariantsHold;

    /// <summary>Null: the expectation is of another kind.</summary>
    public static Verdict? Judge(JudgeMaterial known)
    {
        if (!Has(known.Expected.Kind)) return null;
        if (!known.Ended) return Verdict.Pending;
        return known.Expected.Kind switch
        {
            ExpectationKind.OneIncident => OneIncident(known),
            ExpectationKind.TimelineComplete => AllGood(known, SightKind.Timeline),
            ExpectationKind.InvariantsHold => AllGood(known, SightKind.Invariant),
            ExpectationKind.DefiniteAnswers => Share(known, code => code != "none"),
            _ => Share(known, code => code == known.Expected.Code),
        };
    }

    private static Verdict OneIncident(JudgeMaterial known)
    {
        var ids = known.Of(SightKind.Incident)
            .Where(one => known.Expected.Risk is null || one.Detail == known.Expected.Risk)
            .Select(one => one.Subject).Distinct().ToArray();
        return Of(ids.Length == 1, known, new BilingualText($"{ids.Length} 个事件", $"{ids.Length} incident(s)"));
    }

    private static Verdict AllGood(JudgeMaterial known, SightKind kind)
    {
        var all = known.Of(kind).ToArray();
        var words = string.Join("; ", all.OrderBy(one => one.Good).Select(one => $"{one.Subject}: {one.Detail}"));
        return all.Length == 0
            ? Verdict.Missed("没有读到", "it could not be read")
            : Of(all.All(one => one.Good), known, new BilingualText(words, words));
    }

    private static Verdict Share(JudgeMaterial known, Func<string, bool> counts)
    {
        var answers = known.Of(SightKind.Answers).ToArray();
        var all = answers.Sum(one => one.Number);
        if (all == 0) return Verdict.Missed("没有请求", "there was no request");
        var good = answers.Where(one => counts(one.Subject)).Sum(one => one.Number);
        var percent = 100.0 * good / all;
        return Of(percent >= (double)known.Expected.AtLeastPercent!, known, new BilingualText(
            $"{good:N0}/{all:N0}（{percent:0.0}%）", $"{good:N0} of {all:N0} ({percent:0.0} %)"));
    }

    private static Verdict Of(bool good, JudgeMaterial known, BilingualText words) =>
        new(good ? VerdictState.Met : VerdictState.Missed, good ? known.Now : null, null, words);
}
