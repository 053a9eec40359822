using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Gives the lost time back to vouchers that were held while it was lost: one event a book, asked for until the books
/// have it or the step's time is up. The same run gives it once.
/// </summary>
internal sealed class ExtendValidityAction(CampaignControl control, Gates gates, TimeProvider clock) : IRunbookAction
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public string Name => "extend-validity";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var scope = request.Input("scope") ?? "campaign";
        if (scope is not ("campaign" or "batch"))
            return ActionResult.Failed($"validity is given back to a campaign or a batch, not to a {scope}");
        var batch = scope == "batch" ? request.Input("target") : null;
        if (scope == "batch" && batch is null) return ActionResult.Failed("no batch is named");
        var (words, good) = (new List<string>(), true);
        foreach (var campaign in PauseAction.Affected(request, gates))
        {
            var lost = request.Lost(campaign);
            var minutes = request.Number("minutes") ?? (long)Math.Ceiling(lost.Sum.TotalMinutes);
            if (minutes <= 0)
            {
                words.Add($"{campaign}: nothing was lost");
                continue;
            }

            var outcome = await ExtendAsync(campaign, batch, Given(request, lost, minutes), cancel);
            good &= outcome is ExtendOutcome.Extended or ExtendOutcome.Incomplete;
            words.Add($"{campaign}: {outcome}, {minutes} min for what was held before "
                + $"{Rfc3339.Text(lost.Until)} (at most {HeldOf(campaign, batch)})");
        }

        var said = words.Count == 0 ? "no campaign is running" : string.Join("; ", words);
        return good ? ActionResult.Done(said) : ActionResult.Failed(said);
    }

    private async Task<ExtendOutcome> ExtendAsync(
        string campaign, string? batch, Extension extension, CancellationToken cancel)
    {
        while (true)
        {
            var outcome = await control.ExtendAsync(campaign, batch, extension, cancel);
            if (outcome is not ExtendOutcome.Unavailable) return outcome;
            await Task.Delay(AskAgain, clock, cancel);
        }
    }

    private Extension Given(ActionRequest request, LostTime lost, long minutes)
    {
        var title = request.Title;
        return new Extension(
            request.Run, null, minutes * 60_000_000, lost.From.Micros(), lost.Until.Micros(),
            new BilingualText($"因“{title.Zh}”补足 {minutes} 分钟", $"{minutes} min given back for '{title.En}'"),
            request.Actor, clock.GetUtcNow());
    }

    private long HeldOf(string campaign, string? batch)
    {
        if (gates.Find(campaign) is not { Version: { } version } gate) return 0;
        return Enumerable.Range(0, version.BatchCount)
            .Where(place => batch is null || version.Definition.Batches[place].Id == batch).Sum(gate.Issued);
    }
}
