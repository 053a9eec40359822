using Floodgate.Drills.Scripts;
using Floodgate.Foundation;

namespace Floodgate.Drills.Judging;

/// <summary>What must hold all the time from a moment on: each read is good, and there were some.</summary>
internal static class LastingRules
{
    private const int ReadsLeast = 3;

    /// <summary>Null: the expectation is of another kind.</summary>
    public static Verdict? Judge(JudgeMaterial known)
    {
        SightKind? kind = known.Expected.Kind switch
        {
            ExpectationKind.WalletsReadable => SightKind.WalletRead,
            ExpectationKind.StatusAnswers => SightKind.StatusRead,
            _ => null,
        };
        if (kind is not { } reading) return null;
        var place = known.Expected.Where is { } where ? MomentRules.Word(where) : null;
        var until = known.From + known.Within;
        var reads = known.Of(reading).Where(one => one.At >= known.From && one.At <= until
            && (place is null || one.Subject == place)).ToArray();
        var good = reads.Count(one => one.Good);
        var words = new BilingualText($"{good}/{reads.Length} 次读取正常", $"{good} of {reads.Length} reads were good");
        if (Array.Find(reads, one => !one.Good) is { } bad)
            return new Verdict(VerdictState.Missed, null, bad.At - known.From, words);
        if (known.Now < until)
            return known.Ended
                ? Verdict.Missed("演练提前结束", "the drill ended before") : Verdict.Pending;
        return reads.Length >= ReadsLeast
            ? new Verdict(VerdictState.Met, until, known.Within, words)
            : new Verdict(VerdictState.Missed, null, null, words);
    }
}
