using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Vouchers;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Admission;

/// <summary>Whose word a gate takes when the owner of a book has changed.</summary>
public sealed class GateFactsTests
{
    private static readonly Pause Pause = new(
        PauseScope.Campaign, null, Sample.OpensAt.AddHours(1), AutoResume: false, new("停", "Paused"), "r", "chen",
        Sample.OpensAt);

    private readonly CampaignGate _gate =
        new Gates(new WaySignals(Options.Create(new SignalsOptions()))).Add(1, "autumn");

    [Fact]
    public void Facts_OfAnOldOwner_OverwriteNothing()
    {
        _gate.Publish(0, Facts(5, new FactsStamp(2, 10)));
        _gate.Publish(0, Facts(7, new FactsStamp(1, 12)));
        Assert.Equal(5, _gate.Issued(0));
        _gate.Publish(0, Facts(6, new FactsStamp(2, 11)));
        Assert.Equal(6, _gate.Issued(0));
    }

    [Fact]
    public void OldOwner_Closing_LeavesTheNewOnesWord()
    {
        var (old, now) = (Facts(5, new FactsStamp(1, 9), new HashFilter()), Facts(6, new FactsStamp(2, 10)));
        _gate.Publish(0, old);
        _gate.Publish(0, now);
        _gate.Withdraw(0, old, HashFilter.All);
        Assert.True(_gate.IsSoldOutFor(0, 0, new PersonId(1)));
    }

    [Fact]
    public void Owner_Closing_SpeaksForNobodyAnyMore_AndWhatItIssuedStaysKnown()
    {
        var said = Facts(5, new FactsStamp(1, 9));
        _gate.Publish(0, said);
        _gate.Withdraw(0, said, HashFilter.All);
        Assert.False(_gate.IsSoldOutFor(0, 0, new PersonId(1)));
        Assert.True(_gate.MayKnow(0, new PersonId(1)));
        Assert.Equal(5, _gate.Issued(0));
    }

    [Fact]
    public void RemoteShard_WhenSoldOut_RefusesNobodyEarly_AndCountsNobody()
    {
        _gate.Publish(0, Facts(5, new FactsStamp(1, 9), HashFilter.All));
        Assert.False(_gate.IsSoldOutFor(0, 0, new PersonId(1)));
        Assert.True(_gate.MayKnow(0, new PersonId(1)));
        Assert.False(_gate.Knows(0, new PersonId(1)));
    }

    [Fact]
    public void Pauses_OfAnOldPool_AreNotTaken()
    {
        CampaignVersion[] versions = [BookMaker.Version(1, Sample.Campaign)];
        _gate.Publish(new CampaignFacts(
            new FactsStamp(3, 4), PauseSet.None.With(Pause), 1, versions, ExtensionList.None));
        _gate.Publish(new CampaignFacts(new FactsStamp(2, 9), PauseSet.None, 2, versions, ExtensionList.None));
        Assert.Equal(Pause, _gate.Pauses.OfCampaign);
        _gate.Publish(new CampaignFacts(new FactsStamp(3, 5), PauseSet.None, 2, versions, ExtensionList.None));
        Assert.True(_gate.IsUnpausedForSure);
    }

    private static ShardFacts Facts(long issued, FactsStamp stamp, HashFilter? known = null) =>
        new([issued], [true], known ?? new HashFilter(), Orders: null, stamp);
}
