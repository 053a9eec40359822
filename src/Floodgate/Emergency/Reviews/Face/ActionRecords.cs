using System.Security.Claims;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>Improvement actions for the console.</summary>
public sealed class ActionRecords
{
    private const int EndedMax = 30;
    private readonly ImprovementDesk _desk;
    private readonly ReviewsOptions _options;
    private readonly Func<IReadOnlyList<string>> _owners;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal ActionRecords(
        ImprovementDesk desk, ReviewsOptions options, Func<IReadOnlyList<string>> owners, TimeProvider clock,
        ILogger<ActionRecords> log) =>
        (_desk, _options, _owners, _clock, _log) = (desk, options, owners, clock, log);

    public Task<Looked<ActionLines>> ListAsync(ClaimsPrincipal user) => RecordFace.LookAsync(_log, async () =>
    {
        var open = await _desk.OpenAsync(CancellationToken.None);
        var ended = await _desk.EndedAsync(EndedMax, CancellationToken.None);
        return new ActionLines(
            ImprovementDesk.Today(_clock), Lines(open, _clock), Lines(ended, _clock), user.Has(RecordFace.Editors),
            _owners());
    });

    public Task<BilingualText?> AddAsync(ActionAsked asked, ClaimsPrincipal user) =>
        RecordFace.ActAsync(_log, user, RecordFace.Editors, async actor =>
        {
            var faults = new RecordFaults(_options).Action(
                "", asked.Text, asked.Owner, asked.Due, ImprovementDesk.Today(_clock));
            if (faults.InWords() is { } words) return words;
            var source = asked.Review is not null ? ActionSource.Review
                : asked.Drill is not null ? ActionSource.Drill : ActionSource.Hand;
            return Words(await _desk.AddAsync(
                new NewAction(asked.Text.Trim(), asked.Owner.Trim(), asked.Due, source, asked.Review ?? asked.Drill),
                actor, CancellationToken.None));
        });

    /// <param name="evidence">What was done, and where it can be checked.</param>
    /// <param name="link">An http or https address, or empty.</param>
    public Task<BilingualText?> FinishAsync(ActionLine action, string evidence, string link, ClaimsPrincipal user) =>
        EndAsync(action, ActionState.Done, evidence, link, user);

    /// <param name="why">Why it is not needed any more.</param>
    public Task<BilingualText?> DropAsync(ActionLine action, string why, ClaimsPrincipal user) =>
        EndAsync(action, ActionState.Dropped, why, "", user);

    /// <summary>Gives it another owner or date.</summary>
    public Task<BilingualText?> MoveAsync(ActionLine action, string owner, DateOnly due, ClaimsPrincipal user) =>
        RecordFace.ActAsync(_log, user, RecordFace.Editors, async actor =>
        {
            var faults = new RecordFaults(_options).Action(
                "", action.Text, owner, due, ImprovementDesk.Today(_clock));
            return faults.InWords()
                ?? await ChangeAsync(action, new ActionChange(null, owner.Trim(), due, null, null, null), actor);
        });

    internal static IReadOnlyList<ActionLine> Lines(IEnumerable<ActionRow> rows, TimeProvider clock)
    {
        var today = ImprovementDesk.Today(clock);
        return
        [
            .. rows.Select(row => new ActionLine(
                row.Id, row.Text, row.Owner, row.Due, row.State.ToString(), row.Source.ToString(), row.SourceId,
                row.Evidence, row.Link, row.IsOverdue(today) ? today.DayNumber - row.Due.DayNumber : 0, row.Version,
                row.CreatedBy, row.EndedBy, row.EndedMicros is { } at ? UnixTime.ToTime(at) : null)),
        ];
    }

    private Task<BilingualText?> EndAsync(
        ActionLine action, ActionState state, string evidence, string link, ClaimsPrincipal user) =>
        RecordFace.ActAsync(_log, user, RecordFace.Editors, async actor =>
        {
            var faults = new RecordFaults(_options).Line("/evidence", evidence, required: false).Link("/link", link);
            if (faults.InWords() is { } words) return words;
            return await ChangeAsync(
                action, new ActionChange(null, null, null, state, evidence.Trim(), Kept(link)), actor);
        });

    private async Task<BilingualText?> ChangeAsync(ActionLine action, ActionChange change, string actor) => Words(
        await _desk.ChangeAsync(
            ActionRow.NumberOf(action.Id) ?? 0, known => known == action.Version, change, actor,
            CancellationToken.None));

    private static string? Kept(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static BilingualText? Words(ActionOutcome outcome) => outcome.Answer switch
    {
        ActionAnswer.Done => null,
        ActionAnswer.Unknown => Refusals.UnknownAction.InWords(),
        ActionAnswer.Changed => RecordFace.Changed,
        ActionAnswer.EvidenceMissing => Refusals.EvidenceMissing.InWords(),
        ActionAnswer.Full => Refusals.ActionsFull.InWords(),
        _ => throw new InvalidOperationException($"{outcome.Answer} is not known here"),
    };
}
