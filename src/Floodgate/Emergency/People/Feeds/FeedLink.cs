using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.People.Feeds;

/// <summary>
/// Signed links to feeds: a phone's calendar cannot sign in. Whoever has the link can read these duties and nothing
/// else.
/// </summary>
internal static class FeedLink
{
    public const string Path = "/api/v1/oncall/feeds/";

    private const string Team = "team";
    private const string Person = "person";

    public static string Make(KeyRing keys, FeedScope scope, DateTimeOffset expires)
    {
        var key = keys.Current(KeyPurpose.Calendar);
        return Path + (scope switch
        {
            FeedScope.OfTeam one => SignedToken.Seal(key, expires, Team, one.Team),
            FeedScope.OfPerson one => SignedToken.Seal(key, expires, Person, one.Person),
            _ => throw new InvalidOperationException($"{scope} is not known here"),
        });
    }

    /// <summary>Null when it is not valid, or not any more.</summary>
    public static FeedScope? Open(KeyRing keys, string token, DateTimeOffset now)
    {
        var state = SignedToken.Open(token, keys, KeyPurpose.Calendar, now, out var parts);
        if (state != SignedTokenState.Valid) return null;
        return parts switch
        {
            [Team, var team] => new FeedScope.OfTeam(team),
            [Person, var person] => new FeedScope.OfPerson(person),
            _ => null,
        };
    }
}
