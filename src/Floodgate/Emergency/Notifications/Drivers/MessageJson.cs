using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>What a signed webhook is sent; <c>docs/channels.md</c> describes it.</summary>
internal sealed record WebhookBody(
    string Id, string Type, bool Repeat, string Language, string Subject, string Text, string? AcknowledgeUrl);

/// <summary>What a gateway for text messages or calls is sent.</summary>
internal sealed record GatewayBody(
    string Id, string Type, bool Repeat, string To, string Language, string Text, string? AcknowledgeUrl);

/// <summary>A group robot of WeCom: one of the two is set.</summary>
internal sealed record WecomBody(string Msgtype, WecomMarkdown? Markdown = null, WecomText? Text = null);

internal sealed record WecomMarkdown(string Content);

internal sealed record WecomText(string Content);

/// <summary>A custom robot of DingTalk.</summary>
internal sealed record DingtalkBody(string Msgtype, DingtalkMarkdown Markdown);

internal sealed record DingtalkMarkdown(string Title, string Text);

[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(GatewayBody))]
[JsonSerializable(typeof(WecomBody))]
[JsonSerializable(typeof(DingtalkBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MessageJson : JsonSerializerContext;

/// <summary>Bodies in UTF-8, Chinese as itself: the limits of the robots count bytes.</summary>
internal static class MessageBody
{
    private static readonly MessageJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write<T>(T body)
        where T : class => JsonSerializer.SerializeToUtf8Bytes(body, typeof(T), Readable);
}
