using System.Text.Json.Nodes;
using Floodgate.Drills.Sandbox;
using Floodgate.Tests.Drills.Served;

namespace Floodgate.Tests.Drills.Sandbox;

/// <summary>The campaign of drills on a node that stays: open for whichever drill comes next.</summary>
public sealed class DrillCampaignTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Campaign_ThatIsNotThere_IsPut()
    {
        await using var server = await StaffOnlyServer.StartAsync(Now);
        await EnsureAsync(server);
        Assert.Equal((1, "2026-12-03T02:00:00Z"), (server.Puts, ClosesAt(server)));
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00Z")]
    [InlineData("2026-08-25T02:00:00Z")]
    public async Task Campaign_ThatClosesSoonOrHasClosed_IsExtended_AndOtherwiseAsItWas(string closesAt)
    {
        await using var server = await StaffOnlyServer.StartAsync(Now);
        server.Campaign = new JsonObject { ["closesAt"] = closesAt, ["perPersonLimit"] = 3 };
        await EnsureAsync(server);
        Assert.Equal((1, "2026-12-03T02:00:00Z"), (server.Puts, ClosesAt(server)));
        Assert.Equal(3, server.Campaign["perPersonLimit"]!.GetValue<int>());
    }

    [Fact]
    public async Task Campaign_ThatStaysOpen_IsLeftAlone()
    {
        await using var server = await StaffOnlyServer.StartAsync(Now);
        server.Campaign = new JsonObject { ["closesAt"] = "2026-11-30T02:00:00Z" };
        await EnsureAsync(server);
        Assert.Equal(0, server.Puts);
    }

    private static async Task EnsureAsync(StaffOnlyServer server)
    {
        using var staff = new StaffClient(server.Url, "key");
        await DrillCampaign.EnsureAsync(staff, Now, CancellationToken.None);
    }

    private static string ClosesAt(StaffOnlyServer server) => server.Campaign!["closesAt"]!.GetValue<string>();
}
