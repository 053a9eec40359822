using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>A review as it is kept, for a screen: its sentences name a line of the page by the line's number.</summary>
internal sealed class ReviewReadings(ReviewDraft draft)
{
    private readonly Dictionary<Citation, int> _numbers =
        draft.Timeline.Index().DistinctBy(line => line.Item.Cite)
            .ToDictionary(line => line.Item.Cite, line => line.Index + 1);

    public static ReviewHeading Heading(ReviewRow row) => new(
        row.Id, row.Incident, new(row.TitleZh, row.TitleEn), row.Level.ToString(), row.State.ToString(),
        UnixTime.ToTime(row.CreatedMicros), row.EditedBy, row.ClosedBy,
        row.ClosedMicros is { } at ? UnixTime.ToTime(at) : null);

    public static ReviewHeading Heading(ReviewPaper paper) => new(
        paper.Id, paper.Draft.Incident, paper.Draft.Title, paper.Draft.Level.ToString(), paper.State.ToString(),
        paper.Draft.OpenedAt, paper.EditedBy, paper.ClosedBy, paper.ClosedAt);

    public Cite Of(Citation cite) => new(
        cite.Anchor, _numbers.TryGetValue(cite, out var number) ? $"#{number}" : cite.ToString(), cite.ToString());

    public IReadOnlyList<Cite> Of(IReadOnlyList<Citation> cites) => [.. cites.Select(Of)];

    public IReadOnlyList<Sentence> Of(IReadOnlyList<ReviewPoint> points) =>
        [.. points.Select(point => new Sentence(point.Text, Of(point.Cites)))];

    public IReadOnlyList<DurationReading> Of(IReadOnlyList<ReviewDuration> rows) =>
        [.. rows.Select(row => new DurationReading(
            row.Name, row.Seconds, row.TargetSeconds, row.Met, Of(row.Cites)))];

    public IReadOnlyList<MarkReading> Of(IReadOnlyList<ReviewMark> marks) =>
        [.. marks.Select(mark => new MarkReading(mark.Number, mark.At, mark.Text, Of(mark.Cite)))];

    public IReadOnlyList<WhyReading> Of(IReadOnlyList<ReviewWhy> whys) =>
        [.. whys.Select(why => new WhyReading(why.Number, why.Question, why.Answer?.Text, Of(why.Cites)))];

    public IReadOnlyList<CitedLine> Of(IReadOnlyList<ReviewLine> lines) =>
        [.. lines.Select(line => new CitedLine(Of(line.Cite), line.At, line.Actor, line.Text))];

    public static ReviewWriting Of(ReviewContent content, int whys) => new(
        content.RootCause ?? "",
        [.. Enumerable.Range(0, whys).Select(i => content.Whys?.ElementAtOrDefault(i) ?? "")],
        content.Text ?? "", content.ReTest ?? "");
}
