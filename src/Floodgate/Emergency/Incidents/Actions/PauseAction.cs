using System.Text.RegularExpressions;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Pauses claims with the promise of a return. Gates shut at once in memory and outside the data folder, so it is done
/// also when no book can journal it yet.
/// </summary>
internal sealed partial class PauseAction(CampaignControl control, Gates gates, TimeProvider clock) : IRunbookAction
{
    private const int NoticeMax = 500;

    public string Name => "pause";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var campaigns = StillIssuing(request);
        if (campaigns.Count == 0) return ActionResult.Done("no campaign is running");
        var at = request.Input("minutes") is { } minutes
            ? clock.GetUtcNow().AddMinutes(int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture))
            : request.ReturnsAt;
        var scope = ScopeOf(request);
        var key = KeyOf(request);
        if (request.Actor == "plan" && OverCap(request, campaigns) is { } fault) return ActionResult.Failed(fault);
        var text = request.Fill(request.Notice(request.Input("notice") ?? "")).Short;
        var paused = new List<string>();
        var words = new List<string>();
        var openByHand = new List<string>();
        var asked = new List<(string Campaign, Task<PauseOutcome> Outcome)>();
        var byHand = 0;
        foreach (var campaign in campaigns)
        {
            // A person opened it meanwhile: to move a return that is no longer awaited would pause it again.
            if (IsMove(request) && gates.Find(campaign) is { IsUnpausedForSure: true })
            {
                openByHand.Add(campaign);
                words.Add($"{campaign}: is open, somebody resumed it by hand");
                continue;
            }

            if (ByHand(gates, campaign, key) is { } pause)
            {
                byHand++;
                words.Add($"{campaign}: left as {pause.Actor} paused it by hand");
                continue;
            }

            asked.Add((campaign, ShutAsync(request, campaign, new PauseRequest(
                scope, request.Input("target"), at, AutoResume: false, Cut(text), request.Run), cancel)));
        }

        foreach (var (campaign, outcome) in asked)
        {
            words.Add($"{campaign}: {await outcome}");
            if (await outcome is PauseOutcome.Paused or PauseOutcome.Incomplete) paused.Add(campaign);
        }

        var took = $" ({clock.GetElapsedTime(started).TotalMilliseconds:0} ms)";
        if (paused.Count + byHand + openByHand.Count == 0) return ActionResult.Failed(string.Join("; ", words));
        return ActionResult.Done(string.Join("; ", words) + took, (decider, incident) =>
        {
            if (scope == PauseScope.Campaign) decider.Announce(incident, paused, at);
            if (openByHand.Count > 0) decider.Keep(incident, openByHand);
        });
    }

    /// <summary>
    /// Every gate shuts at once; what keeps the pause (spool, books) may hang, and neither the other campaigns nor the
    /// announcement wait for it.
    /// </summary>
    private async Task<PauseOutcome> ShutAsync(
        ActionRequest request, string campaign, PauseRequest pause, CancellationToken cancel)
    {
        var asked = Task.Run(
            () => control.PauseAsync(campaign, pause, request.Actor, CancellationToken.None), CancellationToken.None);
        try
        {
            return await asked.WaitAsync(request.Limit * 0.7, clock, cancel);
        }
        catch (TimeoutException)
        {
            return PauseOutcome.Incomplete;
        }
    }

    /// <summary>Of a service-wide incident: what is over cannot issue, and is not counted under the caps.</summary>
    private IReadOnlyList<string> StillIssuing(ActionRequest request) =>
        request.Input("campaign") is not null || request.Campaigns.Count > 0 ? Affected(request, gates)
            : [.. Affected(request, gates).Where(one =>
                gates.Find(one)?.Version is { Definition: var terms } && clock.GetUtcNow() < terms.ClosesAt)];

    /// <summary>The pause of the whole campaign, when no room made it.</summary>
    public static Pause? ByHand(Gates gates, string campaign) =>
        gates.Find(campaign)?.Pauses.OfCampaign is { } pause && !IsOfARoom(pause) ? pause : null;

    /// <summary>The pause that stands in that scope, when no room made it.</summary>
    public static Pause? ByHand(Gates gates, string campaign, string key) =>
        gates.Find(campaign)?.Pauses.All.FirstOrDefault(one => one.Key == key) is { } pause && !IsOfARoom(pause)
            ? pause : null;

    /// <summary>The scope of the step, as pauses are known by.</summary>
    public static string KeyOf(ActionRequest request) => new Pause(
        ScopeOf(request), request.Input("target"), default, false, new("", ""), "", "", default).Key;

    private static bool IsMove(ActionRequest request) =>
        request.Run.StartsWith($"{request.Incident}.{Decider.ExtendByPlan}.", StringComparison.Ordinal);

    private static PauseScope ScopeOf(ActionRequest request) =>
        Enum.Parse<PauseScope>(request.Input("scope") ?? "campaign", ignoreCase: true);

    /// <summary>What automation may pause without a person, counted with what it is about to.</summary>
    private string? OverCap(ActionRequest request, IReadOnlyList<string> campaigns)
    {
        var most = request.Plan.Automation.CampaignsPausedMax;
        var standing = gates.All.Where(gate => gate.Pauses.All.Any(IsOfARoom)).Select(gate => gate.Id)
            .ToHashSet(StringComparer.Ordinal);
        var more = campaigns.Count(one => !standing.Contains(one));
        return more > 0 && standing.Count + more > most
            ? $"{standing.Count} paused and {more} more are over the plan's {most}: a person decides" : null;
    }

    private static bool IsOfARoom(Pause pause) => Run.IsMatch(pause.Reason);

    /// <summary>A run's name, which the room gives as the reason.</summary>
    [GeneratedRegex(
        @"^W?[0-9]{8}-[0-9]{2,}(-[a-z0-9-]+)?\..+\.[0-9]+\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Run { get; }

    /// <summary>The incident's campaigns; without any, all there are.</summary>
    public static IReadOnlyList<string> Affected(ActionRequest request, Gates gates) =>
        request.Input("campaign") is { } one ? [one]
            : request.Campaigns.Count > 0 ? request.Campaigns
            : [.. gates.All.Where(gate => gate.Version is not null).Select(gate => gate.Id)];

    private static BilingualText Cut(BilingualText text) => new(Cut(text.Zh), Cut(text.En));

    private static string Cut(string text) => text.Length <= NoticeMax ? text : text[..NoticeMax];
}
