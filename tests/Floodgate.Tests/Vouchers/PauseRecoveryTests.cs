using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tests.Access;
using Floodgate.Tests.Signals;
using Floodgate.Vouchers.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Vouchers;

/// <summary>A spooled pause that cannot be read was only logged; what it may concern must open paused.</summary>
public sealed class PauseRecoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("autumn\n{\"scope\":\"Batc")]
    [InlineData("autumn\n{}")]
    [InlineData("autumn\n")]
    public void Gates_WithAPauseCutShort_ClosesTheCampaignItNames(string text)
    {
        File.WriteAllText(Path.Combine(Spool(), "abc.pause"), text);
        Assert.Equal(["autumn"], Paused());
        Assert.Equal(["autumn"], Paused());
        Assert.Equal(text, File.ReadAllText(Path.Combine(Spool(), "abc.pause.unreadable")));
        Assert.False(File.Exists(Path.Combine(Spool(), "abc.pause")));
    }

    [Fact]
    public void Gates_WithAPauseOfWhichOnlyTheNameIsLeft_ClosesTheCampaignOfThatName()
    {
        Open().Keep("winter", Whole());
        File.WriteAllText(Assert.Single(Directory.GetFiles(Spool(), "*.pause")), "\0\0\0");
        Assert.Equal(["winter"], Paused());
        Assert.Empty(Open().Unreadable);
        Assert.Equal(["winter"], Paused());
    }

    [Theory]
    [InlineData(""), InlineData("\0\0\0\0"), InlineData("another\n{}")]
    public void Gates_WithAPauseThatMayBeOfAnyCampaign_ClosesAll(string text)
    {
        File.WriteAllText(Path.Combine(Spool(), "abc.pause"), text);
        Assert.Equal(["autumn", "winter"], Paused());
        Assert.Equal(["autumn", "winter"], Paused());
    }

    [Fact]
    public void Gates_WithAPauseThatCanBeRead_AreClosedByThatOne()
    {
        var pause = Whole();
        Open().Keep("winter", pause);
        File.WriteAllText(Path.Combine(Spool(), "abc.pause"), "winter\n{");
        Assert.Equal(["winter"], Paused());
        Assert.Equal([("winter", pause)], Open().All);
    }

    [Fact]
    public void StandIn_OnceResumed_DoesNotComeBack()
    {
        File.WriteAllText(Path.Combine(Spool(), "abc.pause"), "autumn\n");
        Paused();
        var spool = Open();
        var (campaign, standIn) = Assert.Single(spool.All);
        Assert.False(standIn.AutoResume);
        spool.Forget(campaign, standIn);
        Assert.Empty(Paused());
    }

    /// <summary>Which campaigns open paused, as at a start.</summary>
    private string[] Paused()
    {
        using var signals = SignalsFixture.Create();
        var gates = new Gates(signals);
        gates.Add(1, "autumn");
        gates.Add(2, "winter");
        new PauseRecovery(gates, Open(), _clock, NullLogger<PauseRecovery>.Instance).CloseGates();
        return [.. gates.All.Where(gate => gate.Pauses.OfCampaign is not null).Select(gate => gate.Id)];
    }

    private Pause Whole() => new(
        PauseScope.Campaign, null, _clock.GetUtcNow().AddHours(1), AutoResume: false,
        new BilingualText("暂停", "Paused"), "test", "operator", _clock.GetUtcNow());

    private string Spool() => Directory.CreateDirectory(Path.Combine(_folder.Path, "spool")).FullName;

    private PauseSpool Open() =>
        new(Spool(), new Ballast(Path.Combine(_folder.Path, "ballast"), 0), NullLogger<PauseSpool>.Instance);
}
