using System.Net.Http.Headers;
using Floodgate.Drills.Results;

namespace Floodgate.Host.Commands;

/// <summary>Hands a drill's result to a server, where it counts for the readiness board.</summary>
internal static class DrillRecord
{
    public static async Task<bool> SubmitAsync(
        Uri server, string? apiKey, DrillResult result, CancellationToken cancel)
    {
        var key = apiKey ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
        if (string.IsNullOrEmpty(key))
        {
            await Console.Error.WriteLineAsync(
                "The result was not recorded: --api-key KEY, or FLOODGATE_API_KEY in the environment, is needed.");
            return false;
        }

        using var client = new OpsClient(server, key);
        return await client.GuardAsync(async () =>
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri("api/v1/ops/drills", UriKind.Relative));
            request.Content = new ByteArrayContent(DrillJson.Write(result));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode)
            {
                Console.WriteLine($"recorded: {answer.Headers.Location}");
                return Exit.Good;
            }

            await OpsClient.PrintRefusalAsync(answer, "the result was not recorded", cancel);
            return Exit.DoesNotHold;
        }) == Exit.Good;
    }
}
