using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>To the console of somebody who is signed in; the address is the name of the account.</summary>
internal sealed class InAppDriver(InAppPages pages, TimeProvider clock) : IChannelDriver
{
    public ChannelKind Kind => ChannelKind.InApp;

    public string ReceiverOf(OutgoingMessage message) => message.Address;

    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        pages.Keep(message, clock.GetUtcNow());
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(null));
    }
}
