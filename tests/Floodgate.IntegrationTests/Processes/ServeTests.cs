using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The server as a process: its folder, its port, its end.</summary>
public sealed partial class ServeTests
{
    [Fact]
    public async Task Serve_WhenAnotherProcessHasTheFolder_EndsWithTheReason()
    {
        await using var first = await HostProcess.StartAsync();
        var second = await HostProgram.RunAsync(
            "serve", "--data", first.DataDir, "--urls", $"http://127.0.0.1:{FreePort.Next()}");
        Assert.Equal(3, second.Exit);
        Assert.Contains("Another Floodgate process is using the data folder", second.Errors, StringComparison.Ordinal);
        Assert.Contains(first.DataDir, second.Errors, StringComparison.Ordinal);
        using var answer = await first.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Serve_TwoServersWithFoldersOfTheirOwn_RunSideBySide()
    {
        await using var one = await HostProcess.StartAsync();
        await using var two = await HostProcess.StartAsync();
        Assert.NotEqual(one.Url, two.Url);
        foreach (var host in (HostProcess[])[one, two])
        {
            using var answer = await host.Client.GetAsync(
                "/api/v1/campaigns/demo", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(0, await one.StopAsync());
        using var still = await two.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Serve_ToldToStopWithClaimsUnderWay_AnswersThemFirst()
    {
        const int claims = 64;
        var library = await Shim.CompileAsync("bench/slowsync.c");
        await using var host = await HostProcess.StartAsync(new HostSetup
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LD_PRELOAD"] = library,
                ["SLOWSYNC_US"] = "500000",
            },
        });
        using var crowd = new Crowd(host.Url, "demo", "dining-30", claims);
        var people = Claimant.Many(host, "demo", 2 * claims);
        await crowd.RunAsync([.. people.Take(claims)], TestContext.Current.CancellationToken);
        Assert.Equal(claims, crowd.Receipts.Count);

        // Sent on open connections; their commits take half a second each, so they are under way when the order comes.
        var before = await AdmittedAsync(host);
        var underWay = people.Skip(claims).Select(crowd.ClaimAsync).ToArray();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (await AdmittedAsync(host) == before)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        Assert.Equal(0, await host.StopAsync());
        var answers = await Task.WhenAll(underWay);
        Assert.All(answers, answer => Assert.True(
            answer.Status == HttpStatusCode.Created || answer.Outcome is "none" or "unknown", answer.Body));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Created);

        await host.StartAgainAsync();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < claims; i++)
            if (answers[i].Status == HttpStatusCode.Created)
                crowd.Receipts.Enqueue(new KeptReceipt(people[claims + i], answers[i].Body, now));
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts]));
        Directory.Delete(Path.GetDirectoryName(library)!, recursive: true);
    }

    /// <summary>Requests that were let in, of all campaigns.</summary>
    private static async Task<double> AdmittedAsync(HostProcess host)
    {
        var page = await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return Admitted().Matches(page)
            .Sum(row => double.Parse(row.Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^floodgate_admission_total\{[^}]*\} (?<count>[0-9.e+]+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Admitted();
}
