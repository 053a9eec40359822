using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>Files that are not what was written: nothing is guessed, and who is not concerned goes on.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const string Campaign = "damage";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ChainId.PoolShard, 2)]
    [InlineData(1, 3)]
    public async Task Serve_WhenAJournalRowIsDamaged_RefusesThatCampaignAndServesTheOthers(int shard, int position)
    {
        await using var host = await HostProcess.StartAsync();
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 400, shards: 2);
        var people = Claimant.Many(host, Campaign, 300);
        using var crowd = new Crowd(host.Url, Campaign, OpsDesk.Batch, connections: 4);
        await crowd.RunAsync(people, Stop);
        await Projected.UntilAsync(host, people.Count);
        Assert.Equal(0, await host.StopAsync());
        var chain = FlipOneByte(host, shard, position);

        await host.StartAgainAsync();
        var verified = await host.VerifyAsync();
        Assert.Equal(1, verified.Exit);
        Assert.Contains($"{chain} row {position}", Unwrapped(verified.Output), StringComparison.Ordinal);
        Assert.Equal([Campaign], await DamagedAsync(host));
        foreach (var who in people.Take(20))
        {
            var reply = await crowd.ClaimAsync(who);
            Assert.True(reply.Status == HttpStatusCode.ServiceUnavailable, reply.Body);
            Assert.Equal("campaign-damaged", reply.Code);
            Assert.NotNull(reply.Outcome);
        }

        Assert.True(crowd.Receipts.TryPeek(out var holder));
        var wallet = await WalletAsync(host, crowd);
        Assert.Contains(holder.VoucherId, wallet, StringComparison.Ordinal);
        Assert.Contains("\"asOf\"", wallet, StringComparison.Ordinal);
        using var other = new Crowd(host.Url, "demo", "dining-30", connections: 1);
        Assert.Equal(HttpStatusCode.Created, (await other.ClaimAsync(Claimant.Many(host, "demo", 1)[0])).Status);
        await host.SaysAsync("the journal is damaged");
        output.WriteLine(Unwrapped(verified.Output));
    }

    [Fact]
    public async Task Serve_OpeningFromASnapshotAndTheRowsAfterIt_GivesTheSameReceiptsAndWallets()
    {
        await using var host = await HostWithSnapshotsAsync();
        using var crowd = await ClaimAsync(host, 1_500, snapshots: 1);
        // The tail: rows that no snapshot holds.
        await crowd.RunAsync([.. Claimant.Many(host, Campaign, 1_700).Skip(1_500)], Stop);
        var wallet = await WalletAsync(host, crowd);
        host.Kill();

        await host.StartAgainAsync();
        Assert.Equal(1_700, crowd.Receipts.Count);
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts]));
        Assert.Equal(wallet, await WalletAsync(host, crowd));
        Assert.DoesNotContain(host.Log, line => line.Contains(": ignored", StringComparison.Ordinal));
        var verified = await host.VerifyAsync();
        Assert.True(verified.Exit == 0, verified.All);
    }

    [Fact]
    public async Task Serve_WhenASnapshotIsDamaged_IgnoresItAndOpensFromTheJournal()
    {
        await using var host = await HostWithSnapshotsAsync();
        using var crowd = await ClaimAsync(host, 1_500, snapshots: 1);
        var wallet = await WalletAsync(host, crowd);
        Assert.Equal(0, await host.StopAsync());
        foreach (var file in Snapshots(host))
        {
            var bytes = await File.ReadAllBytesAsync(file, Stop);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, Stop);
        }

        await host.StartAgainAsync();
        await host.SaysAsync("snapshot: ignored");
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts]));
        Assert.Equal(wallet, await WalletAsync(host, crowd));
        Assert.Empty(await DamagedAsync(host));
    }

    private static Task<HostProcess> HostWithSnapshotsAsync() => HostProcess.StartAsync(new HostSetup
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Floodgate__Storage__SnapshotVouchers"] = "1000",
        },
    });

    /// <summary>Everyone claims, and then the snapshots are there.</summary>
    private static async Task<Crowd> ClaimAsync(HostProcess host, int people, int snapshots)
    {
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 4_000, shards: 1);
        var crowd = new Crowd(host.Url, Campaign, OpsDesk.Batch, connections: 8);
        await crowd.RunAsync(Claimant.Many(host, Campaign, people), Stop);
        await Patience.UntilAsync(() => Snapshots(host).Length >= snapshots, () => "no snapshot is made");
        return crowd;
    }

    private static string[] Snapshots(HostProcess host)
    {
        var folder = Path.Combine(host.DataDir, "snapshots");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.snapshot") : [];
    }

    private static async Task<string> WalletAsync(HostProcess host, Crowd crowd)
    {
        Assert.True(crowd.Receipts.TryPeek(out var holder));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me/vouchers");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", holder.Who.Pass);
        using var answer = await host.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<string[]> DamagedAsync(HostProcess host)
    {
        using var answer = await host.Client.GetAsync("/health/ready", Stop);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return [.. json.RootElement.GetProperty("damaged").EnumerateArray().Select(id => id.GetString()!)];
    }

    private static ChainId FlipOneByte(HostProcess host, int shard, int position)
    {
        using var connection = SqliteFile.Open(Path.Combine(host.DataDir, "journal.db"), SqliteOpenMode.ReadWrite);
        var campaign = JournalTables.Campaigns(connection).Single(entry => entry.Id == Campaign);
        var chain = new ChainId(campaign.Number, shard);
        var body = JournalTables.Read(connection, chain, position - 1).First().Body;
        body[body.Length / 2] ^= 1;
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal SET body = $body WHERE id = $id";
        command.Parameters.AddWithValue("$body", body);
        command.Parameters.AddWithValue("$id", JournalRow.Key(chain, position));
        Assert.Equal(1, command.ExecuteNonQuery());
        return chain;
    }

    /// <summary>The command breaks its lines at the width of the terminal.</summary>
    private static string Unwrapped(string text) =>
        text.Replace("\n", " ", StringComparison.Ordinal);
}
