using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A campaign whose server loses its disk: what must hold before, during and after.</summary>
internal sealed partial class Outage(HostProcess host, string campaign) : IDisposable
{
    private const int Before = 200;
    private const int RefusalsWanted = 20;
    private const int Waiting = 16;
    private const int ClaimsMax = 1_000;
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);
    private readonly Crowd _crowd = new(host.Url, campaign, OpsDesk.Batch, connections: 8);
    private readonly IReadOnlyList<Claimant> _people = Claimant.Many(host, campaign, 4_000);
    private readonly Claimant[] _waiting = new Claimant[Waiting];
    private int _next, _logBefore;
    private long _began;

    public Crowd Crowd => _crowd;

    /// <summary>Some hold vouchers, and the projection knows it.</summary>
    public async Task BeforeAsync()
    {
        await _crowd.RunAsync([.. _people.Take(Before)], CancellationToken.None);
        Assert.Equal(Before, _crowd.Receipts.Count);
        _next = Before;
        for (var i = 0; i < Waiting; i++) _waiting[i] = _people[_next++];
        await Projected.UntilAsync(host, Before);
        _logBefore = host.Log.Count;
        _began = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Claims until the store refuses for good: each answer is a receipt or says what became of it.</summary>
    /// <param name="take">Takes away what room a success may have found.</param>
    public async Task ClaimsAreRefusedAsync(Action take)
    {
        var refused = 0;
        for (var i = 0; refused < RefusalsWanted; i++)
        {
            Assert.True(i < ClaimsMax, "the store takes claims although its disk does not");
            // Different people, so that every shard's book meets the disk.
            var who = _waiting[i % Waiting];
            var reply = await _crowd.ClaimAsync(who);
            if (reply.Status is HttpStatusCode.Created or HttpStatusCode.OK)
            {
                _crowd.Receipts.Enqueue(new KeptReceipt(who, reply.Body, TimeProvider.System.GetUtcNow()));
                _waiting[i % Waiting] = _people[_next++];
                take();
                refused = 0;
                continue;
            }

            Assert.True(reply.Status == HttpStatusCode.ServiceUnavailable, reply.Body);
            Assert.Equal("storage-unavailable", reply.Code);
            Assert.Contains(reply.Outcome, (string?[])["none", "unknown"]);
            refused++;
        }
    }

    /// <summary>The outage goes on for some seconds, with claims and wallets asked all the time.</summary>
    public async Task LastsAsync(Action take)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Lasting)
        {
            await ClaimsAreRefusedAsync(take);
            await WalletIsReadableAsync();
        }
    }

    /// <summary>The wallet is answered from the projection and says as of when; the campaign's page is there.</summary>
    public async Task WalletIsReadableAsync()
    {
        Assert.True(_crowd.Receipts.TryPeek(out var holder));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me/vouchers");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", holder.Who.Pass);
        using var answer = await host.Client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        using var json = JsonDocument.Parse(body);
        var item = Assert.Single(json.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal(holder.VoucherId, item.GetProperty("voucherId").GetString());
        Assert.True(json.RootElement.TryGetProperty("asOf", out _), body);
        using var page = await host.Client.GetAsync($"/api/v1/campaigns/{campaign}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(host.IsRunning, host.Tail());
    }

    /// <summary>Whom the store refused gets a voucher with the same key, no restart; all receipts stand.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> RecoversAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        using var late = new CancellationTokenSource(Patience.Max, TimeProvider.System);
        var before = _crowd.Receipts.Count;
        await _crowd.RunAsync(_waiting, late.Token);
        Assert.True(_crowd.Receipts.Count == before + Waiting, $"claims do not work again\n{host.Tail()}");
        for (var i = 0; i < Waiting; i++) _waiting[i] = _people[_next++];
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.Empty(await _crowd.AskAgainAsync([.. _crowd.Receipts]));
        Assert.Empty(_crowd.Strange);
        Assert.True(host.IsRunning, host.Tail());
        return took;
    }

    /// <summary>At most one line a second and cause; a cause is a line without its numbers.</summary>
    public void LogIsNotFlooded()
    {
        var lines = host.Log.Skip(_logBefore).Where(line => line.Contains(": Floodgate.", StringComparison.Ordinal));
        var seconds = TimeProvider.System.GetElapsedTime(_began).TotalSeconds;
        foreach (var cause in lines.GroupBy(line => Numbers().Replace(line, "#"), StringComparer.Ordinal))
            Assert.True(cause.Count() <= seconds + 2, $"{cause.Count()} lines in {seconds:N1} s: {cause.Key}");
    }

    public void Dispose() => _crowd.Dispose();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Numbers();
}
