using Floodgate.Emergency.Incidents;
using static Floodgate.Emergency.Reviews.ReviewPoint;

namespace Floodgate.Emergency.Reviews;

/// <summary>
/// Makes a review of a timeline. Pure: no clock, no chance, no storage; each sentence names the entries it rests on.
/// </summary>
internal static class ReviewDrafter
{
    /// <summary>Lines of the appendix besides those that are cited.</summary>
    private const int LinesMax = 400;

    /// <exception cref="ArgumentException">The timeline holds no opening.</exception>
    public static ReviewDraft Draft(ReviewMaterial material)
    {
        var read = new TimelineReading(material.Entries);
        var names = new PlanNames(material.Plan);
        var durations = TargetCheck.Of(read, material.Plan.Targets);
        var didNot = new Shortfalls(read, names, durations).Find();
        var draft = new ReviewDraft
        {
            Incident = material.Incident,
            Title = read.Begun.Title,
            Effect = read.Begun.Effect,
            Level = read.Level,
            Risk = read.Begun.Risk,
            PlanVersion = read.Begun.Plan,
            Since = read.Breach,
            OpenedAt = read.Opening.At,
            RestoredAt = read.Restored?.At,
            ResolvedAt = read.ResolvedBy?.At,
            Entries = read.Entries.Count,
            Summary = Summary(read, names),
            Durations = durations,
            Worked = Strengths.Find(read, names, durations),
            DidNot = didNot,
            Loss = Losses.Find(read, material.Loss),
            Whys = Whys.Ask(read, names, material.Plan.Review.Whys),
            Proposals = Proposals.From(didNot),
            Series = material.Series.Count > 0 ? material.Series : SignalTrace.From(read, names),
            Marks = Milestones.Of(read),
            Timeline = [],
        };
        return draft with { Timeline = Lines(read, names, draft) };
    }

    private static List<ReviewPoint> Summary(TimelineReading read, PlanNames names)
    {
        var (title, level) = (read.Begun.Title, Foundation.Documents.DocumentShape.Words(read.Level));
        var opened = ReviewWords.Span(read.Opening.At - read.Breach);
        var points = new List<ReviewPoint>
        {
            Of("opened", read.Opening.Incident,
                $"{title.Zh}：{ReviewWords.Clock(read.Breach)} 起，{opened.Zh}后开启事件，最高{level.Zh}。",
                $"{title.En}: from {ReviewWords.Clock(read.Breach)}, an incident {opened.En} later, at its gravest "
                    + $"level {level.En}.",
                read.Raised is null ? [read.Opening] : [read.Opening, read.Raised]),
        };
        if (read.FirstSignal is { Fact: SignalFired fired } signal)
        {
            var name = names.Detector(fired.Detector);
            var text = ReviewWords.Cut(fired.Text);
            points.Add(Of(
                "signal", fired.Key, $"最先越限：{name.Zh}，{text}。", $"First to fire: {name.En}, {text}.", signal));
        }

        if (read.FirstAnswer is { Fact: Acknowledged answer } answered)
        {
            var after = ReviewWords.Span(read.SecondsFromBreach(answered));
            var called = read.Teams.Count;
            points.Add(Of("answered", answer.Person,
                $"共呼叫 {called} 个小组，{answer.Person} 在 {after.Zh}时最先确认。",
                $"{called} team(s) were called; {answer.Person} was the first to answer, after {after.En}.",
                [.. read.Teams.Values.Select(team => team.Started).OfType<Entry>(), answered]));
        }

        points.AddRange(Ending(read));
        return points;
    }

    private static IEnumerable<ReviewPoint> Ending(TimelineReading read)
    {
        if (read.FirstNotice is { } notice)
        {
            var after = ReviewWords.Span(read.SecondsFromBreach(notice));
            yield return Of("told", "notice",
                $"公众在 {after.Zh}时看到第一条公告，前后共发布 {read.Published.Count} 次。",
                $"The public read the first notice after {after.En}; {read.Published.Count} were published.",
                read.Published);
        }

        if (read.Restored is { } restored)
        {
            var after = ReviewWords.Span(read.SecondsFromBreach(restored));
            yield return Of("restored", "service",
                $"{ReviewWords.Clock(restored.At)} 恢复，历时 {after.Zh}。",
                $"Restored {ReviewWords.Clock(restored.At)}, after {after.En}.", restored);
        }

        if (read.ResolvedBy is { Fact: Resolved resolved } end)
        {
            var text = ReviewWords.Cut(resolved.Summary);
            yield return Of("resolved", end.Actor, $"解决说明：{text}。", $"How it was resolved: {text}.", end);
        }
    }

    private static ReviewLine[] Lines(TimelineReading read, PlanNames names, ReviewDraft draft)
    {
        var cited = CitesOf(draft).ToHashSet();
        var left = LinesMax;
        var lines = new List<ReviewLine>();
        foreach (var entry in read.Entries)
        {
            var cite = Citation.Of(entry);
            if (!cited.Contains(cite) && (!IsTold(entry.Fact) || left-- <= 0)) continue;
            lines.Add(new ReviewLine(cite, entry.At, entry.Actor, EntryWords.Of(entry, names)));
        }

        return [.. lines];
    }

    /// <summary>Every citation of a draft, as often as it is made.</summary>
    public static IEnumerable<Citation> CitesOf(ReviewDraft draft) =>
    [
        .. PointsOf(draft).SelectMany(point => point.Cites),
        .. draft.Durations.SelectMany(row => row.Cites),
        .. draft.Whys.SelectMany(why => why.Cites),
        .. draft.Marks.Select(mark => mark.Cite),
    ];

    /// <summary>Every sentence of a draft.</summary>
    public static IEnumerable<ReviewPoint> PointsOf(ReviewDraft draft) =>
    [
        .. draft.Summary, .. draft.Worked, .. draft.DidNot, .. draft.Loss, .. draft.Proposals,
        .. draft.Whys.Select(why => why.Answer).OfType<ReviewPoint>(),
    ];

    /// <summary>Single messages and refreshed signals fill a timeline without moving it on.</summary>
    private static bool IsTold(Fact fact) => fact is not (SendBegun or SendEnded or SignalFired or StepOffered);
}
