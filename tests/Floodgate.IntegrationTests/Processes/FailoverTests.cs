using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Storage;
using Floodgate.Storage;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A real node on a real pair: the primary dies, the standby dies, the old primary returns.</summary>
public sealed class FailoverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promotion_AfterThePrimaryWasKilled_HasEveryReceipt_AndClaimsGoOn_AndTheOldOneIsRefused()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = await Node.StartAsync(pair.Connection);
        await node.UntilStandbyAsync("synchronous");
        var people = node.People(30);
        foreach (var person in people.Take(15)) Assert.Equal(HttpStatusCode.Created, await node.ClaimAsync(person));
        var early = await node.ActAsync("promote");
        Assert.Equal("primary-answers", early.Code);

        await pair.Primary.KillAsync();
        await node.UntilStandbyAsync("unknown");
        var proposed = await node.ActAsync("promote");
        Assert.Equal(HttpStatusCode.Accepted, proposed.Status);
        await node.ApproveAsync(proposed.Id!);
        await node.UntilStandbyAsync("released");
        Assert.Equal(2, (await node.DatabaseAsync()).GetProperty("timeline").GetInt32());

        // The same keys again: each has its receipt; and people who were not there yet are served.
        foreach (var person in people) await node.UntilServedAsync(person);
        Assert.Equal(30, (await node.Desk.LedgerAsync("autumn")).Issued);
        Assert.Equal("standby-not-synchronous", (await node.ActAsync("promote")).Code);

        await pair.Primary.StartAgainAsync();
        await node.Host.RestartAsync();
        await node.UntilStandbyAsync("released");
        var database = await node.DatabaseAsync();
        Assert.EndsWith($":{pair.Standby.Port}", database.GetProperty("primary").GetString());
        Assert.Equal(0, (await node.Host.VerifyAsync()).Exit);
    }

    [Fact]
    public async Task Standby_ThatIsKilled_StopsClaimsAtOnce_NotReads_AndItsReturnOpensThem()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = await Node.StartAsync(pair.Connection);
        await node.UntilStandbyAsync("synchronous");
        var people = node.People(3);
        Assert.Equal(HttpStatusCode.Created, await node.ClaimAsync(people[0]));
        await pair.Standby.KillAsync();
        await node.UntilStandbyAsync("waiting");

        var (status, body) = await node.TryClaimAsync(people[1]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("storage-unavailable", body.GetProperty("code").GetString());
        Assert.Equal("none", body.GetProperty("outcome").GetString());
        // From memory: the receipt that was given stays one, and nothing piles up at the database.
        Assert.Equal(HttpStatusCode.OK, await node.ClaimAsync(people[0]));
        Assert.Equal(0L, await pair.Primary.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name LIKE '%/journal'"));

        await pair.Standby.StartAgainAsync();
        await node.UntilStandbyAsync("synchronous");
        await node.UntilServedAsync(people[1]);

        // Away again, and the primary dies then: what the standby has is not certain, so it is not promoted.
        await pair.Standby.KillAsync();
        await node.UntilStandbyAsync("waiting");
        await pair.Primary.KillAsync();
        await node.UntilStandbyAsync("unknown");
        await pair.Standby.StartAgainAsync();
        await Patience.UntilAsync(
            async () => (await node.DatabaseAsync()).GetProperty("hosts")[1].GetProperty("state").GetString() == "standby",
            () => node.Host.Tail());
        Assert.Equal("standby-not-synchronous", (await node.ActAsync("promote")).Code);
    }

    [Fact]
    public async Task Standby_ThatIsReleased_IsNotWaitedFor_AndNotPromoted()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = await Node.StartAsync(pair.Connection);
        await node.UntilStandbyAsync("synchronous");
        Assert.Equal("standby-follows", (await node.ActAsync("release-standby")).Code);
        await pair.Standby.KillAsync();
        await node.UntilStandbyAsync("waiting");
        var proposed = await node.ActAsync("release-standby");
        Assert.Equal(HttpStatusCode.Accepted, proposed.Status);
        await node.ApproveAsync(proposed.Id!);
        await node.UntilStandbyAsync("released");
        Assert.Contains("key:test-commander", (await node.DatabaseAsync()).GetProperty("by").GetString());
        await node.UntilServedAsync(node.People(1)[0]);

        await pair.Standby.StartAgainAsync();
        await pair.Primary.KillAsync();
        await node.UntilStandbyAsync("unknown");
        // Also by a node that was restarted since: it is on its disk.
        Assert.Equal("standby-not-synchronous", (await node.ActAsync("promote")).Code);
        Assert.Contains("key:test-commander", File.ReadAllText(node.Host.DataDir + ".spool/database.json"));
    }

    [Fact]
    public async Task Standby_UnderThePolicyGoOn_IsReleasedByItself()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = await Node.StartAsync(
            pair.Connection, ("Floodgate__Postgres__WithoutStandby", "GoOn"),
            ("Floodgate__Postgres__StandbyWaitSecondsMax", "3"));
        await node.UntilStandbyAsync("synchronous");
        await pair.Standby.KillAsync();
        await node.UntilStandbyAsync("released");
        Assert.Equal("policy", (await node.DatabaseAsync()).GetProperty("by").GetString());
        Assert.Equal("", await pair.Primary.ScalarAsync("SHOW synchronous_standby_names"));
        await node.UntilServedAsync(node.People(1)[0]);
    }

    /// <summary>A node that promises the standby, a campaign, and two people who may act.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly string _operator, _commander;
        private readonly int _campaign;

        private Node(HostProcess host, OpsDesk desk, string operatorKey, string commanderKey, int campaign) =>
            (Host, Desk, _operator, _commander, _campaign) = (host, desk, operatorKey, commanderKey, campaign);

        public HostProcess Host { get; }

        public OpsDesk Desk { get; }

        public static async Task<Node> StartAsync(
            string connection, params (string Name, string Value)[] settings)
        {
            var environment = settings.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
            environment["Floodgate__Postgres__Standby"] = Pair.Name;
            var host = await HostProcess.StartAsync(
                new HostSetup { Demo = false, Postgres = connection, Environment = environment });
            var desk = await OpsDesk.OpenAsync(host);
            await desk.ApplyAsync("autumn", 1_000, 1);
            using var journal = PostgresStore.Open(connection, "test");
            return new Node(
                host, desk, await host.CreateKeyAsync("operator"), await host.CreateKeyAsync("commander"),
                journal.Campaigns().Single(entry => entry.Id == "autumn").Number);
        }

        public IReadOnlyList<Claimant> People(int count) =>
            Claimant.Many(new DataFolder(Host.DataDir), _campaign, count);

        public async Task<HttpStatusCode> ClaimAsync(Claimant who) => (await TryClaimAsync(who)).Status;

        public async Task<(HttpStatusCode Status, JsonElement Body)> TryClaimAsync(Claimant who)
        {
            using var claim = new HttpRequestMessage(
                HttpMethod.Post, $"/api/v1/campaigns/autumn/batches/{OpsDesk.Batch}/claims");
            claim.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Pass);
            claim.Headers.Add("Idempotency-Key", who.Key);
            claim.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var answer = await Host.Client.SendAsync(claim, Cancel);
            return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
        }

        /// <summary>Asks again with the same key, as the contract says.</summary>
        public Task UntilServedAsync(Claimant who)
        {
            var last = default((HttpStatusCode Status, JsonElement Body));
            return Patience.UntilAsync(
                async () => (last = await TryClaimAsync(who)).Status is HttpStatusCode.Created or HttpStatusCode.OK,
                () => $"{last.Status} {last.Body}\n{Host.Tail()}");
        }

        public async Task<(HttpStatusCode Status, string? Code, string? Id)> ActAsync(string verb)
        {
            var (status, body) = await SendAsync(
                HttpMethod.Post, $"/api/v1/ops/cluster/database/{verb}", _operator, new { reason = "test" });
            return (status, Member(body, "code"), Member(body, "id"));
        }

        public async Task ApproveAsync(string id)
        {
            var (status, body) = await SendAsync(
                HttpMethod.Post, $"/api/v1/ops/approvals/{id}/approve", _commander, new { });
            Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        }

        public async Task<JsonElement> DatabaseAsync() =>
            (await SendAsync(HttpMethod.Get, "/api/v1/ops/cluster/database", _operator, null)).Body;

        /// <summary>As the readiness says it, which needs no key.</summary>
        public async Task UntilStandbyAsync(string state)
        {
            var last = "";
            await Patience.UntilAsync(
                async () =>
                {
                    using var answer = await Host.Client.GetAsync("/health/ready", Cancel);
                    last = await answer.Content.ReadAsStringAsync(Cancel);
                    using var json = JsonDocument.Parse(last);
                    return json.RootElement.GetProperty("standby").GetString() == state;
                },
                () => $"{last}\n{Host.Tail()}");
        }

        public async ValueTask DisposeAsync()
        {
            Desk.Dispose();
            await Host.DisposeAsync();
        }

        private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
            HttpMethod method, string path, string key, object? body)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            if (body is not null) request.Content = JsonContent.Create(body);
            using var answer = await Host.Client.SendAsync(request, Cancel);
            return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
        }

        private static string? Member(JsonElement body, string name) =>
            body.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
