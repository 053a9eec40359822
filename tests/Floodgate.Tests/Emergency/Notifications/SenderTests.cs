using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.Tests.Emergency.Notifications;

public sealed class SenderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Sixty messages to a host that answers nobody: at that moment every other receiver, on this channel and on
    /// others, gets its message, and the sixty end when their time is over.
    /// </summary>
    [Fact]
    public async Task Hanging_DelaysNoOther()
    {
        await using var hanging = await HttpSink.StartAsync();
        await using var good = await HttpSink.StartAsync();
        await using var mail = new SmtpSink();
        var options = new NotificationsOptions();
        (options.Smtp.Host, options.Smtp.Port, options.Smtp.From) = ("127.0.0.1", mail.Port, "floodgate@example.org");
        using var channels = new Channels(options);
        hanging.Stall();
        var stuck = Enumerable.Range(0, 60).Select(i => channels.SendAsync(
            Channels.Message(ChannelKind.Webhook, hanging.Url(), "hook", $"stuck-{i}"))).ToArray();
        await hanging.ArrivedAsync(options.ConcurrentSendsPerReceiverMax);

        var others = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => channels.SendAsync((i % 4) switch
        {
            0 => Channels.Message(ChannelKind.Webhook, good.Url(), "hook", $"m-{i}"),
            1 => Channels.Message(ChannelKind.Wecom, good.Url("/robot"), "robot", $"m-{i}"),
            2 => Channels.Message(ChannelKind.Smtp, "wang@example.net", id: $"m-{i}"),
            _ => Channels.Message(ChannelKind.InApp, "wang", id: $"m-{i}"),
        })));
        Assert.All(others, outcome => Assert.IsType<SendOutcome.Sent>(outcome));
        Assert.All(stuck, sending => Assert.False(sending.IsCompleted));
        Assert.Equal(options.ConcurrentSendsPerReceiverMax, hanging.Requests.Count);

        channels.Clock.Advance(Limit);
        Assert.All(await Task.WhenAll(stuck), outcome => Assert.IsType<SendOutcome.TimedOut>(outcome));
    }

    [Fact]
    public async Task Hanging_FifteenAtOnce_DelayNoOther()
    {
        var hanging = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => HttpSink.StartAsync()));
        await using var good = await HttpSink.StartAsync();
        using var channels = new Channels();
        foreach (var sink in hanging) sink.Stall();
        var stuck = hanging.SelectMany((sink, s) => Enumerable.Range(0, 8).Select(i => channels.SendAsync(
            Channels.Message(ChannelKind.Webhook, sink.Url(), "hook", $"stuck-{s}-{i}")))).ToArray();
        foreach (var sink in hanging) await sink.ArrivedAsync(4);
        Assert.IsType<SendOutcome.Sent>(
            await channels.SendAsync(Channels.Message(ChannelKind.Webhook, good.Url(), "hook")));
        channels.Clock.Advance(Limit);
        await Task.WhenAll(stuck);
        foreach (var sink in hanging) await sink.DisposeAsync();
    }

    /// <summary>A driver that never listens to its token still cannot hold whoever asked.</summary>
    [Fact]
    public async Task Driver_ThatNeverEnds_IsLeftBehind()
    {
        var driver = new DeafDriver();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var sender = new Sender([driver], new NotificationsOptions(), _ => null, clock, new Lines());
        var sending = sender.SendAsync(Channels.Message(ChannelKind.Webhook, "x"), CancellationToken.None);
        await driver.Began.Task;
        clock.Advance(Limit);
        Assert.IsType<SendOutcome.TimedOut>(await sending);
    }

    [Fact]
    public async Task Driver_ThatBreaks_IsAFailureWithoutItsWords()
    {
        var log = new Lines();
        var sender = new Sender([new BrokenDriver()], new NotificationsOptions(), _ => null, TimeProvider.System, log);
        Assert.Equal(new SendOutcome.Failed("driver-broke", Permanent: false),
            await sender.SendAsync(Channels.Message(ChannelKind.Webhook, "x"), CancellationToken.None));
        Assert.DoesNotContain("key=secret", log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_OfThePlan_HoldsOverAnyMinute_AndUrgentOnesPass()
    {
        using var channels = new Channels(perMinuteMax: kind => kind == ChannelKind.InApp ? 3 : null);
        for (var i = 0; i < 3; i++) Assert.IsType<SendOutcome.Sent>(await PageAsync(channels, $"a-{i}"));
        channels.Clock.Advance(TimeSpan.FromSeconds(20));
        var refused = Assert.IsType<SendOutcome.Failed>(await PageAsync(channels, "b"));
        Assert.Equal(new SendOutcome.Failed("limit-a-minute", Permanent: false, TimeSpan.FromSeconds(40)), refused);
        Assert.IsType<SendOutcome.Sent>(await PageAsync(channels, "c", urgent: true));
        channels.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType<SendOutcome.Sent>(await PageAsync(channels, "d"));
    }

    [Theory]
    [InlineData("", "wang", "s", "t", "id-malformed")]
    [InlineData("a b", "wang", "s", "t", "id-malformed")]
    [InlineData("m\r\nBcc: x", "wang", "s", "t", "id-malformed")]
    [InlineData("m", "wang\n", "s", "t", "address-malformed")]
    [InlineData("m", "wang", "s\r\nBcc: x", "t", "subject-malformed")]
    [InlineData("m", "wang", "s", "", "text-malformed")]
    public async Task Message_ThatIsMalformed_GoesNowhere(
        string id, string address, string subject, string text, string why)
    {
        using var channels = new Channels();
        var message = Channels.Message(ChannelKind.InApp, address) with
        {
            MessageId = id,
            Subject = subject,
            Text = text,
        };
        Assert.Equal(new SendOutcome.Failed(why, Permanent: true), await channels.SendAsync(message));
        Assert.Empty(channels.Pages.All);
    }

    [Fact]
    public async Task Lane_WhenTooManyWait_SaysNoAtOnce_AndForgetsNobody()
    {
        var lane = new Lane(sendsMax: 2, perReceiverMax: 1, waitingMax: 8);
        var cancel = TestContext.Current.CancellationToken;
        var first = Assert.IsAssignableFrom<IDisposable>(await lane.TakeAsync("a", cancel));
        var waiting = Enumerable.Range(0, 2).Select(_ => lane.TakeAsync("a", cancel)).ToArray();
        Assert.Null(await lane.TakeAsync("a", cancel));
        using (await lane.TakeAsync("b", cancel)) Assert.All(waiting, one => Assert.False(one.IsCompleted));
        first.Dispose();
        first.Dispose();
        var next = await Task.WhenAny(waiting);
        (await next)!.Dispose();
        foreach (var one in waiting) (await one)!.Dispose();
        Assert.Equal(0, lane.Waiting);
        using var again = await lane.TakeAsync("a", cancel);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Lane_WhenAWaitIsCancelled_KeepsItsTurns()
    {
        var lane = new Lane(sendsMax: 1, perReceiverMax: 1, waitingMax: 8);
        var held = await lane.TakeAsync("a", CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Task[] waits = [lane.TakeAsync("a", stop.Token), lane.TakeAsync("b", stop.Token)];
        await stop.CancelAsync();
        foreach (var wait in waits) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        held!.Dispose();
        Assert.Equal(0, lane.Waiting);
        using var a = await lane.TakeAsync("a", CancellationToken.None);
        Assert.NotNull(a);
    }

    private static Task<SendOutcome> PageAsync(Channels channels, string id, bool urgent = false) =>
        channels.SendAsync(Channels.Message(ChannelKind.InApp, "wang", id: id, urgent: urgent));

    private sealed class DeafDriver : IChannelDriver
    {
        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ChannelKind Kind => ChannelKind.Webhook;

        public string ReceiverOf(OutgoingMessage message) => "one";

        public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
        {
            Began.SetResult();
            return new TaskCompletionSource<SendOutcome>().Task;
        }
    }

    private sealed class BrokenDriver : IChannelDriver
    {
        public ChannelKind Kind => ChannelKind.Webhook;

        public string ReceiverOf(OutgoingMessage message) => "one";

        public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel) =>
            throw new ArgumentException("https://example.org?key=secret");
    }
}
