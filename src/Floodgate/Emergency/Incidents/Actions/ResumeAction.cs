using Floodgate.Admission;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Opens claims again with exactly the stock that was left. Takes back what a room paused, in the scope of the step:
/// what a person paused by hand, for reasons the room does not know, stays.
/// </summary>
internal sealed class ResumeAction(CampaignControl control, Gates gates) : IRunbookAction
{
    public string Name => "resume";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var open = new List<string>();
        var words = new List<string>();
        var key = PauseAction.KeyOf(request);
        foreach (var campaign in PauseAction.Affected(request, gates))
        {
            if (PauseAction.ByHand(gates, campaign, key) is { } pause)
            {
                words.Add($"{campaign}: stays paused, {pause.Actor} did it by hand");
                continue;
            }

            var outcome = await control.ResumeAsync(campaign, request.Run, request.Actor, key, cancel);
            words.Add($"{campaign}: {outcome}");
            // At a node's start a gate that is not read yet knows of no pause: it is tried again.
            if (outcome == ResumeOutcome.Resumed || (outcome == ResumeOutcome.NotPaused && IsRead(campaign)))
                open.Add(campaign);
        }

        if (open.Count == 0) return ActionResult.Failed(string.Join("; ", words));
        // Of a batch or a region: the whole campaign may be paused still.
        IReadOnlyList<string> kept = [.. open.Where(one => gates.Find(one)?.Pauses.OfCampaign is null)];
        return ActionResult.Done(string.Join("; ", words), (decider, incident) => decider.Keep(incident, kept));
    }

    private bool IsRead(string campaign) => gates.Find(campaign) is not { Version: null, Damage: null };
}
