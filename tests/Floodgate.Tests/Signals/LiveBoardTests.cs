using System.Diagnostics;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Vouchers.Board;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Signals;

public sealed class LiveBoardTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-11-22T02:00:00Z"));
    private readonly WaySignals _way = SignalsFixture.Create();
    private readonly List<string> _campaigns = ["autumn"];

    public void Dispose() => _way.Dispose();

    [Fact]
    public void Point_OfASecond_HoldsWhatHappenedInItOnly()
    {
        var board = Board();
        var signals = _way.For("autumn");
        signals.Request();
        board.Sample();
        Assert.Empty(board.Get("autumn")!.Points);

        for (var i = 0; i < 6; i++)
            signals.Request();
        signals.Refused(Station.Admission, "paused");
        signals.Refused(Station.Decision, "paused");
        signals.Receipt(repeated: false, Stopwatch.GetTimestamp());
        signals.Receipt(repeated: true, Stopwatch.GetTimestamp());
        signals.Journal(100, Stopwatch.Frequency / 500);
        _clock.Advance(TimeSpan.FromSeconds(2));
        board.Sample();

        var point = Assert.Single(board.Get("autumn")!.Points);
        Assert.Equal(3, point.Arrivals);
        Assert.Equal(0.5, point.Issued);
        Assert.Equal(1, Assert.Single(point.Refused, one => one.Key == "paused").Value);
        Assert.InRange(point.FlushP99!.Value, 1.9, 2.1);
        Assert.NotNull(point.AnswerP50);
        Assert.Equal(_clock.GetUtcNow(), point.At);

        _clock.Advance(TimeSpan.FromSeconds(1));
        board.Sample();
        var quiet = board.Get("autumn")!.Points[^1];
        Assert.Equal(0, quiet.Arrivals);
        Assert.Null(quiet.FlushP99);
        Assert.Empty(quiet.Refused);
    }

    [Fact]
    public void Points_BeyondTheLimit_DropTheOldest()
    {
        var board = Board(options => options.PointsMax = 60);
        for (var second = 0; second < 100; second++)
        {
            board.Sample();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var points = board.Get("autumn")!.Points;
        Assert.Equal(60, points.Count);
        Assert.Equal(DateTimeOffset.Parse("2026-11-22T02:01:39Z"), points[^1].At);
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.First.At < pair.Second.At));
    }

    [Fact]
    public async Task Watchers_ThatAreSlow_GetTheNewestAndHoldNothingUp()
    {
        var board = Board();
        board.Sample();
        await using var slow = board.WatchAsync("autumn", CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        for (var second = 0; second < 5; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            board.Sample();
        }

        Assert.True(await slow.MoveNextAsync());
        Assert.Equal(5, slow.Current.Points.Count);
    }

    [Fact]
    public async Task Watch_BeyondTheLimitOrOfAnUnknownCampaign_Ends()
    {
        var board = Board(options => options.WatchersMax = 1);
        board.Sample();
        await using (var first = board.WatchAsync("autumn", CancellationToken.None).GetAsyncEnumerator())
        {
            Assert.True(await first.MoveNextAsync());
            Assert.Equal(0, await Count(board, "autumn"));
        }

        await using var next = board.WatchAsync("autumn", CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await next.MoveNextAsync());
        Assert.Equal(0, await Count(board, "winter"));
    }

    [Fact]
    public async Task Watch_OfACampaignThatIsRemoved_Ends()
    {
        var board = Board();
        board.Sample();
        await using var watch = board.WatchAsync("autumn", CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        _campaigns.Clear();
        board.Sample();
        Assert.False(await watch.MoveNextAsync());
        Assert.Null(board.Get("autumn"));
    }

    [Fact]
    public async Task Sampler_OnTheClock_TakesOneASecond()
    {
        var board = Board();
        await board.StartAsync(CancellationToken.None);
        await using var watch = board.WatchAsync("autumn", CancellationToken.None).GetAsyncEnumerator();
        while (board.Get("autumn") is null)
            await Task.Yield();
        for (var second = 0; second < 3; second++)
        {
            Assert.True(await watch.MoveNextAsync());
            Assert.Equal(second, watch.Current.Points.Count);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await board.StopAsync(CancellationToken.None);
    }

    private static async Task<int> Count(LiveBoard board, string campaign)
    {
        var count = 0;
        await foreach (var _ in board.WatchAsync(campaign, CancellationToken.None))
            count++;
        return count;
    }

    private LiveBoard Board(Action<BoardOptions>? set = null)
    {
        var options = new BoardOptions();
        set?.Invoke(options);
        return new LiveBoard(new BoardSource(() => [.. _campaigns.Select(Subject)]), Options.Create(options), _clock);
    }

    private BoardSubject Subject(string id) => new(id, new BilingualText("金秋", "Autumn"), _way.For(id))
    {
        Phase = BoardPhase.Open,
        TimeZone = "Asia/Shanghai",
        OpensAt = _clock.Start,
        ClosesAt = _clock.Start.AddDays(30),
        Batches = [new BoardBatch("dining-30", new BilingualText("餐饮", "Dining"), 1000, 400)],
    };
}
