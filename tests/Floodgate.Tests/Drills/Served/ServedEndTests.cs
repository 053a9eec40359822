using Floodgate.Drills;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Served;

namespace Floodgate.Tests.Drills.Served;

/// <summary>How a running server is left.</summary>
public sealed class ServedEndTests
{
    [Fact]
    public async Task Resume_IsOfTheWholeCampaign_SoThatWhatAPersonPausedOfItStays()
    {
        await using var server = await StaffOnlyServer.StartAsync(TimeProvider.System.GetUtcNow());
        using var staff = new StaffClient(server.Url, "key");
        var options = new DrillsOptions { EndIncidentsSecondsMax = 0 };
        // The incident of this server never ends: it is tried once, and said as not done.
        Assert.False(await new ServedEnd(staff, null, options, TimeProvider.System).EndAsync(CancellationToken.None));
        var asked = Assert.Single(server.Resumes);
        Assert.Equal("campaign", asked.GetProperty("scope").GetString());
        Assert.False(asked.TryGetProperty("target", out _));
    }
}
