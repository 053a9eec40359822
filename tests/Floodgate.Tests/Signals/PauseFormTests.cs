using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Board;
using Floodgate.Web.Console;
using Floodgate.Web.Console.Pausing;

namespace Floodgate.Tests.Signals;

public sealed class PauseFormTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T02:17:43Z");
    private readonly PauseForm _form = new(View(), new ZoneClock("Asia/Shanghai"));

    [Fact]
    public void Minutes_AreRoundedUpInTheCampaignsZone()
    {
        _form.InMinutes(15, Now);
        Assert.Equal("2026-11-22T10:33", _form.ResumesLocal);
        Assert.Equal(DateTimeOffset.Parse("2026-11-22T02:33:00Z"), _form.ResumesAt);
        Assert.Contains("10:33", _form.Zh, StringComparison.Ordinal);
        Assert.Contains("10:33", _form.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_OnceWrittenByAPerson_IsNotWrittenOver()
    {
        _form.WriteEn("We are back soon.");
        _form.InMinutes(60, Now);
        _form.Cover("batch", "tea");
        Assert.Equal("We are back soon.", _form.En);
        Assert.Contains("老字号", _form.Zh, StringComparison.Ordinal);
        Assert.Contains("11:18", _form.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_NameWhatIsMissing_AndNothingElse()
    {
        Assert.Contains("reason", Assert.Single(_form.Faults(Now)).En, StringComparison.Ordinal);
        _form.Reason = "tills cannot redeem";
        Assert.Empty(_form.Faults(Now));
        _form.Cover("region", " ");
        _form.At("2026-11-22T10:00");
        _form.WriteZh(new string('长', PauseForm.NoticeCharactersMax + 1));
        Assert.Equal(3, _form.Faults(Now).Count);
        _form.At("soon");
        Assert.Contains(_form.Faults(Now), fault => fault.En.StartsWith("Give the time", StringComparison.Ordinal));
    }

    [Fact]
    public void Order_HasTheTargetOfItsScopeOnly()
    {
        _form.Reason = " overload ";
        _form.Cover("batch", "tea");
        Assert.Equal(
            (PauseScope.Batch, "tea", "overload"),
            (_form.Order().Scope, _form.Order().Target, _form.Order().Reason));
        _form.Cover("campaign", "tea");
        Assert.Null(_form.Order().Target);
    }

    private static BoardView View() => new()
    {
        Campaign = new BoardCampaign("autumn", new BilingualText("金秋", "Autumn"), BoardPhase.Open),
        TimeZone = "Asia/Shanghai",
        Now = Now,
        OpensAt = Now,
        ClosesAt = Now.AddDays(30),
        Batches = [new BoardBatch("tea", new BilingualText("老字号", "Old houses"), 10, 5)],
        Points = [],
    };
}
