using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Admission.Edge;
using Floodgate.Foundation.Signals;
using Floodgate.Tests.Signals;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Admission;

/// <summary>The guard around an endpoint that answers when it is let.</summary>
public sealed class EdgeGuardTests : IDisposable
{
    private readonly WaySignals _way = SignalsFixture.Create();
    private readonly TillSignals _tills;
    private readonly Gates _gates;
    private readonly EdgeRoom _room = new(new EdgeOptions
    {
        RedeemRequestsMax = 1,
        ClaimRequestsMax = 1,
        ConnectionsMax = 100,
        ConnectionsKept = 10,
    });

    private readonly TaskCompletionSource _let = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EdgeGuardTests()
    {
        _tills = new TillSignals(_way, Options.Create(new SignalsOptions()), TimeProvider.System);
        _gates = new Gates(_way);
    }

    public void Dispose() => _way.Dispose();

    [Fact]
    public async Task Till_WithoutRoom_IsToldToTryAgain_AndCountsAsFailed()
    {
        var guard = new EdgeGuard(_room, _gates, _tills).Around(_ => _let.Task);
        var first = guard(Request("/api/v1/redemptions"));
        var refused = Request("/api/v1/redemptions");
        await guard(refused);
        Assert.Equal(("till-overloaded", 503), (Code(refused), refused.Response.StatusCode));
        Assert.Equal("1", refused.Response.Headers.RetryAfter);
        Assert.Equal(1, _tills.Count(TillColumn.Failed));
        Assert.Equal(1, _tills.Refused("till-overloaded"));
        _let.SetResult();
        await first;
        Assert.Equal(0, _room.Under(EdgeClass.Redeem));
    }

    [Fact]
    public async Task Claim_WithoutRoom_CountsWhereTheDetectorsLook()
    {
        var gate = _gates.Add(1, "a");
        var guard = new EdgeGuard(_room, _gates, _tills).Around(_ => _let.Task);
        var first = guard(Request("/api/v1/campaigns/a/batches/b/claims"));
        var refused = Request("/api/v1/campaigns/a/batches/b/claims");
        await guard(refused);
        Assert.Equal("overloaded", Code(refused));
        Assert.Equal("3", refused.Response.Headers.RetryAfter);
        Assert.Equal(1, gate.Signals.Count(CounterColumn.Requests));
        Assert.Equal(1, gate.Signals.RefusedCount(Station.Request, RefusalColumns.Of("overloaded")));
        _let.SetResult();
        await first;
    }

    [Fact]
    public async Task Page_WhenConnectionsAreShort_GivesItsConnectionUp()
    {
        var guard = new EdgeGuard(_room, _gates, _tills).Around(static _ => Task.CompletedTask);
        for (var i = 0; i < 55; i++) _room.Opened();
        var admitted = Request("/");
        await guard(admitted);
        Assert.Equal("200 close", $"{admitted.Response.StatusCode} {admitted.Response.Headers.Connection}");
        for (var i = 0; i < 10; i++) _room.Opened();
        var refused = Request("/");
        await guard(refused);
        Assert.Equal("503 close", $"{refused.Response.StatusCode} {refused.Response.Headers.Connection}");
        var till = Request("/api/v1/redemptions");
        await guard(till);
        Assert.Equal(200, till.Response.StatusCode);
        Assert.Empty(till.Response.Headers.Connection.ToArray());
        Assert.Equal(0, _room.Under(EdgeClass.Browse));
    }

    [Fact]
    public async Task Room_IsGivenBack_WhenAnEndpointBreaks()
    {
        var guard = new EdgeGuard(_room, _gates, _tills)
            .Around(static _ => Task.FromException(new InvalidOperationException()));
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => guard(Request("/api/v1/redemptions")));
        Assert.Equal(0, _room.Under(EdgeClass.Redeem));
    }

    private static DefaultHttpContext Request(string path)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        context.Request.Protocol = "HTTP/1.1";
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static string Code(HttpContext context)
    {
        context.Response.Body.Position = 0;
        using var json = JsonDocument.Parse(context.Response.Body);
        return json.RootElement.GetProperty("code").GetString()!;
    }
}
