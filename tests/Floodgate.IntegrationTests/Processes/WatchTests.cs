using System.Diagnostics;
using System.Text.RegularExpressions;
using Floodgate.Emergency.Incidents;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The only server is killed: the watch calls people, takes an answer, and hands over afterwards.</summary>
public sealed class WatchTests
{
    /// <summary>The watch asks twice a minute.</summary>
    private static readonly TimeSpan Refreshed = TimeSpan.FromSeconds(180);

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

    /// <summary>
    /// Nobody copies anything: the watch has the plan that was approved and the contacts that were written while it
    /// ran, and calls by them when the server is gone.
    /// </summary>
    [Fact]
    public async Task Watch_TakesPlanAndContactsFromTheServer_AndCallsByThemWhenItIsGone()
    {
        await using var sink = new SmtpSink();
        var environment = ControlRoomTests.Mail(sink);
        environment["FLOODGATE_SECRET_WATCH"] = Guid.CreateVersion7().ToString("N");
        var root = Directory.CreateTempSubdirectory("floodgate-watch-").FullName;
        var (data, folder) = (Path.Combine(root, "server"), Path.Combine(root, "watch"));
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(
            Path.Combine(data, "contacts.yaml"),
            (await ExampleContactsAsync()).Replace("tech-lead@", "new-lead@", StringComparison.Ordinal));
        await using var host = await HostProcess.StartAsync(new HostSetup { Data = data, Environment = environment });
        using var room = await RoomReader.OpenAsync(host, "process-crash");
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        using var watch = Start(host.Url, url, folder, environment);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(5) };
            await AliveAsync(client);
            await HoldsAsync(Path.Combine(folder, "spool", "contacts.yaml"), "new-lead@localhost");
            var plan = await ControlRoomTests.DefaultPlanAsync();
            await room.ApproveDefaultPlanAsync(plan.Replace(
                "causeMinutes: ", "causeMinutes: 1", StringComparison.Ordinal));
            await UntilAsync(
                () => WatchPlans.Open(folder).Plans!.Current.Plan.Targets.CauseMinutes == 120, "no new plan came");
            host.Kill();

            var link = await LinkAsync(sink);
            Assert.StartsWith("/ack/", link, StringComparison.Ordinal);
            await UntilAsync(
                () => sink.Mails.Any(mail => mail.To.Contains("new-lead", StringComparison.Ordinal)),
                "nobody called the new address");
            Assert.DoesNotContain(sink.Mails, mail => mail.To.Contains("tech-lead", StringComparison.Ordinal));
        }
        finally
        {
            watch.Kill();
            await watch.WaitForExitAsync();
            if (host.IsRunning) host.Kill();
            Directory.Delete(root, recursive: true);
        }
    }

    private static Task HoldsAsync(string file, string text) => UntilAsync(
        () => File.Exists(file) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal),
        $"{Path.GetFileName(file)} never had {text}");

    private static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Refreshed) throw new TimeoutException(otherwise);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private static async Task<string> ExampleContactsAsync()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Floodgate.slnx"))) folder = folder.Parent;
        return await File.ReadAllTextAsync(Path.Combine(folder.FullName, "plans", "contacts.example.yaml"));
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
