using Floodgate.Admission.Edge;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tests.Admission;

public sealed class EdgeTests
{
    private static readonly EdgeOptions Options = new()
    {
        ConnectionsMax = 1_000,
        ConnectionsKept = 100,
        RedeemRequestsMax = 50,
        ControlRequestsMax = 50,
        ClaimRequestsMax = 40,
        WalletRequestsMax = 30,
        StatusRequestsMax = 20,
        BrowseRequestsMax = 10,
    };

    private static readonly EdgeClass[] FromTheLeast =
        [EdgeClass.Browse, EdgeClass.Status, EdgeClass.Wallet, EdgeClass.Claim];

    public static TheoryData<string> All() => new(Enum.GetNames<EdgeClass>());

    [Theory]
    [InlineData("/api/v1/redemptions", "Redeem")]
    [InlineData("/api/v1/redemptions/by-order/7", "Redeem")]
    [InlineData("/api/v1/till/sync", "Redeem")]
    [InlineData("/api/v1/campaigns/a/batches/b/claims", "Claim")]
    [InlineData("/api/v1/campaigns/a/tickets", "Claim")]
    [InlineData("/api/v1/tickets/current", "Claim")]
    [InlineData("/api/v1/me/vouchers/1/qr", "Wallet")]
    [InlineData("/api/v1/campaigns/a", "Status")]
    [InlineData("/api/v1/campaigns", "Status")]
    [InlineData("/api/v1/status/banners", "Status")]
    [InlineData("/status", "Status")]
    [InlineData("/api/v1/ops/campaigns/a/pause", "Control")]
    [InlineData("/console/incidents", "Control")]
    [InlineData("/health/live", "Control")]
    [InlineData("/till", "Redeem")]
    [InlineData("/till/js/app.js", "Redeem")]
    [InlineData("/sign-in/code", "Control")]
    [InlineData("/_framework/blazor.web.js", "Control")]
    [InlineData("/", "Browse")]
    [InlineData("", "Browse")]
    [InlineData("/redemptions", "Browse")]
    public void Class_IsThePaths(string path, string of) =>
        Assert.Equal(of, EdgeClasses.Of(new PathString(path)).ToString());

    /// <summary>As connections run out the classes give way in their order, and tills and staff never do.</summary>
    [Fact]
    public void Room_RunsOutForTheLeastCriticalFirst()
    {
        var order = new List<EdgeClass>();
        for (var connections = 1; connections <= Options.ConnectionsMax; connections++)
        {
            foreach (var of in Enum.GetValues<EdgeClass>().Where(of => !order.Contains(of)))
                if (EdgeDecision.Decide(of, 1, connections, Options) == EdgeAnswer.RoomKept) order.Add(of);
        }

        Assert.Equal(FromTheLeast, order);
        Assert.Equal(EdgeAnswer.Admitted, EdgeDecision.Decide(EdgeClass.Redeem, 1, 1_000, Options));
        Assert.Equal(EdgeAnswer.Admitted, EdgeDecision.Decide(EdgeClass.Control, 1, 1_000, Options));
    }

    [Theory]
    [InlineData(700, 1, "Admitted")]
    [InlineData(801, 1, "AdmittedOnce")]
    [InlineData(900, 1, "AdmittedOnce")]
    [InlineData(901, 1, "RoomKept")]
    [InlineData(700, 40, "Admitted")]
    [InlineData(700, 41, "ClassFull")]
    public void Claim_IsAdmittedByWhatIsUnderWay(int connections, int under, string answer) =>
        Assert.Equal(answer, EdgeDecision.Decide(EdgeClass.Claim, under, connections, Options).ToString());

    [Theory]
    [MemberData(nameof(All))]
    public void Class_ThatIsFull_LeavesTheOthersTheirs(string name)
    {
        var room = new EdgeRoom(Options);
        var full = Enum.Parse<EdgeClass>(name);
        for (var i = 0; i < Options.RequestsMax(full); i++) Assert.Equal(EdgeAnswer.Admitted, room.Enter(full));
        Assert.Equal(EdgeAnswer.ClassFull, room.Enter(full));
        room.Leave(full);
        foreach (var other in Enum.GetValues<EdgeClass>().Where(other => other != full))
            Assert.Equal(EdgeAnswer.Admitted, room.Enter(other));
        room.Leave(full);
        Assert.Equal(EdgeAnswer.Admitted, room.Enter(full));
    }

    [Fact]
    public void RetryAfter_IsLaterForTheLessCritical() =>
        Assert.Equal([1, 1, 3, 5, 7, 9], Enum.GetValues<EdgeClass>()
            .Select(of => (int)EdgeDecision.RetryAfter(of).TotalSeconds));
}
