using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Incidents.Face;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents.Face;

public sealed class FactWordsTests
{
    private static readonly FactWords Words = new(
        DefaultPlan.Version.Document!, id => id == "tech-lead" ? "林涛" : id, FactWords.Same, message => message + "!");

    [Fact]
    public void Line_NamesPeopleTeamsAndChannels_NotIds()
    {
        Assert.Equal("林涛", Line(new Said("hello")).Actor.Zh);
        Assert.Equal("Acknowledged: 林涛", Line(new Acknowledged("tech-lead", "link")).Words.En);
        Assert.Equal("Calling Tech", Line(new PageStarted("tech", ResponseLevel.I)).Words.En);
        Assert.Equal("Sent to m!", Line(new SendEnded("m", null)).Words.En);
    }

    [Fact]
    public void Line_KeepsWhatWasMeasuredAsEvidence()
    {
        var failed = Line(new StepEnded("pause-claims", "r", StepEnd.Failed, "no campaign is running"));
        Assert.Equal("Failed: pause-claims", failed.Words.En);
        Assert.Equal("no campaign is running", failed.Evidence);
        Assert.Equal("smtp-missing", Line(new SendEnded("m", "smtp-missing")).Evidence);
    }

    [Fact]
    public void Line_OfACampaignResumedByHand_SaysWho_AndThatNothingIsAwaited()
    {
        Assert.Equal("Claims are open again: autumn", Line(new ReturnKept("autumn")).Words.En);
        Assert.Equal("林涛 + li resumed autumn; the announced return is no longer awaited",
            Line(new ReturnKept("autumn", "tech-lead+li")).Words.En);
        Assert.StartsWith("li", Line(new ReturnLeft("autumn", "li")).Words.En, StringComparison.Ordinal);
        Assert.Equal("autumn 已不再暂停，不再等待公布的恢复时间", Line(new ReturnKept("autumn", "")).Words.Zh);
    }

    private static TimelineLine Line(Fact fact) =>
        Words.Line(new Entry("server", 7, DateTimeOffset.UnixEpoch, "1", "person:tech-lead", fact));
}
