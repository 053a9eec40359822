using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.Campaigns;

namespace Floodgate.Host.Commands;

/// <summary>
/// Puts a file in force: local check, local list uploaded, the version in force read, the new one put over it.
/// </summary>
internal static class CampaignApply
{
    public static async Task<int> RunAsync(
        OpsClient client, string id, string path, string? reason, CancellationToken cancellation)
    {
        var exit = CampaignFile.Read(path, out var parse, checksBudget: false);
        if (parse is null) return exit;
        return await client.GuardAsync(async () =>
        {
            var definition = parse.Definition!;
            if (parse.AllowListFile is { } list)
            {
                var reference = await UploadAsync(client, CampaignFile.Beside(path, list), cancellation);
                if (reference is null) return Exit.DoesNotHold;
                definition = definition with { Eligibility = definition.Eligibility with { AllowList = reference } };
            }

            return await PutAsync(client, id, definition, reason, cancellation);
        });
    }

    private static async Task<AllowListReference?> UploadAsync(OpsClient client, string path,
        CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/ops/allow-lists") { Content = content };
        using var answer = await client.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            await OpsClient.PrintRefusalAsync(answer, Path.GetFileName(path), cancellation);
            return null;
        }

        var body = await ReadAsync(answer, cancellation);
        Console.WriteLine($"{Path.GetFileName(path)}: {body.GetProperty("entries").GetInt64()} entries uploaded");
        return new AllowListReference(body.GetProperty("id").GetString()!, body.GetProperty("sha256").GetString()!);
    }

    private static async Task<int> PutAsync(
        OpsClient client, string id, CampaignDefinition definition, string? reason, CancellationToken cancellation)
    {
        var address = $"api/v1/ops/campaigns/{id}";
        using var put = new HttpRequestMessage(
            HttpMethod.Put, reason is null ? address : $"{address}?reason={Uri.EscapeDataString(reason)}");
        put.Content = new ByteArrayContent(CampaignDocument.WriteJson(definition));
        put.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using (var get = new HttpRequestMessage(HttpMethod.Get, address))
        using (var current = await client.SendAsync(get, cancellation))
        {
            if (current.IsSuccessStatusCode && current.Headers.ETag is { } tag) put.Headers.IfMatch.Add(tag);
            else if (!current.IsSuccessStatusCode && current.StatusCode != HttpStatusCode.NotFound)
            {
                await OpsClient.PrintRefusalAsync(current, id, cancellation);
                return Exit.DoesNotHold;
            }
        }

        using var answer = await client.SendAsync(put, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            await OpsClient.PrintRefusalAsync(answer, id, cancellation);
            return Exit.DoesNotHold;
        }

        var body = await ReadAsync(answer, cancellation);
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            var approval = body.GetProperty("id").GetString();
            Console.WriteLine($"{id}: proposed; approval {approval} waits for a second person");
            return Exit.Good;
        }

        var done = answer.StatusCode == HttpStatusCode.Created ? "created" : "changed";
        Console.WriteLine($"{id}: {done}, version {body.GetProperty("version")}");
        return Exit.Good;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
        return document.RootElement.Clone();
    }
}
