using System.Diagnostics;
using Floodgate.Vouchers.Lanes;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Vouchers.Lanes;

public sealed class BookLaneTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string[]> _calls = [];
    private readonly Queue<Func<string[], Task<string[]?>>> _answers = new();
    private readonly SemaphoreSlim _called = new(0);

    [Fact]
    public async Task Book_ThatIsNotOpen_IsAskedAgain_InOrder_WhenTheLaneHoldsOn()
    {
        var lane = Lane(holdsOn: true);
        Answers(NotOpen, NotOpen, Echo);
        var first = Add(lane, "a");
        await _called.WaitAsync(Patience);
        var second = Add(lane, "b");
        await AgainAsync();
        await AgainAsync();
        Assert.Equal(["a!", "b!"], await Task.WhenAll(first.Task, second.Task));
        Assert.Equal(["a", "b"], _calls[^1]);
    }

    [Fact]
    public async Task Call_ThatBroke_IsMadeAgain_WhenTheLaneHoldsOn()
    {
        var lane = Lane(holdsOn: true);
        Answers(Broken, Echo);
        var waiter = Add(lane, "a");
        await _called.WaitAsync(Patience);
        await AgainAsync();
        Assert.Equal("a!", await waiter.Task);
    }

    [Theory]
    [InlineData(false, "Unavailable")]
    [InlineData(true, "Unknown")]
    public async Task Request_ThatIsLate_IsToldWhatIsKnownOfIt(bool broke, string told)
    {
        var lane = Lane(holdsOn: true);
        // Once broken, it may have happened: that a later call finds the book shut does not take that back.
        Answers(broke ? Broken : NotOpen, NotOpen, NotOpen);
        var waiter = Add(lane, "a");
        await _called.WaitAsync(Patience);
        await AgainAsync();
        while (!waiter.Task.IsCompleted)
        {
            lane.AnswerLate(Stopwatch.GetTimestamp() + (10 * Stopwatch.Frequency));
            await Task.Yield();
        }

        Assert.Equal(told, await waiter.Task);
    }

    /// <summary>The call that broke may have been served; a book that now will not look says nothing of it.</summary>
    [Theory]
    [InlineData("Unavailable", "Unknown")]
    [InlineData("sold out", "sold out")]
    public async Task Request_WhoseFirstCallBroke_IsNotToldThatNothingHappened(string second, string told)
    {
        var lane = Lane(holdsOn: true);
        Answers(Broken, requests => Task.FromResult<string[]?>([.. requests.Select(_ => second)]));
        var waiter = Add(lane, "a");
        await _called.WaitAsync(Patience);
        await AgainAsync();
        Assert.Equal(told, await waiter.Task);
    }

    [Fact]
    public async Task Request_WhoseFirstCallBroke_AndThenFindsAFullQueue_IsUnknown()
    {
        var lane = Lane(holdsOn: true);
        Answers(Broken, _ => Task.FromResult<string[]?>([]));
        var waiter = Add(lane, "a");
        await _called.WaitAsync(Patience);
        await AgainAsync();
        Assert.Equal("Unknown", await waiter.Task);
    }

    [Fact]
    public async Task Book_ThatIsNotOpen_IsToldAtOnce_WhenTheLaneDoesNotHoldOn()
    {
        var lane = Lane(holdsOn: false);
        Answers(NotOpen);
        Assert.Equal("Unavailable", await Add(lane, "a").Task);
        Answers(Broken);
        Assert.Equal("Unknown", await Add(lane, "b").Task);
    }

    [Fact]
    public async Task Queue_ThatIsFull_IsToldAtOnce()
    {
        var lane = Lane(holdsOn: true);
        Answers(_ => Task.FromResult<string[]?>([]));
        Assert.Equal("Overloaded", await Add(lane, "a").Task);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);

    private static Task<string[]?> NotOpen(string[] requests) => Task.FromResult<string[]?>(null);

    private static Task<string[]?> Broken(string[] requests) => throw new TimeoutException("lost on the way");

    private static Task<string[]?> Echo(string[] requests) =>
        Task.FromResult<string[]?>([.. requests.Select(one => one + "!")]);

    private BookLane<string, string> Lane(bool holdsOn) => new(new LaneTerms<string, string>(
        AskAsync, why => why.ToString(), answer => answer is "Unavailable" or "Overloaded", () => 100, 10, 1, 2_500,
        AnswersSent: false, HoldsOn: holdsOn), _clock);

    private Task<string[]?> AskAsync(string[] requests)
    {
        _calls.Add(requests);
        var answer = _answers.Dequeue();
        _called.Release();
        return answer(requests);
    }

    private void Answers(params Func<string[], Task<string[]?>>[] answers)
    {
        foreach (var answer in answers) _answers.Enqueue(answer);
    }

    private static LaneWaiter<string, string> Add(BookLane<string, string> lane, string request)
    {
        var waiter = new LaneWaiter<string, string>(request, Stopwatch.GetTimestamp());
        Assert.True(lane.TryAdd(waiter));
        return waiter;
    }

    /// <summary>Time passes until the next call has been made.</summary>
    private async Task AgainAsync()
    {
        while (!await _called.WaitAsync(TimeSpan.FromMilliseconds(5))) _clock.Advance(TimeSpan.FromMilliseconds(200));
    }
}
