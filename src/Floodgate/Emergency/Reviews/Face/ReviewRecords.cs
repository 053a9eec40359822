using System.Security.Claims;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>Reviews for the console. Whether a person may is asked with each call, whatever a screen shows.</summary>
public sealed class ReviewRecords
{
    private readonly ReviewDesk _desk;
    private readonly ImprovementDesk _actions;
    private readonly ReadinessDesk _readiness;
    private readonly ReviewsOptions _options;
    private readonly Func<IReadOnlyList<string>> _owners;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal ReviewRecords(
        ReviewDesk desk, ImprovementDesk actions, ReadinessDesk readiness, ReviewsOptions options,
        Func<IReadOnlyList<string>> owners, TimeProvider clock, ILogger<ReviewRecords> log)
    {
        (_desk, _actions, _readiness, _options) = (desk, actions, readiness, options);
        (_owners, _clock, _log) = (owners, clock, log);
    }

    public Task<Looked<ReviewLines>> ListAsync(ClaimsPrincipal user) => RecordFace.LookAsync(_log, async () =>
    {
        var rows = await _desk.ListAsync(CancellationToken.None);
        var known = await _readiness.GatherAsync(CancellationToken.None);
        var titles = known.Incidents.ToDictionary(one => one.Id, one => one.Title, StringComparer.Ordinal);
        var owed = ReviewDues.Of(known).OrderBy(due => due.Due).Select(due => new OwedReview(
            due.Incident, titles[due.Incident], due.Review, due.Due, due.Overdue));
        return new ReviewLines(
            known.Now, [.. rows.Select(ReviewReadings.Heading)], [.. owed], user.Has(RecordFace.Editors));
    });

    public Task<Looked<ReviewReading>> ReadAsync(string review, ClaimsPrincipal user) =>
        RecordFace.LookAsync(_log, async () =>
        {
            if (await _desk.FindAsync(review, null, CancellationToken.None) is not { } paper) return null;
            var missing = paper.State == ReviewState.Closed ? []
                : await _desk.MissingAsync(review, RecordFace.NameOf(user), CancellationToken.None);
            var actions = await _actions.ListAsync(
                new ActionQuery(null, false, review, 0, _options.PageMax), CancellationToken.None);
            return Reading(paper, actions, missing, user);
        });

    /// <summary>The review of an incident, drafted now if there is none.</summary>
    public async Task<Made> OpenAsync(string incident, ClaimsPrincipal user)
    {
        var there = await RecordFace.LookAsync(_log, () =>
            _desk.FindAsync(ReviewDesk.IdOf(incident), null, CancellationToken.None));
        if (there.Found is { } paper) return new Made(paper.Id, null);
        string? made = null;
        var refusal = await RecordFace.ActAsync(_log, user, RecordFace.Editors, async actor =>
        {
            var outcome = await _desk.DraftAsync(incident, actor, CancellationToken.None);
            made = outcome.Paper?.Id;
            return Words(outcome.Answer);
        });
        return new Made(made, refusal);
    }

    /// <param name="version">The one that was read.</param>
    public Task<BilingualText?> EditAsync(string review, int version, ReviewWriting written, ClaimsPrincipal user) =>
        RecordFace.ActAsync(_log, user, RecordFace.Editors, async actor =>
        {
            var content = new ReviewContent(
                Kept(written.RootCause), [.. written.Whys.Select(why => why.Trim())], Kept(written.Text),
                Kept(written.ReTest));
            if (new RecordFaults(_options).Review(content).InWords() is { } faults) return faults;
            var outcome = await _desk.EditAsync(
                review, known => known == version, content, actor, CancellationToken.None);
            return Words(outcome.Answer);
        });

    public Task<BilingualText?> CloseAsync(string review, int version, ClaimsPrincipal user) =>
        RecordFace.ActAsync(_log, user, RecordFace.Closers, async actor => Words(
            (await _desk.CloseAsync(review, known => known == version, actor, CancellationToken.None)).Answer));

    private ReviewReading Reading(
        ReviewPaper paper, IReadOnlyList<ActionRow> actions, IReadOnlyList<ReviewAnswer> missing, ClaimsPrincipal user)
    {
        var (draft, open) = (paper.Draft, paper.State != ReviewState.Closed);
        var on = new ReviewReadings(draft);
        return new ReviewReading
        {
            Line = ReviewReadings.Heading(paper),
            Version = paper.Version,
            Effect = draft.Effect,
            Plan = draft.PlanVersion,
            Since = draft.Since,
            RestoredAt = draft.RestoredAt,
            Entries = draft.Entries,
            Summary = on.Of(draft.Summary),
            Durations = on.Of(draft.Durations),
            Chart = new(ReviewChart.Draw(draft, english: false), ReviewChart.Draw(draft, english: true)),
            Marks = on.Of(draft.Marks),
            DidNot = on.Of(draft.DidNot),
            Worked = on.Of(draft.Worked),
            Loss = on.Of(draft.Loss),
            Whys = on.Of(draft.Whys),
            Written = ReviewReadings.Of(paper.Content, draft.Whys.Count),
            NeedsReTest = _desk.NeedsReTest(draft),
            Proposals = on.Of(draft.Proposals),
            Actions = ActionRecords.Lines(actions, _clock),
            Timeline = on.Of(draft.Timeline),
            MayEdit = open && user.Has(RecordFace.Editors),
            MayClose = open && user.Has(RecordFace.Closers),
            Missing = [.. missing.Select(Words).OfType<BilingualText>()],
            Owners = _owners(),
        };
    }

    private static string? Kept(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static BilingualText? Words(ReviewAnswer answer) => answer switch
    {
        ReviewAnswer.Done => null,
        ReviewAnswer.NoTimeline => Refusals.NoTimeline.InWords(),
        ReviewAnswer.Unknown => Refusals.UnknownReview.InWords(),
        ReviewAnswer.Closed => Refusals.ReviewClosed.InWords(),
        ReviewAnswer.Changed => RecordFace.Changed,
        ReviewAnswer.RootCauseMissing => Refusals.RootCauseMissing.InWords(),
        ReviewAnswer.ActionsMissing => Refusals.ActionsMissing.InWords(),
        ReviewAnswer.ReTestMissing => Refusals.ReTestMissing.InWords(),
        ReviewAnswer.CloserIsEditor => Refusals.CloserIsEditor.InWords(),
        _ => throw new InvalidOperationException($"{answer} is not known here"),
    };
}
