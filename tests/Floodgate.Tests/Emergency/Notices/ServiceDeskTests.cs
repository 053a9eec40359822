using System.Security.Cryptography;
using System.Text;
using Floodgate.Access.Citizens;
using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Tests.Access;
using Floodgate.Vouchers;
using Microsoft.Extensions.Time.Testing;
using static Floodgate.Tests.Emergency.Notices.NoticesMaker;

namespace Floodgate.Tests.Emergency.Notices;

public sealed class ServiceDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Noon);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Desk_KeepsTheNewestVersion_AlsoOverARestart()
    {
        var board = Board(folder, clock);
        var desk = Desk(folder, board, clock);
        desk.Tell(Notice("i-1", 2));
        desk.Tell(Notice("i-1", 1));
        desk.Tell(Notice("i-2"));
        desk.End("i-2");
        await desk.Kept;
        foreach (var one in new[] { desk, Desk(folder, board, clock) })
        {
            Assert.Equal("say 2", one.Find("i-1")!.Say.En);
            Assert.Equal(["i-1"], one.Live.Select(notice => notice.Incident));
        }
    }

    [Fact]
    public void Desk_AfterAWithdrawal_HasTheNextNotice()
    {
        var desk = Desk(folder, Board(folder, clock), clock);
        desk.Tell(Notice("i-1", 2));
        desk.End("i-1");
        desk.Tell(Notice("i-1", 1));
        Assert.Equal("say 1", Assert.Single(desk.Live).Say.En);
    }

    [Fact]
    public void Notice_OfAnIncidentThatIsResolvedBeforeThePublic_IsNoLongerSaid()
    {
        var board = Board(folder, clock);
        var desk = Desk(folder, board, clock);
        desk.Tell(Notice("i-1"));
        board.Publish(Incident("i-1", Noon, IncidentStatus.Monitoring));
        Assert.Single(desk.Live);
        board.Publish(Incident("i-1", Noon, IncidentStatus.Resolved));
        Assert.Empty(desk.Live);
    }

    [Theory]
    [InlineData("13800001111")]
    [InlineData("138 0000 1111")]
    [InlineData("+86 138-0000-1111")]
    public void Phone_HoweverItIsWritten_IsThePersonOfItsToken(string phone)
    {
        var keys = KeyRing.Open(folder, clock);
        var persons = new PersonKey(keys);
        var callers = new CallerKey(persons, keys, new NoticesOptions());
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("13800001111")));
        var caller = callers.OfPhone(phone);
        Assert.Equal(persons.Of(PersonKey.Phone, hash), caller!.Value.Person);
        Assert.NotEqual(caller.Value.Person, caller.Value.Audited);
        Assert.DoesNotContain("00001111", caller.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1111", new LookupRequestBody("why", Phone: phone).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("call me")]
    [InlineData("138000011112222333344")]
    [InlineData("１３８００００１１１１")]
    public void Phone_ThatIsNone_IsNobody(string phone)
    {
        var keys = KeyRing.Open(folder, clock);
        Assert.Null(new CallerKey(new PersonKey(keys), keys, new NoticesOptions()).OfPhone(phone));
    }

    [Fact]
    public void Voucher_IsFoundByItsNumberAndItsOwnCodeOnly()
    {
        var keys = KeyRing.Open(folder, clock);
        var callers = new CallerKey(new PersonKey(keys), keys, new NoticesOptions());
        var id = VoucherId.Create(3, 1, 77);
        var code = VoucherCodes.Of(id, keys.Current(KeyPurpose.Code));
        Assert.Equal(id, callers.OfVoucher(id.ToString())!.Value.Voucher);
        Assert.Equal(id, callers.OfVoucher(code)!.Value.Voucher);
        var other = KeyRing.Open(Path.Combine(folder, "other"), clock);
        Assert.Null(callers.OfVoucher(VoucherCodes.Of(id, other.Current(KeyPurpose.Code))));
        Assert.EndsWith(id.ToString()[^4..], CallerView.Masked(id), StringComparison.Ordinal);
        Assert.DoesNotContain(id.ToString()[..9], CallerView.Masked(id), StringComparison.Ordinal);
    }

    [Fact]
    public void Pace_HoldsOneAgentBackAndNoOther()
    {
        var pace = new AgentPace(60, 3, 10, clock);
        for (var i = 0; i < 3; i++) Assert.Null(pace.Take("anna"));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Take("anna"));
        Assert.Null(pace.Take("bert"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(pace.Take("anna"));
        Assert.NotNull(pace.Take("anna"));
    }

    [Fact]
    public void Tallies_CountByCampaignReasonAndMinute()
    {
        var heard = new List<string>();
        var tallies = new CallTallies(clock) { Counted = (campaign, reason) => heard.Add($"{campaign} {reason}") };
        var (claim, other) = (CallReason.Find("cannot-claim")!, CallReason.Find("other")!);
        for (var i = 0; i < 6; i++) tallies.Count(["a", "b"], claim);
        tallies.Count(["a"], other);
        Assert.Equal((6L, 7L, 6L), (tallies.Total("a", "cannot-claim"), tallies.Total("a", null),
            tallies.Total("b", null)));
        Assert.Equal(13, heard.Count);
        Assert.Equal(0.1, tallies.PerSecond()["cannot-claim"], 6);
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(0.05, tallies.PerSecond()["cannot-claim"], 6);
        Assert.Equal([6, 0], tallies.Minutes()["cannot-claim"][^2..]);
        clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(0, tallies.Minutes()["cannot-claim"].Sum());
        Assert.Equal(6, tallies.Total("a", "cannot-claim"));
    }
}
