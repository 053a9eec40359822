using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.Emergency.Plans;

namespace Floodgate.Host.Commands;

/// <summary>Plans on a server: applied by one person, approved by another.</summary>
internal static class PlanApply
{
    public static async Task<int> ApplyAsync(
        OpsClient client, string path, string? note, CancellationToken cancellation)
    {
        var exit = PlanFile.Read(path, out var plan);
        if (plan is null) return exit;
        if (!PlanFile.TryRead(path, out var bytes)) return Exit.Unreachable;
        var query = note is null ? "" : "?note=" + Uri.EscapeDataString(note);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/v1/ops/plans/{plan.Id}{query}");
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : "application/yaml");
        using var answer = await client.SendAsync(request, cancellation);
        if (await ReadAsync(answer, path, cancellation) is not { } version) return Exit.DoesNotHold;
        var done = answer.StatusCode == HttpStatusCode.Created ? "applied as" : "is already";
        Console.WriteLine($"{plan.Id}: {done} version {version.Version} ({version.State}), SHA-256 {version.Hash}");
        if (version.State == "draft")
        {
            Console.WriteLine("It holds once somebody else approves it: " +
                $"floodgate plan approve {plan.Id} {version.Version}");
        }

        return Exit.Good;
    }

    public static async Task<int> ApproveAsync(
        OpsClient client, string plan, int number, string? note, CancellationToken cancellation)
    {
        var address = $"api/v1/ops/plans/{Uri.EscapeDataString(plan)}/versions/{number}/approve";
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = note is null ? null : JsonContent.Create(new { note }),
        };
        using var answer = await client.SendAsync(request, cancellation);
        if (await ReadAsync(answer, $"{plan} {number}", cancellation) is not { } version) return Exit.DoesNotHold;
        Console.WriteLine($"{plan}: version {version.Version} approved by {version.Approver}; it is in force");
        return Exit.Good;
    }

    private static async Task<PlanVersionBody?> ReadAsync(
        HttpResponseMessage answer, string subject, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
            return await answer.Content.ReadFromJsonAsync(PlanJson.Default.PlanVersionBody, cancellation)
                ?? throw new JsonException("an empty answer");
        await OpsClient.PrintRefusalAsync(answer, subject, cancellation);
        return null;
    }
}
