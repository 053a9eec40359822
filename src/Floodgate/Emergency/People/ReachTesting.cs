using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Notifications.Pages;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.People;

/// <summary>
/// Sends a message marked as a test on each of a person's channels and keeps what came of it. It says that the provider
/// took the message; that somebody read it, only the person can say.
/// </summary>
internal sealed class ReachTesting(Sender sender, ReachBook book, TimeProvider clock, Func<int> random)
{
    /// <param name="person">Whose channels.</param>
    /// <param name="kind">One kind of them; null: all.</param>
    /// <param name="console">The address of the console, to stand in the message.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <returns>
    /// The tests begun, whose outcome comes within seconds; null when too many run or it was just done.
    /// </returns>
    public IReadOnlyList<ReachTest>? Begin(Contact person, ChannelKind? kind, Uri console, string actor)
    {
        var now = clock.GetUtcNow();
        var run = $"reach.{now.ToUnixTimeMilliseconds():x}-{random():x8}";
        var channels = person.Channels.Where(channel => kind is null || channel.Kind == kind)
            .DistinctBy(channel => (channel.Kind, Mask(channel))).ToArray();
        ReachTest[] tests =
        [
            .. channels.Select((channel, i) => new ReachTest(
                $"{run}.{i}", person.Id, channel.Kind, Mask(channel), ReachOutcome.Sending, null, actor, now)),
        ];
        if (!book.TryBegin(tests)) return null;
        for (var i = 0; i < tests.Length; i++) _ = SendAsync(person, channels[i], tests[i], console);
        return tests;
    }

    /// <summary>An address as others may see it: enough to know it again, not enough to use it.</summary>
    public static string Mask(ContactChannel channel)
    {
        var address = channel.Address;
        switch (channel.Kind)
        {
            case ChannelKind.Smtp:
                var at = address.IndexOf('@', StringComparison.Ordinal);
                return at < 1 ? "***" : $"{address[0]}***{address[at..]}";
            case ChannelKind.Sms or ChannelKind.Voice:
                return address.Length < 8 ? "***" : $"{address[..3]}***{address[^4..]}";
            case ChannelKind.InApp:
                return address;
            default:
                return Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Authority : "***";
        }
    }

    private async Task SendAsync(Contact person, ContactChannel channel, ReachTest test, Uri console)
    {
        var page = new PageContent(
            test.MessageId, ResponseLevel.IV, LevelColour.Blue, new BilingualText("渠道测试", "a test of this channel"),
            test.At, new BilingualText("没有影响", "none"), console, Acknowledge: null, Step: 1, Steps: 1)
        {
            Test = true,
        };
        var text = PageRendering.Render(page, channel.Kind, person.Language);
        var message = new OutgoingMessage(
            test.MessageId, Repeat: false, channel.Kind, channel.Address, channel.SecretRef, person.Language,
            text.Subject, text.Text);
        var outcome = await sender.SendAsync(message, CancellationToken.None);
        book.End(outcome switch
        {
            SendOutcome.Sent => test with { Outcome = ReachOutcome.Sent },
            SendOutcome.Failed failed => test with { Outcome = ReachOutcome.Failed, Why = failed.Why },
            _ => test with { Outcome = ReachOutcome.TimedOut },
        });
    }
}
