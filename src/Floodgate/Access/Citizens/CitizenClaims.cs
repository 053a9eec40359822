using System.Collections.Immutable;
using System.Text.Json;
using Floodgate.Foundation;

namespace Floodgate.Access.Citizens;

/// <summary>Reads what is needed out of a believed payload, and leaves the rest.</summary>
internal static class CitizenClaims
{
    public const int LengthMax = 256;

    public static bool TryRead(JsonElement payload, PersonKey persons, out Citizen? citizen)
    {
        citizen = null;
        if (!Text(payload, "sub", out var subject) || subject is null || !Text(payload, "person", out var person)
            || !Text(payload, "phone_hash", out var phone) || !Text(payload, "region", out var region)
            || !Digit(payload, out var digit))
            return false;

        var account = persons.Of(PersonKey.Account, subject);
        var identities = ImmutableArray.CreateBuilder<PersonId>(3);
        if (person is not null) identities.Add(persons.Of(PersonKey.Person, person));
        if (phone is not null) identities.Add(persons.Of(PersonKey.Phone, phone));
        identities.Add(account);
        citizen = new Citizen(identities[0], identities.ToImmutable(), account, region, digit);
        return true;
    }

    /// <summary>
    /// A time claim (RFC 7519, 2: seconds since 1970, whole or not) as Unix microseconds; false when it is not one.
    /// </summary>
    public static bool Time(JsonElement payload, string name, out long? micros)
    {
        const double secondsMax = 253_402_300_799; // The last second of the year 9999.
        micros = null;
        if (!payload.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDouble(out var seconds)
            || !(seconds is >= 0 and <= secondsMax))
            return false;
        micros = (long)(seconds * 1_000_000);
        return true;
    }

    private static bool Text(JsonElement payload, string name, out string? value)
    {
        value = null;
        if (!payload.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.String) return false;
        try
        {
            value = member.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: no text.
            return false;
        }

        return value is { Length: > 0 and <= LengthMax };
    }

    private static bool Digit(JsonElement payload, out int? digit)
    {
        digit = null;
        if (!Text(payload, "last_digit", out var text)) return false;
        // Identity numbers may end in X, which belongs to no weekday.
        if (text is [>= '0' and <= '9']) digit = text[0] - '0';
        return true;
    }
}
