using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>Names one entry of a timeline for ever.</summary>
internal readonly record struct Citation(string Origin, long Sequence)
{
    /// <summary>The id of its line in a page.</summary>
    public string Anchor => $"e-{Origin}-{Sequence}";

    public static Citation Of(Entry entry) => new(entry.Origin, entry.Sequence);

    public override string ToString() => $"{Origin}:{Sequence}";
}

/// <summary>One sentence of a review and the entries it rests on; there is never one without.</summary>
/// <param name="Code">What kind of sentence it is, for programs: <c>send-failed</c>, <c>target-missed</c>, ...</param>
/// <param name="Subject">What it is about: a team, a person, a step, a campaign, a target.</param>
internal sealed record ReviewPoint(string Code, string Subject, BilingualText Text, IReadOnlyList<Citation> Cites)
{
    public static ReviewPoint Of(string code, string subject, string zh, string en, params IEnumerable<Entry> on)
    {
        Citation[] cites = [.. on.Select(Citation.Of).Distinct()];
        if (cites.Length == 0) throw new ArgumentException($"{code} rests on no entry", nameof(on));
        return new ReviewPoint(code, subject, new BilingualText(zh, en), cites);
    }
}
