using System.Text;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>
/// A group robot of WeCom (企业微信). The secret is the robot's key, which WeCom wants in the query. Answers come with
/// status 200 whatever happened; <c>errcode</c> says what did.
/// </summary>
internal sealed class WecomDriver(ChannelHttp http, NodeSecrets secrets) : IChannelDriver
{
    /// <summary>Of the content, in UTF-8; WeCom refuses more.</summary>
    public const int ContentBytesMax = 4096;

    /// <summary>Too many messages a minute for one robot.</summary>
    private const string TooFrequent = "45009";

    /// <summary>WeCom is busy.</summary>
    private const string Busy = "-1";

    public ChannelKind Kind => ChannelKind.Wecom;

    public string ReceiverOf(OutgoingMessage message) => message.Address + " " + message.SecretRef;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        var (address, refused) = http.Check(message.Address);
        if (address is null) return refused!;
        if (message.SecretRef is not { } name || secrets.Find(name) is not { } key)
            return new SendOutcome.Failed("secret-missing", Permanent: true);
        var url = new UriBuilder(address) { Query = "key=" + Uri.EscapeDataString(key) }.Uri;
        var content = Robots.Fit(message.Text, ContentBytesMax);
        var json = MessageBody.Write(new WecomBody("markdown", Markdown: new WecomMarkdown(content)));
        var answer = await http.PostAsync(url, json, sign: null, cancel);
        return Robots.Outcome(answer, [TooFrequent, Busy]);
    }
}

/// <summary>What the two kinds of robots have in common.</summary>
internal static class Robots
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Both answer 200 with <c>errcode</c>, 0 for success.</summary>
    /// <param name="answer">The robot's.</param>
    /// <param name="passing">Codes of what a later try may mend.</param>
    public static SendOutcome Outcome(ChannelAnswer answer, ReadOnlySpan<string> passing)
    {
        if (ChannelHttp.FailureOf(answer) is { } failure) return failure;
        return ChannelHttp.Member(answer, "errcode") switch
        {
            "0" => new SendOutcome.Sent(null),
            { Length: <= 12 } code when passing.Contains(code) =>
                new SendOutcome.Failed("errcode-" + code, Permanent: false, Patience),
            { Length: <= 12 } code => new SendOutcome.Failed("errcode-" + code, Permanent: true),
            _ => new SendOutcome.Failed("answer-malformed", Permanent: false),
        };
    }

    /// <summary>The text cut between characters, so that it is not over so many bytes.</summary>
    public static string Fit(string text, int bytesMax)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytesMax) return text;
        var (characters, bytes) = (0, 3);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > bytesMax) break;
            characters += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, characters), "…");
    }
}
