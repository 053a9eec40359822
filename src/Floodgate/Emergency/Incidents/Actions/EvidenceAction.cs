using Floodgate.Emergency.Detection;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Keeps what the detectors read now, beside the spool: what they showed is gone in minutes otherwise.
/// </summary>
internal sealed class EvidenceAction(DetectionLoop detection, EntrySpool spool) : IRunbookAction
{
    public string Name => "evidence-snapshot";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var folder = Path.Combine(spool.Folder, "evidence");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, request.Run + ".json");
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(detection.View(), Format);
        await File.WriteAllBytesAsync(path, json, cancel);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(json));
        return ActionResult.Done($"evidence/{request.Run}.json, {json.Length} bytes, sha256 {hash}");
    }

    private static readonly System.Text.Json.JsonSerializerOptions Format =
        new(System.Text.Json.JsonSerializerDefaults.Web) { WriteIndented = false };
}
