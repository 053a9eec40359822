using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Vouchers;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Admission;

public sealed class StalePassTests
{
    private static readonly CampaignSignals Signals =
        new WaySignals(Options.Create(new SignalsOptions())).For("autumn");

    /// <summary>Fault: a ticket of yesterday's allow list went on giving passes under today's.</summary>
    [Fact]
    public void Check_WhenTheAllowListChangedSinceThePass_AsksForAnother()
    {
        var (first, second) = (Listed("first"), Listed("second"));
        var gate = new CampaignGate(1, "autumn", Signals);
        gate.SetVersions([BookMaker.Version(1, first), BookMaker.Version(2, second)]);
        var pass = new Pass(1, 1, new PersonId(1), long.MaxValue, null, null, OnAllowList: true);

        Assert.Equal(AdmissionVerdict.PassStale, gate.Check(gate.Version!, 0, pass, BookMaker.OpensMicros + 1));
        pass = pass with { Version = 2 };
        Assert.Equal(AdmissionVerdict.Admitted, gate.Check(gate.Version!, 0, pass, BookMaker.OpensMicros + 1));
    }

    [Fact]
    public void Check_WhenAnotherRuleChanged_TakesThePass()
    {
        var gate = new CampaignGate(1, "autumn", Signals);
        var (first, second) = (Listed("first"), Listed("first") with { PerPersonLimit = 1 });
        gate.SetVersions([BookMaker.Version(1, first), BookMaker.Version(2, second)]);
        var pass = new Pass(1, 1, new PersonId(1), long.MaxValue, null, null, OnAllowList: true);

        Assert.Equal(AdmissionVerdict.Admitted, gate.Check(gate.Version!, 0, pass, BookMaker.OpensMicros + 1));
    }

    private static CampaignDefinition Listed(string list) => Sample.Campaign with
    {
        Eligibility = Sample.Campaign.Eligibility with
        {
            AllowList = new AllowListReference(list, new string('0', 64)),
        },
    };
}
