using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Notifications;

/// <summary>Hands a message to the provider of one kind of channel, by that provider's protocol.</summary>
internal interface IChannelDriver
{
    ChannelKind Kind { get; }

    /// <summary>
    /// Who may keep a send waiting: a host, a robot, a mailbox. Sends to one receiver hold up no other receiver.
    /// </summary>
    string ReceiverOf(OutgoingMessage message);

    /// <summary>
    /// One try. An expected failure is an outcome; what is thrown is taken for a failure of the network.
    /// </summary>
    Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel);
}
