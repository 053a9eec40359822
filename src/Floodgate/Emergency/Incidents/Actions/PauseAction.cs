using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Pauses claims with the promise of a return. Gates shut at once in memory and outside the data folder, so it is done
/// also when no book can journal it yet.
/// </summary>
internal sealed class PauseAction(CampaignControl control, Gates gates, TimeProvider clock) : IRunbookAction
{
    private const int NoticeMax = 500;

    public string Name => "pause";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var campaigns = Affected(request, gates);
        if (campaigns.Count == 0) return ActionResult.Done("no campaign is running");
        var at = request.Input("minutes") is { } minutes
            ? clock.GetUtcNow().AddMinutes(int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture))
            : request.ReturnsAt;
        var scope = Enum.Parse<PauseScope>(request.Input("scope") ?? "campaign", ignoreCase: true);
        var text = request.Fill(request.Notice(request.Input("notice") ?? "")).Short;
        var paused = new List<string>();
        var words = new List<string>();
        foreach (var campaign in campaigns)
        {
            var outcome = await control.PauseAsync(
                campaign, new PauseRequest(scope, request.Input("target"), at, AutoResume: false, Cut(text),
                    request.Run), request.Actor, cancel);
            words.Add($"{campaign}: {outcome}");
            if (outcome is PauseOutcome.Paused or PauseOutcome.Incomplete) paused.Add(campaign);
        }

        var took = $" ({clock.GetElapsedTime(started).TotalMilliseconds:0} ms)";
        if (paused.Count == 0) return ActionResult.Failed(string.Join("; ", words));
        return ActionResult.Done(string.Join("; ", words) + took, (decider, incident) =>
        {
            if (scope == PauseScope.Campaign) decider.Announce(incident, paused, at);
        });
    }

    /// <summary>The incident's campaigns; without any, all that could still issue.</summary>
    public static IReadOnlyList<string> Affected(ActionRequest request, Gates gates) =>
        request.Input("campaign") is { } one ? [one]
            : request.Campaigns.Count > 0 ? request.Campaigns
            : [.. gates.All.Where(gate => gate.Version is not null).Select(gate => gate.Id)];

    private static BilingualText Cut(BilingualText text) => new(Cut(text.Zh), Cut(text.En));

    private static string Cut(string text) => text.Length <= NoticeMax ? text : text[..NoticeMax];
}
