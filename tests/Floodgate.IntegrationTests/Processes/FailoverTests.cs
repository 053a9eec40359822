using System.Net;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A real node on a real pair: the primary dies, the standby dies, the old primary returns.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Promotion_AfterThePrimaryWasKilled_HasEveryReceipt_AndClaimsGoOn_AndTheOldOneIsRefused()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = await FailoverNode.StartAsync(pair.Connection);
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
        await using var node = await FailoverNode.StartAsync(pair.Connection);
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
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name ~ '/journal$'"));

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
            async () => (await node.DatabaseAsync()).GetProperty("hosts")[1].GetProperty("state")
                .GetString() == "standby",
            () => node.Host.Tail());
        Assert.Equal("standby-not-synchronous", (await node.ActAsync("promote")).Code);
    }

    [Fact]
    public async Task Standby_ThatIsReleased_IsNotWaitedFor_AndNotPromoted()
    {
        await using var pair = await Pair.StartAsync();
        await using var node = await FailoverNode.StartAsync(pair.Connection);
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
        await using var node = await FailoverNode.StartAsync(
            pair.Connection, ("Floodgate__Postgres__WithoutStandby", "GoOn"),
            ("Floodgate__Postgres__StandbyWaitSecondsMax", "3"));
        await node.UntilStandbyAsync("synchronous");
        await pair.Standby.KillAsync();
        await node.UntilStandbyAsync("released");
        Assert.Equal("policy", (await node.DatabaseAsync()).GetProperty("by").GetString());
        Assert.Equal("", await pair.Primary.ScalarAsync("SHOW synchronous_standby_names"));
        await node.UntilServedAsync(node.People(1)[0]);
    }
}
