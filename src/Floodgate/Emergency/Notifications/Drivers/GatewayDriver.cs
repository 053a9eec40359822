using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>
/// Text messages and calls: a signed webhook to a gateway that the operator runs or rents. One instance a kind.
/// </summary>
internal sealed class GatewayDriver(
    ChannelKind kind, GatewayOptions gateway, ChannelHttp http, NodeSecrets secrets, TimeProvider clock)
    : IChannelDriver
{
    public ChannelKind Kind => kind;

    public string ReceiverOf(OutgoingMessage message) => message.Address;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (gateway.Url.Length == 0) return new SendOutcome.Failed("gateway-missing", Permanent: true);
        var (address, refused) = http.Check(gateway.Url);
        if (address is null) return refused!;
        if (secrets.Find(gateway.Secret) is not { } secret)
            return new SendOutcome.Failed("secret-missing", Permanent: true);
        var json = MessageBody.Write(new GatewayBody(
            message.MessageId, DocumentShape.Word(kind.ToString()), message.Repeat, message.Address,
            DocumentShape.Word(message.Language.ToString()), message.Text, message.AcknowledgeUrl));
        return await WebhookDriver.PostSignedAsync(
            http, address, message.MessageId, json, secret, clock.GetUtcNow(), cancel);
    }
}
