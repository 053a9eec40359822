using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Floodgate.Host.Commands;

/// <summary><c>merchants import FILE [--dry-run]</c>: stores from a CSV file, all of them or none.</summary>
internal static class MerchantsCommand
{
    private static readonly Option<Uri?> Url = ServerUrl.Option("The server.", ServerUrl.Default);

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "A key of role operator; else the environment's FLOODGATE_API_KEY.",
    };

    public static Command Create() => new("merchants", "Merchants and their stores.") { Import() };

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "CSV in UTF-8, one store a row." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what it would do; changes nothing." };
        var command = new Command("import", "Enters applications from a file; a second person approves them.")
        {
            file, dryRun, Url, ApiKey,
        };
        command.SetAction(async (asked, cancel) =>
        {
            var key = asked.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
            if (string.IsNullOrEmpty(key))
                return Fail(
                    Exit.Usage, "An API key is needed: --api-key KEY, or FLOODGATE_API_KEY in the environment.");
            var path = asked.GetRequiredValue(file);
            if (!File.Exists(path)) return Fail(Exit.Unreachable, $"{path}: there is no such file.");
            using var client = new OpsClient(asked.GetValue(Url)!, key);
            return await client.GuardAsync(() => SendAsync(client, path, asked.GetValue(dryRun), cancel));
        });
        return command;
    }

    private static async Task<int> SendAsync(OpsClient client, string path, bool dryRun, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "api/v1/ops/merchants/import" + (dryRun ? "?dryRun=true" : ""))
        {
            Content = new StreamContent(file),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await client.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            await OpsClient.PrintRefusalAsync(answer, Path.GetFileName(path), cancel);
            return Exit.DoesNotHold;
        }

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
        var (merchants, stores) = (body.RootElement.GetProperty("merchants"), body.RootElement.GetProperty("stores"));
        Console.WriteLine(dryRun
            ? $"{path}: good; would enter {merchants} new merchants and {stores} stores"
            : $"{path}: entered {merchants} new merchants and {stores} stores; a second person approves them");
        return Exit.Good;
    }

    private static int Fail(int exit, string text)
    {
        Console.Error.WriteLine(text);
        return exit;
    }
}
