using System.Diagnostics;
using System.Text.RegularExpressions;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The only server is killed: the watch calls people, takes an answer, and hands over afterwards.</summary>
[Collection(ProcessCollection.Name)]
public sealed class WatchTests
{
    [Fact]
    public async Task Server_WhenItIsKilled_TheWatchCarriesOnAndThereIsOneTimeline()
    {
        await using var sink = new SmtpSink();
        var secret = Guid.CreateVersion7().ToString("N");
        var environment = ControlRoomTests.Mail(sink);
        environment["FLOODGATE_SECRET_WATCH"] = secret;
        await using var host = await HostProcess.StartAsync(new HostSetup { Environment = environment });
        using var room = await RoomReader.OpenAsync(host, "process-crash");
        var folder = Directory.CreateTempSubdirectory("floodgate-watch-").FullName;
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        using var watch = Start(host.Url, url, folder, environment);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience.Max };
            await AliveAsync(client);
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
            Assert.Empty(sink.Mails);
            host.Kill();

            await AcknowledgeAsync(client, await LinkAsync(sink));
            await host.StartAgainAsync();
            var incident = await room.WaitAsync(
                seen => RoomReader.Facts(seen, "acknowledged").Count > 0
                    && RoomReader.Facts(seen, "signalCleared").Count > 0);
            Assert.Equal("watch", RoomReader.Facts(incident, "acknowledged")[0].Fact.GetProperty("via").GetString());
            Assert.Single(RoomReader.Facts(incident, "opened"));
        }
        finally
        {
            watch.Kill();
            await watch.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The link that the page gives; the page comes within seconds of the silence.</summary>
    private static async Task<string> LinkAsync(SmtpSink sink)
    {
        string? link = null;
        await Patience.UntilAsync(
            () => (link = sink.Mails.Select(LinkIn).FirstOrDefault(found => found is not null)) is not null,
            () => $"no page with a link; {sink.Mails.Count} mails");
        return link!;
    }

    private static string? LinkIn(SinkMail mail)
    {
        var text = mail.Data.Replace("=\r\n", "", StringComparison.Ordinal);
        var link = Regex.Match(text, @"/ack/[A-Za-z0-9_.\-]+", RegexOptions.NonBacktracking);
        return link.Success ? link.Value : null;
    }

    private static async Task AcknowledgeAsync(HttpClient client, string link)
    {
        using var page = await client.GetAsync(link);
        Assert.True(page.IsSuccessStatusCode, await page.Content.ReadAsStringAsync());
        using var tap = await client.PostAsync(link, null);
        Assert.True(tap.IsSuccessStatusCode, await tap.Content.ReadAsStringAsync());
    }

    private static Task AliveAsync(HttpClient client) => Patience.UntilAsync(
        async () =>
        {
            try
            {
                using var answer = await client.GetAsync("/health/live");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                return false;
            }
        },
        () => "the watch does not answer");

    private static Process Start(Uri server, string url, string folder, Dictionary<string, string> environment)
    {
        var info = HostProgram.StartInfo("watch", "--server", server.ToString(), "--urls", url, "--data", folder);
        foreach (var (name, value) in environment) info.Environment[name] = value;
        info.RedirectStandardOutput = info.RedirectStandardError = false;
        return Process.Start(info) ?? throw new InvalidOperationException("the watch did not start");
    }
}
