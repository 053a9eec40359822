using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>What people add to a draft, in their own language.</summary>
/// <param name="RootCause">Without one the review is not closed.</param>
/// <param name="Whys">Answers by number; an empty one leaves what the timeline says.</param>
/// <param name="Text">What the draft does not say: corrections, context, thanks. Markdown.</param>
/// <param name="ReTest">How the fault was tried again, where the plan asks for that.</param>
internal sealed record ReviewContent(
    string? RootCause = null, IReadOnlyList<string>? Whys = null, string? Text = null, string? ReTest = null);

internal enum ReviewState { Draft, Edited, Closed }

/// <summary>A review as it is read: the draft, what people made of it, and its actions.</summary>
internal sealed record ReviewPaper(
    string Id, ReviewState State, int Version, ReviewDraft Draft, ReviewContent Content,
    IReadOnlyList<PaperAction> Actions)
{
    public string? EditedBy { get; init; }

    public string? ClosedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The answer to a why: what people wrote, else what the timeline says; null: nobody knows yet.</summary>
    public BilingualText? AnswerTo(ReviewWhy why) =>
        Content.Whys is { } written && written.Count >= why.Number && written[why.Number - 1].Length > 0
            ? new(written[why.Number - 1], written[why.Number - 1])
            : why.Answer?.Text;
}

/// <summary>An improvement action as a review lists it.</summary>
internal sealed record PaperAction(
    string Id, string Text, string Owner, DateOnly Due, bool Done, bool Overdue, string? Evidence);
