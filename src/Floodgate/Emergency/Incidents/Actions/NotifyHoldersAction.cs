using Floodgate.Admission;
using Floodgate.Emergency.Notices;

namespace Floodgate.Emergency.Incidents;

/// <summary>Puts a message before exactly those who hold vouchers of the campaigns, each once.</summary>
internal sealed class NotifyHoldersAction(HolderMessages messages, Gates gates) : IRunbookAction
{
    public string Name => "notify-holders";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var text = request.Fill(request.Notice(request.Input("notice") ?? "")).Short;
        var batch = request.Input("scope") == "batch" ? request.Input("target") : null;
        var words = new List<string>();
        var queued = 0;
        foreach (var campaign in PauseAction.Affected(request, gates))
        {
            var outcome = await messages.QueueAsync(
                $"{request.Run}.{campaign}", new HolderScope(campaign, batch), text, cancel);
            if (outcome is HolderOutcome.Queued done)
            {
                queued++;
                words.Add($"{campaign}: {done.Progress.Recipients} people");
            }
            else
            {
                words.Add($"{campaign}: {outcome.GetType().Name}");
            }
        }

        var said = string.Join("; ", words);
        return queued > 0 || words.Count == 0 ? ActionResult.Done(said) : ActionResult.Failed(said);
    }
}
