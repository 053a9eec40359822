using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>Calls a listed address outside; done when it answers with 2xx.</summary>
internal sealed class WebhookAction(OutsideCaller outside) : IRunbookAction
{
    public string Name => "webhook";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var call = CallOf(request, "runbook", request.Input("endpoint") ?? "");
        return await outside.CallAsync(call, cancel) is { } fault
            ? ActionResult.Failed($"{call.Endpoint}: {fault}") : ActionResult.Done($"{call.Endpoint}: taken");
    }

    public static OutsideCall CallOf(ActionRequest request, string type, string endpoint) => new(
        request.Run, type, request.Incident, request.Step, endpoint, Word(request.Level), request.Title.En,
        request.Campaigns, request.Input("text"), request.Number("nodes"), request.Number("percentAtLeast"));

    private static string Word(ResponseLevel level) => level.ToString();
}
