using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Notifications;

/// <summary>What a link to acknowledge stands for: this person saw this message of this incident.</summary>
internal sealed record Acknowledgement(string Incident, string Person, string MessageId);

/// <summary>
/// Links to acknowledge a page, for one person and one message, signed and good for hours. Opening one must change
/// nothing: mail scanners open every link. The page behind it asks for one tap, and only that tap's POST counts.
/// </summary>
internal static class AcknowledgeLink
{
    /// <summary>Where the page behind the link is; the token follows.</summary>
    public const string Path = "/ack/";

    /// <param name="console">The address of the console as people reach it.</param>
    /// <param name="keys">Signs with the current key.</param>
    /// <param name="what">Whose acknowledgement it will be; each part 200 bytes at most.</param>
    /// <param name="expires">From then on it is refused, with words of its own.</param>
    public static Uri Make(Uri console, KeyRing keys, Acknowledgement what, DateTimeOffset expires) =>
        new(console, Path + Token(keys, what, expires));

    public static string Token(KeyRing keys, Acknowledgement what, DateTimeOffset expires) => SignedToken.Seal(
        keys.Current(KeyPurpose.Acknowledge), expires, what.Incident, what.Person, what.MessageId);

    /// <param name="token">What came after <see cref="Path"/>.</param>
    /// <param name="keys">The ring that may have signed it.</param>
    /// <param name="now">The time it is checked against.</param>
    /// <param name="what">Set when it is valid or expired.</param>
    public static SignedTokenState Check(string token, KeyRing keys, DateTimeOffset now, out Acknowledgement? what)
    {
        var state = SignedToken.Open(token, keys, KeyPurpose.Acknowledge, now, out var parts);
        what = parts is [var incident, var person, var message] ? new Acknowledgement(incident, person, message) : null;
        return what is null ? SignedTokenState.Invalid : state;
    }
}
