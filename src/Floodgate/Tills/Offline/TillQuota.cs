using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;

namespace Floodgate.Tills.Offline;

/// <summary>
/// So many vouchers and so much discount one terminal may take without a connection, until then. The token is what the
/// till keeps; the log of its redemptions begins with the token's hash.
/// </summary>
internal sealed record TillQuota(
    string Id, int Store, string Terminal, int Count, Money Amount, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public string Seal(Key key) => SignedToken.Seal(
        key, ExpiresAt, Id, Terminal,
        string.Create(CultureInfo.InvariantCulture, $"{Store}:{Count}:{Amount.Amount}:{Amount.Currency}"),
        string.Create(CultureInfo.InvariantCulture, $"{IssuedAt.Micros()}:{ExpiresAt.Micros()}"));

    /// <summary>What a token says, if this ring has signed it; one that has expired is still read.</summary>
    public static TillQuota? Open(string token, KeyRing keys, DateTimeOffset now)
    {
        var state = SignedToken.Open(token, keys, KeyPurpose.TillQuota, now, out var parts);
        if (state == SignedTokenState.Invalid || parts.Length != 4) return null;
        var (limits, times) = (parts[2].Split(':'), parts[3].Split(':'));
        return new TillQuota(
            parts[0], int.Parse(limits[0], CultureInfo.InvariantCulture), parts[1],
            int.Parse(limits[1], CultureInfo.InvariantCulture),
            new Money(long.Parse(limits[2], CultureInfo.InvariantCulture), limits[3]),
            UnixTime.ToTime(long.Parse(times[0], CultureInfo.InvariantCulture)),
            UnixTime.ToTime(long.Parse(times[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>What the first entry of a quota's log is chained to.</summary>
    public static string Genesis(string token) => Hex(token);

    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
