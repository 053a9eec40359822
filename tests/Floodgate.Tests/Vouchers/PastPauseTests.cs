using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Tests.Signals;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Tests.Vouchers;

/// <summary>A node that was away brings pauses from its spool that others have lifted or replaced meanwhile.</summary>
public sealed class PastPauseTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly StockPool _pool = new(new ChainHead(ChainId.Pool(1), 1, 0, JournalRow.FirstHash));

    [Fact]
    public void Pause_LiftedAndMadeAnew_IsPastInItsFirstForm_HoweverOftenItHasBeenMadeSince()
    {
        var (first, second) = (PauseAt(0), PauseAt(1));
        _pool.Pause(first);
        _pool.Resume(first.Key);
        _pool.Pause(second);
        _pool.Resume(null);
        Assert.True(_pool.IsPast(first));
        Assert.True(_pool.IsPast(second));
        Assert.False(_pool.IsPast(PauseAt(2)));
    }

    [Fact]
    public void Pause_ThatALaterOneStandsInThePlaceOf_IsPast_AlsoIfThePoolNeverHadIt()
    {
        _pool.Pause(PauseAt(1));
        Assert.True(_pool.IsPast(PauseAt(0)));
        Assert.False(_pool.IsPast(PauseAt(1)));
        Assert.False(_pool.IsPast(PauseAt(2)));
        // Another key is another pause.
        Assert.False(_pool.IsPast(PauseAt(0) with { Scope = PauseScope.Batch, Target = "lunch" }));
    }

    [Fact]
    public void Gate_ThatIsToldAnOlderPause_KeepsTheLater()
    {
        using var signals = SignalsFixture.Create();
        var gate = new CampaignGate(1, "autumn", signals.For("autumn"));
        gate.Close(PauseAt(1));
        gate.Close(PauseAt(0));
        Assert.Equal(PauseAt(1), gate.Pauses.OfCampaign);
        gate.Confirm(PauseAt(1));
        gate.Restore(PauseSet.None.With(PauseAt(2)));
        gate.Close(PauseAt(1));
        Assert.Equal(PauseAt(2), gate.Pauses.OfCampaign);
    }

    private static Pause PauseAt(int minute) => new(
        PauseScope.Campaign, null, Start.AddHours(2), AutoResume: false, new("停", "Paused"), "a test", "chen",
        Start.AddMinutes(minute));
}
