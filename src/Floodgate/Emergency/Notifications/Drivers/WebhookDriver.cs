using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>A webhook of anybody's, signed as the Standard Webhooks specification has it.</summary>
internal sealed class WebhookDriver(ChannelHttp http, NodeSecrets secrets, TimeProvider clock) : IChannelDriver
{
    public ChannelKind Kind => ChannelKind.Webhook;

    public string ReceiverOf(OutgoingMessage message) => ChannelHttp.HostOf(message.Address);

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        var (address, refused) = http.Check(message.Address);
        if (address is null) return refused!;
        if (message.SecretRef is not { } name || secrets.Find(name) is not { } secret)
            return new SendOutcome.Failed("secret-missing", Permanent: true);
        var json = MessageBody.Write(new WebhookBody(
            message.MessageId, "page", message.Repeat, DocumentShape.Word(message.Language.ToString()),
            message.Subject, message.Text, message.AcknowledgeUrl));
        return await PostSignedAsync(http, address, message.MessageId, json, secret, clock.GetUtcNow(), cancel);
    }

    /// <summary>Posts under the message's id; the answer may name the message in a member <c>id</c>.</summary>
    public static async Task<SendOutcome> PostSignedAsync(
        ChannelHttp http, Uri address, string id, byte[] json, string secret, DateTimeOffset now,
        CancellationToken cancel)
    {
        var answer = await http.PostAsync(address, json, headers =>
        {
            headers.TryAddWithoutValidation(StandardWebhook.IdHeader, id);
            headers.TryAddWithoutValidation(StandardWebhook.TimestampHeader, StandardWebhook.Seconds(now));
            headers.TryAddWithoutValidation(
                StandardWebhook.SignatureHeader, StandardWebhook.Sign(id, now, json, secret));
        }, cancel);
        return ChannelHttp.FailureOf(answer) ?? new SendOutcome.Sent(ProviderId(ChannelHttp.Member(answer, "id")));
    }

    /// <summary>What a stranger calls the message goes into timelines: short and plain, or not at all.</summary>
    private static string? ProviderId(string? id) =>
        id is { Length: > 0 and <= 100 } && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.')
            ? id : null;
}
