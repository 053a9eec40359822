using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Notifications.Drivers;

/// <summary>
/// A custom robot of DingTalk (钉钉) with signing switched on. The secret is <c>ACCESS_TOKEN SIGNING_SECRET</c>, with a
/// space between.
/// </summary>
internal sealed class DingtalkDriver(ChannelHttp http, NodeSecrets secrets, TimeProvider clock) : IChannelDriver
{
    /// <summary>Of the whole body, in UTF-8; DingTalk takes 20,000.</summary>
    public const int TextBytesMax = 16_000;

    /// <summary>Too many messages a minute for one robot.</summary>
    private const string TooFrequent = "130101";

    /// <summary>The same of older kinds of robots.</summary>
    private const string TooManySends = "410100";

    /// <summary>DingTalk is busy.</summary>
    private const string Busy = "-1";

    public ChannelKind Kind => ChannelKind.Dingtalk;

    public string ReceiverOf(OutgoingMessage message) => message.Address + " " + message.SecretRef;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        var (address, refused) = http.Check(message.Address);
        if (address is null) return refused!;
        if (message.SecretRef is not { } name
            || secrets.Find(name)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var token, var secret])
            return new SendOutcome.Failed("secret-missing", Permanent: true);
        var timestamp = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var query = $"access_token={Uri.EscapeDataString(token)}&timestamp={timestamp}" +
            $"&sign={Uri.EscapeDataString(Sign(timestamp, secret))}";
        var text = Robots.Fit(message.Text, TextBytesMax);
        var json = MessageBody.Write(new DingtalkBody("markdown", new DingtalkMarkdown(message.Subject, text)));
        var answer = await http.PostAsync(new UriBuilder(address) { Query = query }.Uri, json, sign: null, cancel);
        return Robots.Outcome(answer, [TooFrequent, TooManySends, Busy]);
    }

    /// <summary>HMAC-SHA256 over timestamp, line feed and secret, in base64; not yet escaped for a query.</summary>
    public static string Sign(string timestamp, string secret) => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
}
