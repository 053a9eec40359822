using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What a program that sends alerts or heartbeats can be told.</summary>
internal static partial class Refusals
{
    public static readonly Refusal SignatureInvalid = new(
        "signature-invalid", 401,
        new("签名与内容不符，或来源未登记。", "The signature does not fit the content, or the source is not known."),
        NoVoucherChanged,
        new("请核对来源名称和密钥，重新签名。", "Check the source's name and secret, then sign again."));

    public static readonly Refusal SignatureStale = new(
        "signature-stale", 401,
        new("签名时间与服务器时间相差过大。", "The signature's time is too far from the server's."),
        NoVoucherChanged,
        new("请校准时钟，用新的时间重新签名。", "Set the clock, then sign again with the present time."));

    public static readonly Refusal MessageReplayed = new(
        "message-replayed", 409,
        new("这个 webhook-id 已经收到过。", "This webhook-id has been received before."),
        NoVoucherChanged,
        new("无需重发；新内容请用新的编号。", "Do not send it again; new content needs a new id."));
}
